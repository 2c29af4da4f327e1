import { z } from 'zod';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { comparePeriods } from '../../../../config/vocabulary/period.ts';
import { PATHS } from './growth-path.ts';
import { BasisTerm, DecimalTerm, MonthTerm, PeriodTerm, PositiveTerm, Text } from '../../terms.ts';

export const TargetTerms = z
  .strictObject({
    series: Text,
    unit: Text,
    basis: BasisTerm,
    baseline: z.strictObject({ period: PeriodTerm, value: DecimalTerm, source: Text }),
    /** The level that is due; without it the promise is "up to", and cannot be missed from below. */
    low: PositiveTerm.optional(),
    high: PositiveTerm.optional(),
    by: PeriodTerm,
    substantial: PositiveTerm.default(new Decimal('0.95')),
    moderate: PositiveTerm.default(new Decimal('0.60')),
    /** The way to the target: by the same rate every year, or by the same amount. */
    path: z.enum(PATHS).default('compound'),
    /**
     * How the level is projected to the date: the number of draws, the share of them that the interval holds, and since
     * when growth is drawn from; without it, since the baseline.
     */
    projection: z
      .strictObject({
        since: MonthTerm.optional(),
        draws: z.number().int().min(100).max(20_000).default(2000),
        coverage: PositiveTerm.refine((share) => share.lt(1), 'must be below 1').default(new Decimal('0.8')),
      })
      .prefault({}),
  })
  .refine(({ low, high }) => low !== undefined || high !== undefined, 'give low, high or both')
  .refine(({ low, high }) => !low || !high || low.lte(high), { message: 'low is above high', path: ['low'] })
  .refine(({ low, baseline }) => !low || low.gt(baseline.value), {
    message: 'must be above the baseline',
    path: ['low'],
  })
  .refine(({ by, baseline }) => comparePeriods(baseline.period, by) < 0, {
    message: 'must follow the baseline',
    path: ['by'],
  })
  .refine(({ substantial, moderate }) => moderate.lte(substantial), {
    message: 'is above substantial',
    path: ['moderate'],
  });
export type TargetTerms = z.output<typeof TargetTerms>;
