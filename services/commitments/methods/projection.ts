import { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { Point } from './drift/detector.ts';

/** Fewest growth steps from which anything is projected. */
export const FEWEST_STEPS = 8;

export interface ProjectionTerms {
  readonly draws: number;
  /** Share of the draws that the interval holds. */
  readonly coverage: Decimal;
  /** Periods from the newest level to the date. */
  readonly ahead: number;
  /** 1 when a level reaches an aim from below, -1 when from above. */
  readonly direction: 1 | -1;
  readonly random: () => number;
}

export interface Projection {
  /** Known growth steps that were drawn from, and the mean of their logs. */
  readonly steps: number;
  readonly mean: number;
  /** Bounds of the interval. */
  readonly from: Decimal;
  readonly to: Decimal;
  /** The share of the draws that reach each of the aims. */
  readonly reached: readonly Decimal[];
}

/** The logs of the growth from each period to the next; none across a period without a value, nor from or to 0. */
export function growthSteps(levels: readonly Point[]): number[] {
  return levels.flatMap((level, index) => {
    const before = levels[index - 1] ?? null;
    if (level === null || before === null || level.lte(0) || before.lte(0)) return [];
    // By Decimal: the platform's own logarithm may differ in its last digit.
    return [level.div(before).ln().toNumber()];
  });
}

/**
 * Levels at a date by a bootstrap of residuals: the log of growth has the mean of the known steps, and each period of
 * each draw adds to it a residual that is drawn, with replacement, from those of the known steps. The interval is that
 * of the nearest ranks. It says what follows if growth goes on as it was; the mean is taken as known.
 * Source: Efron and Tibshirani, An Introduction to the Bootstrap (residuals); that it is done on logs, and from eight
 * steps on, is pactwatch's own choice. The current level must be above 0.
 */
export function project(
  current: Decimal,
  steps: readonly number[],
  aims: readonly Decimal[],
  { draws, coverage, ahead, direction, random }: ProjectionTerms,
): Projection {
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const residuals = steps.map((step) => step - mean);
  const ends = Float64Array.from({ length: draws }, () => {
    let sum = 0;
    for (let period = 0; period < ahead; period += 1) {
      sum += mean + residuals[Math.floor(random() * residuals.length)]!;
    }
    return sum;
  }).toSorted();
  const tail = new Decimal(1).minus(coverage).div(2);
  const levelAt = (share: Decimal) => {
    const rank = Math.max(1, share.times(draws).ceil().toNumber());
    return current.times(new Decimal(ends[rank - 1]!).exp());
  };
  return {
    steps: steps.length,
    mean,
    from: levelAt(tail),
    to: levelAt(new Decimal(1).minus(tail)),
    reached: aims.map((aim) => {
      const needed = aim.div(current).ln().toNumber();
      return new Decimal(ends.filter((end) => direction * (end - needed) >= -1e-12).length).div(draws);
    }),
  };
}
