import { acknowledgementsOf, type AcknowledgementRow } from '../../db/acknowledgements.ts';
import {
  type IncidentSummaryRow,
  incidentsOf,
  type IncidentNoticeRow,
  noticesOfIncident,
} from '../../db/incident-history.ts';
import { actionsOn } from '../../db/officer-actions.ts';
import { type SilenceRow, silencesAt, silencesOver } from '../../db/silences.ts';
import { type IncidentState, readIncidents } from '../notices/decide/incident-state.ts';
import { silenceOver } from '../notices/decide/holds.ts';
import { isAcknowledged } from '../notices/decide/notice-case.ts';
import { fateOf } from '../notices/fate.ts';
import { findIncident } from './find-incident.ts';
import type { OfficerContext } from './officer.ts';
import type { IncidentDetail, IncidentList, ShownAcknowledgement, ShownSilence } from './schema.ts';

/** The incidents of a deal, those that are open or all, with who has taken each on and what is silent. */
export async function readIncidentList(context: OfficerContext, which: 'open' | 'all'): Promise<IncidentList> {
  const { db, deal, now } = context;
  const at = now();
  const rows = await incidentsOf(db, deal.id, which);
  const states = await readIncidents(db, rows, at);
  const silences = await silencesAt(db, deal.id, at);
  return {
    schema: 'pactwatch.incidents/1',
    deal: deal.id,
    at: at.toString(),
    incidents: rows.map((row, index) => fieldsOf(context, row, states[index]!, silences, at)),
    silences: silences.map((row) => shownSilence(row, at)),
  };
}

/**
 * One incident with all that happened to it, who was told of each transition, and who was not and why.
 * @throws as `findIncident`.
 */
export async function readIncident(context: OfficerContext, text: string): Promise<IncidentDetail> {
  const { db, deal, now } = context;
  const at = now();
  const row = await findIncident(context, text);
  const [state] = await readIncidents(db, [row], at);
  const acknowledgements = await acknowledgementsOf(db, [row.id], at);
  const notices = Map.groupBy(await noticesOfIncident(db, row.id), ({ seq }) => seq);
  const over = `${row.kind}/${row.subject}`;
  return {
    schema: 'pactwatch.incident/1',
    deal: deal.id,
    at: at.toString(),
    ...fieldsOf(context, row, state!, await silencesAt(db, deal.id, at), at),
    transitions: state!.moves.map((transition) => ({
      seq: transition.seq,
      kind: transition.kind,
      reason: transition.reason,
      from: transition.fromStanding ?? transition.fromState,
      to: (transition.toStanding ?? transition.toState)!,
      at: transition.at.toString(),
      notices: (notices.get(transition.seq) ?? []).map(shownNotice),
    })),
    acknowledgements: acknowledgements.map((one) => shownAcknowledgement(one, state!, at)),
    silences: (await silencesOver(db, deal.id, { kind: row.kind, subject: row.subject })).map((one) =>
      shownSilence(one, at),
    ),
    actions: (await actionsOn(db, deal.id, [`incident/${row.id}`, over])).map((action) => ({
      at: action.at.toString(),
      who: action.who,
      via: action.via,
      action: action.action,
      subject: action.subject,
      why: action.why,
      until: action.until?.toString() ?? null,
    })),
  };
}

function fieldsOf(
  { deal }: Pick<OfficerContext, 'deal'>,
  row: IncidentSummaryRow,
  state: IncidentState,
  silences: readonly SilenceRow[],
  at: Temporal.Instant,
) {
  const { id, kind, subject, standing, openedAt, closedAt } = row;
  const spec = kind === 'commitment' ? deal.commitments[subject] : deal.sources[subject];
  const silence = closedAt === null ? silenceOver(row, { silences, deal, now: at }) : undefined;
  const acknowledged = state.acknowledged && shownAcknowledgement(state.acknowledged, state, at);
  return {
    id,
    kind,
    subject,
    ref: kind === 'commitment' ? (deal.commitments[subject]?.ref ?? null) : null,
    title: spec?.title ?? subject,
    standing,
    state: row.state,
    openedAt: openedAt.toString(),
    closedAt: closedAt?.toString() ?? null,
    acknowledged: acknowledged?.inForce ? acknowledged : null,
    silenced: silence ? shownSilence(silence, at) : null,
  };
}

function shownAcknowledgement(
  given: AcknowledgementRow,
  { moves, acknowledged }: IncidentState,
  now: Temporal.Instant,
): ShownAcknowledgement {
  const { by, why, at, until } = given;
  const isLast = given.id === acknowledged?.id;
  return {
    by,
    why,
    at: at.toString(),
    until: until?.toString() ?? null,
    inForce: isLast && isAcknowledged({ moves, acknowledged: given, now }),
  };
}

/** A silence as it is shown. */
export function shownSilence(row: SilenceRow, at: Temporal.Instant): ShownSilence {
  const { id, subjectKind, subject, by, reason, fromAt, until, endedAt, endedBy } = row;
  const ends = endedAt ?? until;
  return {
    id,
    kind: subjectKind,
    subject,
    by,
    why: reason,
    from: fromAt.toString(),
    until: until.toString(),
    endedAt: endedAt?.toString() ?? null,
    endedBy,
    inForce: Temporal.Instant.compare(fromAt, at) <= 0 && Temporal.Instant.compare(at, ends) < 0,
  };
}

const shownNotice = (row: IncidentNoticeRow): IncidentDetail['transitions'][number]['notices'][number] => ({
  ...fateOf(row),
  why: row.reason,
  silencedBy: row.silencedBy,
  silencedUntil: row.silencedUntil?.toString() ?? null,
});
