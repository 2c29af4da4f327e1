import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod, lastMonth } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { convertSum } from '../pace/convert-sum.ts';
import { stretch } from '../../methods/stretch.ts';
import { type QuantityTerms, bindsOf } from './terms.ts';
import type { Step } from '../../rule.ts';
import type { Season } from '../pace/season.ts';
import type { SettledSeries } from '../../settle.ts';
import { exact } from '../../words.ts';
import { dueInYear, dueMonths } from './year-due.ts';

/** What the years before fell short by and is due on top; or why that is not known. */
export type CarriedOver =
  | {
      readonly carried: Decimal;
      readonly steps: readonly Step[];
      /** Whether the share of a broken first year, which is assumed, is part of it. */
      readonly isAssumed: boolean;
    }
  | { readonly undefined: string };

/**
 * Each year owes its quantity and what the year before fell short by; a surplus is not carried. The years are those
 * from the start of the promise, so each of them has to be complete: one with a gap leaves the sum unknown.
 */
export function carriedInto(
  year: number,
  terms: QuantityTerms,
  series: SettledSeries,
  convert: Converter,
  season: Season | null,
): CarriedOver {
  const { from, unit } = terms;
  const binds = bindsOf(terms);
  const steps: Step[] = [];
  let carried = new Decimal(0);
  let isAssumed = false;
  for (let past = from!.year; past < year; past += 1) {
    const span = dueMonths(past, from)!;
    const due = dueInYear(terms[binds]!, binds, span, unit, season);
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
    isAssumed = !carried.isZero() && (isAssumed || span.months < 12);
    steps.push(...summed, ...due.steps, {
      what: `shortfall of ${past}, carried over`,
      arithmetic: `${before} - ${exact(value, unit)}`,
      result: carried.isZero() ? `none` : exact(carried, unit),
    });
  }
  return { carried, steps, isAssumed };
}
