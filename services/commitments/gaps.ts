import { PERIOD_MONTHS, type Period, comparePeriods, formatPeriod, lastMonth } from '../../config/vocabulary/period.ts';
import type { KnownSeries } from './rule.ts';
import { hasValue } from './settle.ts';

/**
 * The periods from the judged one on that a series reports without a value, or not at all while it reports newer ones. A
 * sparse series rightly lacks rows, and a count from January has no periods in a row: of these no row is a gap.
 */
export function gapsIn({ spec, reports }: KnownSeries, judged: Period): { series: string; periods: string[] }[] {
  const { title, frequency, sparse } = spec;
  const valued = reports.filter(hasValue);
  const end = valued
    .map(({ period }) => lastMonth(period))
    .toSorted(Temporal.PlainYearMonth.compare)
    .at(-1);
  const told = reports.map(({ period }) => period).filter((period) => isFrom(period, judged));
  const expected =
    end === undefined || sparse !== undefined || frequency === 'year-to-date'
      ? []
      : periodsFrom(judged, end, frequency);
  const known = new Set(valued.map(({ period }) => formatPeriod(period)));
  const isLacking = (period: Period) => !known.has(formatPeriod(period));
  const periods = [...new Set([...told, ...expected].filter(isLacking).toSorted(comparePeriods).map(formatPeriod))];
  return periods.length === 0 ? [] : [{ series: title, periods }];
}

/** The periods of a frequency from the one that holds the first judged month to the one that holds the end. */
function periodsFrom({ start }: Period, end: Temporal.PlainYearMonth, frequency: keyof typeof PERIOD_MONTHS): Period[] {
  const months = PERIOD_MONTHS[frequency];
  const periods: Period[] = [];
  let first = start.subtract({ months: (start.month - 1) % months });
  while (Temporal.PlainYearMonth.compare(first, end) <= 0) {
    periods.push({ start: first, months });
    first = first.add({ months });
  }
  return periods;
}

const isFrom = ({ start }: Period, judged: Period): boolean =>
  Temporal.PlainYearMonth.compare(start, judged.start) >= 0;
