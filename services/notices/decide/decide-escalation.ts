import { heldBack, heldBackBy, type NoticeDecision } from './decide-notice.ts';
import { type Holds, isAcknowledged, lastMove, lastWorsening, type NoticeCase, toldIn } from './notice-case.ts';
import { addWorkingDays, workingTime } from './working-time.ts';

/** Who is told when a recipient and all others leave an incident lying, and when. */
export interface Escalation extends Holds, Pick<NoticeCase, 'quietHours' | 'timeZone'> {
  readonly afterWorkingDays: number;
}

/**
 * Whether someone else is told that nobody has acknowledged an incident. Pure. The working days are counted from when
 * the recipient was told that it began or became worse, or from the end of an acknowledgement that had a date; once for
 * each beginning and each worsening.
 * @param about The case of the recipient who escalates.
 */
export function decideEscalation(about: NoticeCase, to: Escalation): NoticeDecision {
  const quiet = (because: 'nothing_new' | 'never_told' | 'not_yet') =>
    ({ mail: false, because, reason: null }) satisfies NoticeDecision;
  if (lastMove(about).kind === 'closed') return quiet('nothing_new');
  const since = lastWorsening(about).seq;
  const told = toldIn(about).find(({ seq }) => seq >= since);
  if (told === undefined) return quiet('never_told');
  if (isAcknowledged(about)) return quiet('not_yet');
  const { now, acknowledged, groupWait } = about;
  const lapsed = acknowledged !== null && acknowledged.seq >= since ? acknowledged.until : null;
  const from = lapsed !== null && Temporal.Instant.compare(lapsed, told.notBefore) > 0 ? lapsed : told.notBefore;
  if (Temporal.Instant.compare(addWorkingDays(from, to.afterWorkingDays, about.timeZone), now) > 0) {
    return quiet('not_yet');
  }
  const what = { reason: 'escalation', kind: 'escalation', seq: since } as const;
  const because = heldBackBy({ ...about, ...to }, what.reason);
  if (because !== null) return heldBack(what, because, to);
  const notBefore = workingTime(now.add(groupWait), to.quietHours, to.timeZone);
  return { mail: true, ...what, notBefore, silence: null };
}
