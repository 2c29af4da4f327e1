import type { LeastStanding } from '../../../config/recipients/schema.ts';
import type { NoticeReason, QuietReason } from '../../../config/vocabulary/notice.ts';
import { troublesOf } from '../../../config/vocabulary/source-state.ts';
import { severity } from '../../../config/vocabulary/standing.ts';
import { lastMove, type NoticeCase, toldIn, toldTroubles, untold } from './notice-case.ts';

type About = Pick<NoticeCase, 'moves' | 'past' | 'least'>;
export type News = Exclude<NoticeReason, 'reminder' | 'escalation'> | QuietReason;

/** What there is to tell someone of an incident, against what they were last told; or why there is nothing. Pure. */
export function newsOf(about: About): News {
  const { least } = about;
  const told = toldIn(about);
  const last = lastMove(about);
  const isKnown = told.some(({ seq }) => seq === last.seq);
  if (last.kind === 'closed') return isKnown ? 'nothing_new' : told.length === 0 ? 'never_told' : 'closed';
  if (least === null) return 'not_followed';
  if (isKnown) return 'nothing_new';
  return last.toState === null ? newsOfCommitment(about, least) : newsOfSource(about);
}

function newsOfCommitment(about: About, least: LeastStanding): News {
  const now = lastMove(about).toStanding!;
  const before = toldIn(about).at(-1)?.toStanding;
  if (!before) return severity(now) >= severity(least) ? 'first' : 'too_mild';
  const since = new Set(untold(about).map(({ kind }) => kind));
  if (since.has('unstable')) return 'unstable';
  if (severity(now) !== severity(before)) return severity(now) > severity(before) ? 'worsened' : 'improved';
  return since.has('corrected') ? 'corrected' : 'nothing_new';
}

/** Trouble that comes back, or that is over in part, is no news; trouble of another kind is. */
function newsOfSource(about: About): News {
  const told = toldIn(about);
  if (told.length === 0) return 'first';
  const troubles = troublesOf(lastMove(about).toState!);
  return troubles.isSubsetOf(toldTroubles(told)) ? 'nothing_new' : 'worsened';
}
