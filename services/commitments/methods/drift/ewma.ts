import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Point } from './detector.ts';

export interface EwmaTerms {
  /** Mean and standard deviation of a fixed reference window. */
  readonly centre: Decimal;
  readonly sigma: Decimal;
  /** Weight of the newest value, above 0 and at most 1. */
  readonly lambda: Decimal;
  /** Width of the limits, in standard deviations of the statistic. */
  readonly width: Decimal;
}

export interface EwmaPoint {
  readonly z: Decimal;
  /** Half the width between the limits, exact for this many values. */
  readonly half: Decimal;
  readonly signal: 'up' | 'down' | null;
}

/**
 * Exponentially weighted moving average of consecutive values, beside its limits:
 * `z = λx + (1 − λ)z`, limits `centre ± L σ √(λ/(2 − λ) × (1 − (1 − λ)^2t))`. A missing value changes nothing.
 * A signal is a statistic strictly outside; the statistic goes on after it.
 * Source: NIST/SEMATECH e-Handbook 6.3.2.4; the exact limits as in Montgomery, Introduction to Statistical Quality
 * Control. That a missing value is not counted is pactwatch's own rule.
 * @throws RangeError when λ is not in (0, 1], or σ is not above 0.
 */
export function ewma(points: readonly Point[], { centre, sigma, lambda, width }: EwmaTerms): EwmaPoint[] {
  if (lambda.lte(0) || lambda.gt(1)) throw new RangeError(`lambda is ${lambda.toFixed()}: it lies above 0, up to 1`);
  if (sigma.lte(0)) throw new RangeError('sigma must be above 0');
  const keep = new Decimal(1).minus(lambda);
  const spread = lambda.div(new Decimal(2).minus(lambda));
  const course: EwmaPoint[] = [];
  let z = centre;
  let count = 0;
  for (const point of points) {
    if (point !== null) {
      z = lambda.times(point).plus(keep.times(z));
      count += 1;
    }
    const half = width.times(sigma).times(spread.times(new Decimal(1).minus(keep.pow(2 * count))).sqrt());
    const signal = z.gt(centre.plus(half)) ? 'up' : z.lt(centre.minus(half)) ? 'down' : null;
    course.push({ z, half, signal: count === 0 ? null : signal });
  }
  return course;
}

/** Half the width between the limits once many values are in: `L σ √(λ/(2 − λ))`. Source as for `ewma`. */
export function ewmaLimit({ sigma, lambda, width }: Omit<EwmaTerms, 'centre'>): Decimal {
  return width.times(sigma).times(lambda.div(new Decimal(2).minus(lambda)).sqrt());
}
