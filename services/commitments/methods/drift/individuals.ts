import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { FEWEST, type Point, type Silence } from './detector.ts';
import { mean } from './statistics.ts';

/** `2 ÷ √π`: the mean range of two values of a normal distribution, in its standard deviations. */
const D2 = new Decimal('1.128379');
/** Upper limit of the range of two values, over its mean. */
const D4 = new Decimal('3.2665');

export interface IndividualsChart {
  readonly centre: Decimal;
  readonly sigma: Decimal;
  readonly lower: Decimal;
  readonly upper: Decimal;
  readonly meanRange: Decimal;
  readonly upperRange: Decimal;
}

/**
 * Limits for single values, learnt from the ranges between neighbours: `mean ± 3 × mean range ÷ d2`; the range itself
 * from 0 to `D4 × mean range`. No range is taken across a missing value, and fewer than eight values are silent:
 * pactwatch's own rules.
 * Source: SAS/QC User's Guide, example 9.4 (individual measurements and moving ranges); d2 and D4 for two values.
 */
export function individualsChart(points: readonly Point[]): IndividualsChart | { readonly silent: Silence } {
  const values = points.filter((point) => point !== null);
  const ranges = movingRanges(points).filter((range) => range !== null);
  if (values.length < FEWEST || ranges.length === 0) return { silent: 'no_data' };
  const meanRange = mean(ranges);
  if (meanRange.isZero()) return { silent: 'no_scale' };
  const centre = mean(values);
  const sigma = meanRange.div(D2);
  return {
    centre,
    sigma,
    lower: centre.minus(sigma.times(3)),
    upper: centre.plus(sigma.times(3)),
    meanRange,
    upperRange: meanRange.times(D4),
  };
}

/** Distance of each value from its neighbour before; null for the first and where either is missing. */
export function movingRanges(points: readonly Point[]): Point[] {
  return points.map((point, index) => {
    const before = points[index - 1] ?? null;
    return point === null || before === null ? null : point.minus(before).abs();
  });
}
