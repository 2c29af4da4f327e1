import { httpDate } from './http-date.ts';

/**
 * How far the clock of this machine runs ahead of a publisher's, in milliseconds; negative when it runs behind. The
 * header has whole seconds and the answer was some time under way, so a second or two is no skew.
 * @param dateHeader the `Date` header of an answer that came from the publisher itself.
 * @param at when the answer came in, by this machine's clock.
 * @returns undefined when the header is absent or no date.
 */
export function clockSkewMs(dateHeader: string | undefined, at: Temporal.Instant): number | undefined {
  const theirs = httpDate(dateHeader);
  return theirs === undefined ? undefined : at.epochMilliseconds - theirs.epochMilliseconds;
}
