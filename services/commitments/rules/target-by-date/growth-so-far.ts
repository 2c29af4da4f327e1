import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Period } from '../../../../config/vocabulary/period.ts';
import type { Aims } from './aims.ts';
import type { Level } from './level.ts';
import type { Growth } from '../../methods/required-growth.ts';
import type { TargetTerms } from './terms.ts';

/** Growth from the baseline to a level, and to the target. */
export function growthOf({ baseline, by }: TargetTerms, { direction }: Aims, due: Decimal, level: Level): Growth {
  return {
    base: baseline.value,
    current: level.value,
    target: due,
    yearsSoFar: yearsBetween(baseline.period, level.period),
    yearsInAll: yearsBetween(baseline.period, by),
    direction,
  };
}

/** Years from the start of one period to the start of another; months count as twelfths. */
export function yearsBetween(from: Period, to: Period): Decimal {
  return new Decimal(from.start.until(to.start, { largestUnit: 'months' }).months).div(12);
}
