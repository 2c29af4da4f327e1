import type { Silence } from '../methods/drift/detector.ts';

/** What a detector says of the newest period; periods are told by their index in the course of the series. */
export type Detection =
  | {
      readonly kind: 'watched';
      readonly signal: 'up' | 'down' | null;
      /** Where the shift began; null without a signal. */
      readonly since: number | null;
      /** In words: the statistic, and the limit that it is held against. */
      readonly statistic: string;
      readonly limit: string;
      /** What the limit was learnt from, in words. */
      readonly learnt: string;
    }
  /** A first value above 0 after nothing but zeros: an event, and no distance from what was usual. */
  | { readonly kind: 'first-flow'; readonly zeros: number }
  | { readonly kind: 'silent'; readonly silence: Silence };

export const silent = (silence: Silence): Detection => ({ kind: 'silent', silence });

/** The first index of the run of indexes for which the test holds and which ends at `last`. */
export function startOfRun(last: number, holds: (index: number) => boolean): number {
  let start = last;
  while (start > 0 && holds(start - 1)) start -= 1;
  return start;
}
