import type { Addressed, NewNotice, NoticeRow } from '../../../db/notices.ts';
import { commitmentsFedBy } from '../../commitments/fed-by.ts';
import { type Addressee, strangerOf } from './addressee.ts';
import { decideEscalation } from './decide-escalation.ts';
import { decideNotice, type NoticeDecision } from './decide-notice.ts';
import { followsSource, leastStandingOf } from './followed.ts';
import { holdsFor } from './holds.ts';
import { dedupKeyOf, placeKeyOf } from '../ids.ts';
import type { IncidentState, Surroundings } from './incident-state.ts';
import type { NoticeCase, Past } from './notice-case.ts';

/** The notices that an incident asks for now and that are not written yet, sent or held back. Pure. */
export function dueNotices(state: IncidentState, around: Surroundings): NewNotice[] {
  const written = new Set(state.notices.map(({ dedupKey }) => dedupKey));
  const due = [...around.addressees, ...strangersIn(state, around)].flatMap((addressee) => {
    const about = caseOf(state, addressee, around);
    const notice = noticeOf(decideNotice(about), state, addressee, around);
    return [notice, escalationOf(about, state, addressee, around)].filter((one) => one !== undefined);
  });
  const byKey = new Map(due.map((notice) => [notice.dedupKey, notice]));
  return [...byKey.values()].filter(({ dedupKey }) => !written.has(dedupKey));
}

/** Those who were told of it and whom the file names no more. What a webhook is called says nothing without the file. */
function strangersIn({ notices }: IncidentState, { addressees }: Surroundings): Addressee[] {
  const known = new Set(addressees.map(placeKeyOf));
  const told = notices.filter(({ cause, channel }) => cause === null && channel === 'mail');
  const byPlace = new Map(told.map((notice) => [placeKeyOf(notice), strangerOf(notice)]));
  return [...byPlace].filter(([key]) => !known.has(key)).map(([, stranger]) => stranger);
}

function caseOf(state: IncidentState, addressee: Addressee, around: Surroundings): NoticeCase {
  const { incident, moves, notices, acknowledged } = state;
  const { deal, lateSources, groupWait, now } = around;
  const { quietHours, remindAfter, timeZone } = addressee;
  const feeds = (source: string) => commitmentsFedBy(deal, source, now);
  const follows =
    incident.kind === 'commitment'
      ? leastStandingOf(addressee, deal.id, incident.subject)
      : followsSource(addressee, deal.id, incident.subject, feeds(incident.subject))
        ? 'at_risk'
        : null;
  return {
    moves,
    least: follows,
    past: notices.filter((notice) => placeKeyOf(notice) === placeKeyOf(addressee)).map(pastOf),
    acknowledged,
    sourceLate:
      incident.kind === 'commitment' && lateSources.some((source) => feeds(source).includes(incident.subject)),
    ...holdsFor(incident, addressee, around),
    quietHours: quietHours ?? null,
    remindAfter,
    timeZone,
    groupWait,
    now,
  };
}

const SETTLED: ReadonlySet<NoticeRow['messageState']> = new Set(['sent', 'ambiguous', 'failed']);

export const pastOf = ({ seq, toStanding, toState, notBefore, cause, silence, messageState }: NoticeRow): Past => ({
  seq,
  toStanding,
  toState,
  notBefore,
  isSettled: SETTLED.has(messageState),
  cause,
  silence,
});

function escalationOf(
  about: NoticeCase,
  state: IncidentState,
  { escalate, language, timeZone }: Addressee,
  around: Surroundings,
): NewNotice | undefined {
  if (!escalate) return undefined;
  const { after_working_days: afterWorkingDays, to: address } = escalate;
  const named = { channel: 'mail', address, name: address, language, timeZone } satisfies Addressed;
  const to = around.addressees.find((one) => placeKeyOf(one) === placeKeyOf(named)) ?? strangerOf(named);
  const decision = decideEscalation(about, {
    afterWorkingDays,
    ...holdsFor(state.incident, to, around),
    quietHours: to.quietHours ?? null,
    timeZone: to.timeZone,
  });
  return noticeOf(decision, state, to, around);
}

function noticeOf(
  decision: NoticeDecision,
  { incident, moves }: IncidentState,
  { channel, address, name, language, timeZone }: Addressee,
  { now }: Surroundings,
): NewNotice | undefined {
  if (decision.reason === null) return undefined;
  const { reason, kind, seq, silence } = decision;
  const cause = decision.mail ? null : decision.because;
  return {
    transitionId: moves.at(-1)!.transitionId,
    dedupKey: dedupKeyOf({ incident: incident.id, seq, kind, channel, address, cause }),
    channel,
    address,
    name,
    language,
    timeZone,
    reason,
    cause,
    silence,
    notBefore: decision.mail ? decision.notBefore : now,
  };
}
