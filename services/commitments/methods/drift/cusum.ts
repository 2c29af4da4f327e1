import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Point } from './detector.ts';

export interface CusumTerms {
  readonly target: Decimal;
  /** What a value may differ from the target without being counted; in the unit of the values. */
  readonly allowance: Decimal;
  /** The sum that is a signal; in the unit of the values. */
  readonly interval: Decimal;
}

/** One side of the chart after a value: its sum, and for how many values it has been above 0. */
export interface CusumSide {
  readonly sum: Decimal;
  readonly run: number;
  readonly signal: boolean;
}

export interface CusumPoint {
  readonly up: CusumSide;
  readonly down: CusumSide;
}

/**
 * Two-sided tabular CUSUM of consecutive values: `C⁺ = max(0, C⁺ + x − target − K)`, `C⁻ = max(0, C⁻ + target − K − x)`,
 * a signal strictly above H. Both sums are positive numbers. A missing value changes nothing, and a signal does not
 * reset the sums: pactwatch's own rules.
 * Source: Montgomery, Introduction to Statistical Quality Control, the tabular cusum.
 * @throws RangeError when the allowance is negative or the interval not above 0.
 */
export function cusum(points: readonly Point[], { target, allowance, interval }: CusumTerms): CusumPoint[] {
  if (allowance.isNegative()) throw new RangeError('the allowance of a CUSUM is at least 0');
  if (interval.lte(0)) throw new RangeError('the interval of a CUSUM is above 0');
  const step = ({ sum, run }: CusumSide, excess: Decimal): CusumSide => {
    const next = Decimal.max(0, sum.plus(excess));
    return { sum: next, run: next.gt(0) ? run + 1 : 0, signal: next.gt(interval) };
  };
  const course: CusumPoint[] = [];
  let { up, down }: CusumPoint = { up: AT_REST, down: AT_REST };
  for (const point of points) {
    if (point !== null) {
      up = step(up, point.minus(target).minus(allowance));
      down = step(down, target.minus(allowance).minus(point));
    }
    course.push({ up, down });
  }
  return course;
}

const AT_REST: CusumSide = { sum: new Decimal(0), run: 0, signal: false };

/**
 * The index of the value with which the shift began that the sum at `index` has gathered.
 * Missing values in between are counted over. Source as for `cusum`.
 */
export function shiftStart(points: readonly Point[], index: number, { run }: CusumSide): number {
  let left = run;
  let at = index;
  while (at > 0 && (points[at] === null || left > 1)) {
    if (points[at] !== null) left -= 1;
    at -= 1;
  }
  return at;
}
