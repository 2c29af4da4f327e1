import { isDrift, severity } from '../../config/vocabulary/standing.ts';
import { type AnyNoticeContent, isAboutSource } from './any-content.ts';

/** Below every drift, above all that has ended well. */
const SOURCE_IN_TROUBLE = 1.5;

/** How urgent the news is, by the standing or state that it came to. */
function urgency(content: AnyNoticeContent): number {
  if (isAboutSource(content)) return content.transition.to === 'in_order' ? -1 : SOURCE_IN_TROUBLE;
  const { to } = content.transition;
  return to === 'unknown' ? 0 : isDrift(to) ? severity(to) : Math.min(severity(to), 1);
}

/**
 * The notices of one message in the order in which they are read: worst first, by how each incident stands at last; of
 * one incident the newest first.
 */
export function worstFirst<Notice extends { readonly content: AnyNoticeContent }>(
  notices: readonly Notice[],
): Notice[] {
  const incidents = Map.groupBy(notices, ({ content }) => content.incident)
    .values()
    .map((group) => group.toSorted((a, b) => b.content.transition.seq - a.content.transition.seq));
  return [...incidents].toSorted((a, b) => urgency(b[0]!.content) - urgency(a[0]!.content)).flat();
}
