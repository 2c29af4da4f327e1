import type { Deal } from '../../../config/deal/schema.ts';
import { type Standing, severity } from '../../../config/vocabulary/standing.ts';
import type { SourceState } from '../../../config/vocabulary/source-state.ts';
import type { Db } from '../../../db/connection.ts';
import { silencesAt } from '../../../db/silences.ts';
import { silenceOver } from '../decide/holds.ts';
import { readIncidents } from '../decide/incident-state.ts';
import { isAcknowledged } from '../decide/notice-case.ts';

interface OpenIncident {
  readonly id: string;
  readonly kind: 'commitment' | 'source';
  readonly subject: string;
  readonly openedAt: Temporal.Instant;
  readonly standing: Standing | null;
  readonly state: SourceState | null;
}

/** Open incidents, worst first, with who has taken each on and who has silenced it. */
export async function openIncidentsOf(
  { db, deal }: { readonly db: Db; readonly deal: Deal },
  open: readonly OpenIncident[],
  now: Temporal.Instant,
) {
  const states = new Map((await readIncidents(db, open, now)).map((state) => [state.incident.id, state]));
  const silences = await silencesAt(db, deal.id, now);
  return open
    .toSorted((a, b) => badness(b) - badness(a) || Temporal.Instant.compare(a.openedAt, b.openedAt))
    .map((incident) => {
      const { id, kind, subject, openedAt, standing, state } = incident;
      const { moves, acknowledged } = states.get(id)!;
      const silence = silenceOver(incident, { silences, deal, now });
      const spec = kind === 'commitment' ? deal.commitments[subject] : deal.sources[subject];
      return {
        id,
        of: kind,
        subject,
        ref: kind === 'commitment' ? (deal.commitments[subject]?.ref ?? null) : null,
        title: spec?.title ?? subject,
        openedAt: openedAt.toString(),
        standing,
        state,
        acknowledged: acknowledged && isAcknowledged({ moves, acknowledged, now }) ? holdOf(acknowledged) : null,
        silenced: silence ? holdOf({ ...silence, why: silence.reason, at: silence.fromAt }) : null,
      };
    });
}

const badness = ({ standing }: OpenIncident): number =>
  standing === null || standing === 'unknown' ? -1 : severity(standing);

interface Held {
  readonly by: string;
  readonly why: string;
  readonly at: Temporal.Instant;
  readonly until: Temporal.Instant | null;
}

const holdOf = ({ by, why, at, until }: Held) => ({
  by,
  why,
  at: at.toString(),
  until: until?.toString() ?? null,
});
