import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Period, formatPeriod, lastMonth } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { convertSum } from '../pace/convert-sum.ts';
import { stretch } from '../../methods/stretch.ts';
import { type QuantityTerms, bindsOf } from './terms.ts';
import type { Step } from '../../rule.ts';
import type { Season } from '../pace/season.ts';
import type { SettledSeries } from '../../settle.ts';
import { exact } from '../../words.ts';
import { dueIn, dueMonths, periodAfter, periodHolding } from './due.ts';

/** What the periods before fell short by and is due on top; or why that is not known. */
export type CarriedOver =
  | {
      readonly carried: Decimal;
      /** What is carried for certain: all of it, unless the share of a broken first period, which is assumed, is part. */
      readonly certain: Decimal;
      readonly steps: readonly Step[];
    }
  | { readonly undefined: string };

/**
 * Each period owes its quantity and what the one before fell short by; a surplus is not carried. The periods are those
 * from the start of the promise, so each of them has to be complete: one with a gap leaves the sum unknown.
 */
export function carriedInto(
  period: Period,
  terms: QuantityTerms,
  series: SettledSeries,
  convert: Converter,
  season: Season | null,
): CarriedOver {
  const { from, unit, every } = terms;
  const binds = bindsOf(terms);
  const steps: Step[] = [];
  let carried = new Decimal(0);
  let certain = new Decimal(0);
  const isBefore = ({ start }: Period) => Temporal.PlainYearMonth.compare(start, period.start) < 0;
  for (let past = periodHolding(from!, every); isBefore(past); past = periodAfter(past)) {
    const span = dueMonths(past, from)!;
    const due = dueIn(span, terms, { quantity: terms[binds]!, binds }, season);
    if ('undefined' in due) return due;
    const { counted, months } = stretch(series.observations, { from: span.start, to: lastMonth(span) });
    if (months < span.months) {
      return {
        undefined: `What is carried over is not known: ${series.spec.title} has final figures for ${months} of the ${span.months} months of ${formatPeriod(span)}`,
      };
    }
    const { value, steps: summed } = convertSum(series, counted, terms, convert);
    const owed = due.target.plus(carried);
    const before = carried.isZero() ? exact(due.target, unit) : `${exact(due.target, unit)} + ${exact(carried, unit)}`;
    carried = Decimal.max(0, owed.minus(value));
    certain = Decimal.max(0, certain.plus(due.binds === binds ? due.target : 0).minus(value));
    steps.push(...summed, ...due.steps, {
      what: `shortfall of ${formatPeriod(past)}, carried over`,
      arithmetic: `${before} - ${exact(value, unit)}`,
      result: carried.isZero() ? `none` : exact(carried, unit),
    });
  }
  return { carried, certain, steps };
}
