import type { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { Growth, GrowthRatio } from './required-growth.ts';

/** Growth by the same amount every year: `(to - from) / years`; null without a span. */
export function linearGrowth(from: Decimal, to: Decimal, years: Decimal): Decimal | null {
  return years.lte(0) ? null : to.minus(from).div(years);
}

/**
 * Growth so far over the growth that the target needs, on a straight line: `direction × soFar ÷ |required|`.
 * Null in less than a year of growth, for a target equal to the base, or without a span. A base of 0 is no obstacle.
 * Source: the thresholds of the ratio as for `growthRatio`; the straight line in place of compound growth is
 * pactwatch's own choice for deals that say so.
 */
export function linearRatio({ base, current, target, yearsSoFar, yearsInAll, direction }: Growth): GrowthRatio | null {
  if (yearsSoFar.lt(1)) return null;
  const soFar = linearGrowth(base, current, yearsSoFar);
  const required = linearGrowth(base, target, yearsInAll);
  if (!soFar || !required || required.isZero()) return null;
  return { soFar, required, ratio: soFar.times(direction).div(required.abs()) };
}
