import { type Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { linearGrowth, linearRatio } from '../../methods/linear-growth.ts';
import {
  type Growth,
  type GrowthRatio,
  compoundGrowth,
  growthRatio,
  requiredLevel,
} from '../../methods/required-growth.ts';
import { exact, say, sayRate } from '../../words.ts';

/** The way that a level is required to take from its baseline to its target. */
export interface GrowthPath {
  /** Growth a year from one level to another; null when it cannot be computed. */
  rate(from: Decimal, to: Decimal, years: Decimal): Decimal | null;
  rateArithmetic(from: Decimal, to: Decimal, years: Decimal): string;
  ratio(growth: Growth): GrowthRatio | null;
  /** The level on the way, some years after the baseline. */
  level(base: Decimal, rate: Decimal, years: Decimal): Decimal;
  levelArithmetic(base: Decimal, rate: Decimal, years: Decimal, unit: string): string;
  say(rate: Decimal, unit: string): string;
}

export const PATHS = ['compound', 'linear'] as const;

/** `compound` grows by the same rate every year, `linear` by the same amount. */
export const growthPaths: Readonly<Record<(typeof PATHS)[number], GrowthPath>> = {
  compound: {
    rate: compoundGrowth,
    rateArithmetic: (from, to, years) => `(${decimalText(to)} ÷ ${decimalText(from)})^(1 ÷ ${decimalText(years)}) - 1`,
    ratio: growthRatio,
    level: requiredLevel,
    levelArithmetic: (base, rate, years, unit) =>
      `${exact(base, unit)} × ${decimalText(rate.plus(1))}^${decimalText(years)}`,
    say: (rate) => sayRate(rate),
  },
  linear: {
    rate: linearGrowth,
    rateArithmetic: (from, to, years) => `(${decimalText(to)} - ${decimalText(from)}) ÷ ${decimalText(years)}`,
    ratio: linearRatio,
    level: (base, rate, years) => base.plus(rate.times(years)),
    levelArithmetic: (base, rate, years, unit) => `${exact(base, unit)} + ${decimalText(rate)} × ${decimalText(years)}`,
    say: (rate, unit) => `${say(rate, unit)} a year`,
  },
};
