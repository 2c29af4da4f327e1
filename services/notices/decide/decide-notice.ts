import type { NoticeReason, QuietReason, SuppressionCause } from '../../../config/vocabulary/notice.ts';
import type { NoticeOf } from '../ids.ts';
import { newsOf } from './news.ts';
import { type Holds, isAcknowledged, lastMove, type NoticeCase, type Past, toldIn, untold } from './notice-case.ts';
import { afterQuietHours, onWorkingDay, workingTime } from './working-time.ts';

/** Whether someone is told, and why, or why not. */
export type NoticeDecision =
  | (What & {
      readonly mail: true;
      readonly notBefore: Temporal.Instant;
      /** The silence that had held it back until now. */
      readonly silence: string | null;
    })
  | (What & {
      readonly mail: false;
      readonly because: SuppressionCause;
      /** The silence that holds it back. */
      readonly silence: string | null;
    })
  | { readonly mail: false; readonly because: QuietReason; readonly reason: null };

/** What is told, or held back: why, and what makes it one and the same notice. */
interface What extends Pick<NoticeOf, 'kind' | 'seq'> {
  readonly reason: NoticeReason;
}

/**
 * Whether one recipient is told of one incident now. Pure. It looks at how the incident stands and at what the recipient
 * was told of it, so it says the same at a transition, at any later look, and after a crash between the two:
 *
 * 1. never told: told if it is open and they want to hear of its standing; an end of what they never heard of is not;
 * 2. worse, better, corrected, unstable since they were told: told again;
 * 3. closed, and they were told that it began: told, also through a silence;
 * 4. otherwise: reminded, on a working day, when it has been open for their `remind_after` since they were last told.
 *
 * What is due and held back is kept with its cause. Once the cause has gone, what still holds is told.
 */
export function decideNotice(about: NoticeCase): NoticeDecision {
  const news = newsOf(about);
  switch (news) {
    case 'first':
    case 'worsened':
    case 'improved':
    case 'corrected':
    case 'unstable':
    case 'closed':
      return tell(about, news);
    case 'nothing_new':
      return remind(about);
    default:
      return { mail: false, because: news, reason: null };
  }
}

function tell(about: NoticeCase, reason: Exclude<NoticeReason, 'reminder' | 'escalation'>): NoticeDecision {
  const { kind, seq, toStanding } = lastMove(about);
  const what = { reason, kind, seq };
  const because = heldBackBy(about, reason) ?? mutedBy(about, reason);
  if (because !== null) return heldBack(what, because, about);
  const isUrgent = toStanding === 'breached' && reason !== 'corrected';
  const { now, groupWait, quietHours, timeZone } = about;
  const notBefore = isUrgent ? now : afterQuietHours(now.add(groupWait), quietHours, timeZone);
  return { mail: true, ...what, notBefore, silence: endedSilence(about) };
}

function remind(about: NoticeCase): NoticeDecision {
  const { remindAfter, quietHours, timeZone, now, groupWait } = about;
  const told = toldIn(about);
  const wants = newsOf({ ...about, past: [] }) === 'first';
  if (remindAfter === null || told.length === 0 || !wants) {
    return { mail: false, because: 'nothing_new', reason: null };
  }
  const due = onWorkingDay(after(latest(told), remindAfter, timeZone), timeZone);
  // What has not left yet needs no reminder: after a long outage there would be nothing but reminders.
  if (told.some(({ isSettled }) => !isSettled) || Temporal.Instant.compare(due, now) > 0) {
    return { mail: false, because: 'not_yet', reason: null };
  }
  const day = due.toZonedDateTimeISO(timeZone).toPlainDate();
  const what = { reason: 'reminder', kind: `reminder-${day}`, seq: lastMove(about).seq } as const;
  const because = heldBackBy(about, what.reason);
  if (because !== null) return heldBack(what, because, about);
  const notBefore = workingTime(now.add(groupWait), quietHours, timeZone);
  return { mail: true, ...what, notBefore, silence: endedSilence(about) };
}

/** What is due, and not sent. */
export function heldBack(what: What, because: SuppressionCause, { silence }: Holds): NoticeDecision {
  return { mail: false, because, ...what, silence: because === 'silenced' ? silence : null };
}

const latest = (told: readonly Past[]): Temporal.Instant =>
  told.map(({ notBefore }) => notBefore).reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b));

const after = (at: Temporal.Instant, wait: Temporal.Duration, timeZone: string): Temporal.Instant =>
  at.toZonedDateTimeISO(timeZone).add(wait).toInstant();

/** What stands between a recipient and a notice of a reason. An end is told through a silence to who knows of it. */
export function heldBackBy(
  about: Holds & Pick<NoticeCase, 'moves' | 'acknowledged' | 'now'>,
  reason: NoticeReason,
): SuppressionCause | null {
  if (about.refused) return 'refused';
  if (about.delivery === 'digest') return 'digest_only';
  if (about.silence !== null && reason !== 'closed') return 'silenced';
  if ((reason === 'reminder' || reason === 'escalation') && isAcknowledged(about)) return 'acknowledged';
  return null;
}

/** What makes the news itself none to be told of now. A breach and an end always are. */
function mutedBy(about: NoticeCase, reason: NoticeReason): SuppressionCause | null {
  if (reason === 'closed') return null;
  const reasons = new Set(untold(about).map(({ reason: why }) => why));
  if (reasons.isSubsetOf(new Set(['rule_changed']))) return 'restated';
  const onlyTime = reasons.isSubsetOf(new Set(['time_passed', 'rule_changed']));
  return about.sourceLate && onlyTime && lastMove(about).toStanding !== 'breached' ? 'source_late' : null;
}

/** The silence that held back what is told now, and no longer does. */
function endedSilence({ past, silence }: NoticeCase): string | null {
  const since = past.slice(past.findLastIndex(({ cause }) => cause === null) + 1);
  const held = since.findLast(({ cause }) => cause === 'silenced')?.silence ?? null;
  return held === silence ? null : held;
}
