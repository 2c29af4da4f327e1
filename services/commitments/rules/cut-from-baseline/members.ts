import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Converter } from '../../../observations/convert.ts';
import type { CutMember } from './terms.ts';
import { type Cut, ledger } from '../../methods/cut-conformity.ts';
import { type SettledSeries, type Valued, isValued } from '../../settle.ts';

/** A month of a member: what it promised for it and what it produced, in the unit of the promise. */
export interface CutMonth {
  readonly month: Temporal.PlainYearMonth;
  readonly observation: Valued;
  readonly baseline: Decimal;
  /** Pledged cut, without what the cure plan adds to it. */
  readonly pledged: Decimal;
  /** What the cure plan adds. */
  readonly cure: Decimal;
  readonly output: Decimal;
}

/** A member with every month of its pledge that has a value, oldest first. */
export interface CutCourse {
  readonly member: CutMember;
  readonly series: SettledSeries;
  readonly months: readonly CutMonth[];
}

export function courseOf(member: CutMember, series: SettledSeries, unit: string, convert: Converter): CutCourse {
  const months = series.observations.filter(isValued).flatMap((observation) => {
    const { start: month } = observation.period;
    const pledge = member.pledges.findLast(({ from }) => Temporal.PlainYearMonth.compare(from, month) <= 0);
    if (!pledge) return [];
    return [
      {
        month,
        observation,
        baseline: pledge.baseline,
        pledged: pledge.cut,
        cure: member.cure.find((cure) => cure.month.equals(month))?.amount ?? new Decimal(0),
        output: convert.convert(observation.value, series.spec.unit, unit).value,
      },
    ];
  });
  return { member, series, months };
}

/** The newest month for which every member has a value; undefined when there is none. */
export function commonMonth(courses: readonly CutCourse[]): Temporal.PlainYearMonth | undefined {
  const [first, ...others] = courses;
  const has = ({ months }: CutCourse, month: Temporal.PlainYearMonth) => months.some((one) => one.month.equals(month));
  return first?.months.findLast(({ month }) => others.every((course) => has(course, month)))?.month;
}

/** The promise of a month as the method takes it: what the cure plan adds is part of the cut. */
export function cutIn({ baseline, pledged, cure, output }: CutMonth): Cut {
  return { baseline, pledged: pledged.plus(cure), output };
}

export function targetOf({ baseline, pledged, cure }: CutMonth): Decimal {
  return baseline.minus(pledged).minus(cure);
}

/**
 * What a member owes after a month, in the unit times days: only what lies above the pledged level adds to it, so
 * that what a cure plan brings takes off. Months without a value add nothing.
 */
export function owedAfter({ months }: CutCourse, last: Temporal.PlainYearMonth): Decimal {
  const counted = months.filter(({ month }) => Temporal.PlainYearMonth.compare(month, last) <= 0);
  const account = counted.map(({ month, output, baseline, pledged }) => ({
    output,
    target: baseline.minus(pledged),
    days: month.daysInMonth,
  }));
  return ledger(account).at(-1) ?? new Decimal(0);
}
