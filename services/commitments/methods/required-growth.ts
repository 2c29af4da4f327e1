import { Decimal } from '../../../config/vocabulary/decimal.ts';

/** Growth as measured and as needed; times are in years and may be fractions. */
export interface Growth {
  readonly base: Decimal;
  readonly current: Decimal;
  readonly target: Decimal;
  readonly yearsSoFar: Decimal;
  readonly yearsInAll: Decimal;
  /** 1 when the value should rise, -1 when it should fall. */
  readonly direction: 1 | -1;
}

export interface GrowthRatio {
  readonly soFar: Decimal;
  readonly required: Decimal;
  /** Growth so far over growth required; negative when the value moves the wrong way. */
  readonly ratio: Decimal;
}

/**
 * Compound annual growth: `(to / from)^(1 / years) - 1`; null when it has no real value or rests on no base.
 * Source: Open SDG documentation, "Progress measure methodology".
 */
export function compoundGrowth(from: Decimal, to: Decimal, years: Decimal): Decimal | null {
  if (from.isZero() || years.lte(0)) return null;
  const quotient = to.div(from);
  return quotient.gte(0) ? quotient.pow(new Decimal(1).div(years)).minus(1) : null;
}

/**
 * Growth so far over the growth that the target needs: `sign(base) × direction × soFar ÷ |required|`.
 * Null when it cannot be computed: less than a year of growth, a base of zero, values of different sign, a target
 * equal to the base, no span.
 * Source: Open SDG documentation, "Progress measure methodology"; open-sdg/sdg-build, `ProgressMeasure.py`. There a
 * base of 0 is replaced by 0.001; here it yields null, because a ratio to a made-up base is no evidence.
 */
export function growthRatio({ base, current, target, yearsSoFar, yearsInAll, direction }: Growth): GrowthRatio | null {
  if (yearsSoFar.lt(1)) return null;
  const soFar = compoundGrowth(base, current, yearsSoFar);
  const required = compoundGrowth(base, target, yearsInAll);
  if (!soFar || !required || required.isZero()) return null;
  const sign = base.isNegative() ? -direction : direction;
  return { soFar, required, ratio: soFar.times(sign).div(required.abs()) };
}

/**
 * The value that a rate of growth would have reached after some years; 0 for one that leaves nothing. Source as for
 * `growthRatio`.
 */
export function requiredLevel(base: Decimal, rate: Decimal, years: Decimal): Decimal {
  return base.times(Decimal.max(0, rate.plus(1)).pow(years));
}
