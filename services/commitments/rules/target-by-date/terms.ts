import { z } from 'zod';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { comparePeriods } from '../../../../config/vocabulary/period.ts';
import { PATHS } from './growth-path.ts';
import {
  BasisTerm,
  DecimalTerm,
  MonthTerm,
  PeriodTerm,
  PositiveTerm,
  SourceTerm,
  Text,
  UnitTerm,
  type BandTerms,
  checkBands,
} from '../../terms.ts';

const Baseline = z.strictObject({
  period: PeriodTerm.describe('The period that the figure is of, in quotes, such as "2024".'),
  value: DecimalTerm.describe('A decimal number in quotes.'),
  source: SourceTerm,
});

const Projection = z.strictObject({
  since: MonthTerm.optional().describe(
    'From when growth is drawn, in quotes, such as "2024-01"; without it, from the baseline.',
  ),
  draws: z.number().int().min(100).max(20_000).default(2000).describe('How many courses are drawn; 2000 if not given.'),
  coverage: PositiveTerm.refine((share) => share.lt(1), 'must be below 1')
    .default(new Decimal('0.8'))
    .describe('The share of them that the interval holds; "0.8" if not given.'),
});

const Close = z.strictObject({
  substantial: PositiveTerm.optional().describe('From which ratio what was at risk is on track again.'),
  moderate: PositiveTerm.optional().describe('From which ratio what was off track is only at risk again.'),
});

export const TargetTerms = z
  .strictObject({
    series: Text.describe('The series that is judged, by its id.'),
    unit: UnitTerm,
    basis: BasisTerm,
    baseline: Baseline.describe('The level that it starts from.'),
    direction: z
      .enum(['rise', 'fall'])
      .default('rise')
      .describe('Whether the level is to rise, which is so if not given, or to fall.'),
    low: PositiveTerm.optional().describe(
      'Of a rise the level that is due; without it the promise is "up to", and cannot be missed from below. Of a fall the one hoped for.',
    ),
    high: PositiveTerm.optional().describe(
      'Of a rise the level hoped for, or not to be exceeded. Of a fall the one that is due; without it the promise is "down to".',
    ),
    by: PeriodTerm.describe('The period in which the level is due, in quotes, such as "2030".'),
    substantial: PositiveTerm.default(new Decimal('0.95')).describe(
      'From which ratio of growth so far to required growth progress is substantial, and it is on track; "0.95" if not given.',
    ),
    moderate: PositiveTerm.default(new Decimal('0.60')).describe(
      'From which ratio progress is moderate, and it is at risk; "0.60" if not given.',
    ),
    close: Close.optional().describe(
      'The ratios from which a drift is over, where they lie above those by which it begins.',
    ),
    path: z
      .enum(PATHS)
      .default('compound')
      .describe('The way to the target: compound, by the same rate every year, or linear, by the same amount.'),
    projection: Projection.prefault({}).describe('How the level is projected to the date.'),
  })
  .refine(({ low, high }) => low !== undefined || high !== undefined, 'give low, high or both')
  .refine(({ low, high }) => !low || !high || low.lte(high), { message: 'low is above high', path: ['low'] })
  .refine(({ direction, low, baseline }) => direction === 'fall' || !low || low.gt(baseline.value), {
    message: 'must be above the baseline',
    path: ['low'],
  })
  .refine(({ direction, high, baseline }) => direction === 'rise' || !high || high.lt(baseline.value), {
    message: 'must be below the baseline',
    path: ['high'],
  })
  .refine(({ by, baseline }) => comparePeriods(baseline.period, by) < 0, {
    message: 'must follow the baseline',
    path: ['by'],
  })
  .superRefine((terms, context) => checkBands(bandsOf(terms), context, PROGRESS_NAMES));
export type TargetTerms = z.output<typeof TargetTerms>;

/** What the thresholds of progress are called, by the standing that they are the bound of. */
const PROGRESS_NAMES = { on_track: 'substantial', at_risk: 'moderate' } as const;

/** The thresholds of progress as bands of a standing. */
export function bandsOf({
  substantial,
  moderate,
  close,
}: Pick<TargetTerms, 'substantial' | 'moderate' | 'close'>): BandTerms {
  return {
    on_track: substantial,
    at_risk: moderate,
    ...(close && { close: { on_track: close.substantial, at_risk: close.moderate } }),
  };
}
