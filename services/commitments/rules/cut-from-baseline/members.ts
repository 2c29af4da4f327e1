import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Converter } from '../../../observations/convert.ts';
import type { CutMember } from './terms.ts';
import type { Cut } from '../../methods/cut-conformity.ts';
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
    const promised = promisedIn(member, month);
    const output = convert.convert(observation.value, series.spec.unit, unit).value;
    return promised ? [{ month, observation, ...promised, output }] : [];
  });
  return { member, series, months };
}

/** What a member promised for a month; undefined before its first pledge. */
function promisedIn({ pledges, cure }: CutMember, month: Temporal.PlainYearMonth) {
  const pledge = pledges.findLast(({ from }) => Temporal.PlainYearMonth.compare(from, month) <= 0);
  const planned = cure.find((one) => one.month.equals(month))?.amount ?? new Decimal(0);
  return pledge && { baseline: pledge.baseline, pledged: pledge.cut, cure: planned };
}

/** Whether a member promised to cut anything in a month. One that did not holds up nobody. */
export function hasPledged({ member }: CutCourse, month: Temporal.PlainYearMonth): boolean {
  const promised = promisedIn(member, month);
  return promised !== undefined && promised.pledged.plus(promised.cure).gt(0);
}

/** The newest month for which every member that pledged a cut for it has a value; undefined when there is none. */
export function commonMonth(courses: readonly CutCourse[]): Temporal.PlainYearMonth | undefined {
  return courses
    .flatMap(({ months }) => months.map(({ month }) => month))
    .toSorted((a, b) => Temporal.PlainYearMonth.compare(b, a))
    .find((month) => {
      const pledging = courses.filter((course) => hasPledged(course, month));
      return pledging.length > 0 && pledging.every((course) => monthOf(course, month) !== undefined);
    });
}

export function monthOf({ months }: CutCourse, month: Temporal.PlainYearMonth): CutMonth | undefined {
  return months.find((one) => one.month.equals(month));
}

/** The promise of a month as the method takes it: what the cure plan adds is part of the cut. */
export function cutIn({ baseline, pledged, cure, output }: CutMonth): Cut {
  return { baseline, pledged: pledged.plus(cure), output };
}

export function targetOf({ baseline, pledged, cure }: CutMonth): Decimal {
  return baseline.minus(pledged).minus(cure);
}
