import { type Standing, isDrift, severity } from '../../../config/vocabulary/standing.ts';

/** What the figures show by the thresholds to open a drift, and by those to close it: as bad, or worse. None is `unknown`. */
export interface Shown {
  readonly opening: Standing;
  readonly closing: Standing;
}

/** What publications have shown of a commitment, oldest first, as far as the judgement that follows has to know it. */
export interface Steadiness {
  /** By the thresholds to open, of as many publications as confirm a worse standing. */
  readonly openings: readonly Standing[];
  /** By the thresholds to close, of as many as confirm a better one. */
  readonly closings: readonly Standing[];
  /** Where both thresholds alone would have left it, of as many as flapping is counted in. */
  readonly trail: readonly Standing[];
  /** The sources that the newest publication came from. One that publishes again begins the next. */
  readonly sources: readonly string[];
  /** Whether the figures flap, so that the worst of the trail stands. */
  readonly unstable: boolean;
}

export const isWorse = (one: Standing, than: Standing): boolean => severity(one) > severity(than);

/** Where thresholds leave a standing: between those to open and those to close it stays what it was. */
export function within(standing: Standing, { opening, closing }: Shown): Standing {
  if (isWorse(opening, standing)) return opening;
  return isWorse(standing, closing) ? closing : standing;
}

export const worstOf = (standings: readonly Standing[]): Standing =>
  standings.reduce((worst, one) => (isWorse(one, worst) ? one : worst));

export const mildestOf = (standings: readonly Standing[]): Standing =>
  standings.reduce((mildest, one) => (isWorse(mildest, one) ? one : mildest));

/** How often a trail moves into a drift, out of one or between two: other moves are told to nobody. */
export function movesIn(trail: readonly Standing[]): number {
  return trail.filter((one, index) => {
    const before = trail[index - 1];
    return before !== undefined && one !== before && (isDrift(one) || isDrift(before));
  }).length;
}
