/** How often a series reports. A `year-to-date` series counts from January to some month of the year. */
export const FREQUENCIES = ['month', 'quarter', 'year', 'year-to-date'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Months in a period of each length that the calendar names. */
export const PERIOD_MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** A run of whole months, of any calendar length: a month, a quarter, a year, or months of one year. */
export interface Period {
  readonly start: Temporal.PlainYearMonth;
  readonly months: number;
}

// No year 0: the calendar of PostgreSQL has none.
const MONTH = /^(?!0000)(\d{4})-(0[1-9]|1[0-2])$/;
const QUARTER = /^(?!0000)(\d{4})-Q([1-4])$/;
const YEAR = /^(?!0000)(\d{4})$/;
const SPAN = /^(\d{4}-\d{2})\/(\d{4}-\d{2})$/;

const monthsBetween = (from: Temporal.PlainYearMonth, to: Temporal.PlainYearMonth): number =>
  (to.year - from.year) * 12 + (to.month - from.month);

/** The period of `months` months that begins with `year`-`month`. */
export function periodOf(year: number, month: number, months: number): Period {
  return { start: Temporal.PlainYearMonth.from({ year, month }), months };
}

/**
 * Reads `2026-07`, `2026-Q2`, `2026`, or an ISO 8601 interval of months, both ends included, `2026-01/2026-04`.
 * @throws RangeError naming the text when it is none of these.
 */
export function parsePeriod(text: string): Period {
  const month = MONTH.exec(text);
  if (month) return periodOf(Number(month[1]), Number(month[2]), 1);
  const quarter = QUARTER.exec(text);
  if (quarter) return periodOf(Number(quarter[1]), Number(quarter[2]) * 3 - 2, 3);
  const year = YEAR.exec(text);
  if (year) return periodOf(Number(year[1]), 1, 12);
  const span = SPAN.exec(text);
  if (span && MONTH.test(span[1]!) && MONTH.test(span[2]!)) {
    const start = Temporal.PlainYearMonth.from(span[1]!);
    const months = monthsBetween(start, Temporal.PlainYearMonth.from(span[2]!)) + 1;
    if (months > 0) return { start, months };
  }
  throw new RangeError(`"${text}" is no period: write 2026-07, 2026-Q2, 2026 or 2026-01/2026-04`);
}

/** Whether `parsePeriod` reads the text. */
export function isPeriodText(text: string): boolean {
  try {
    parsePeriod(text);
    return true;
  } catch {
    return false;
  }
}

/** The inverse of `parsePeriod`; a whole calendar year or quarter takes its short form. */
export function formatPeriod({ start, months }: Period): string {
  if (months === 1) return start.toString();
  const year = String(start.year).padStart(4, '0');
  if (months === 12 && start.month === 1) return year;
  if (months === 3 && start.month % 3 === 1) return `${year}-Q${(start.month + 2) / 3}`;
  return `${start}/${start.add({ months: months - 1 })}`;
}

/** The last month of the period. */
export function lastMonth({ start, months }: Period): Temporal.PlainYearMonth {
  return months === 1 ? start : start.add({ months: months - 1 });
}

/** Orders by start, then by length. */
export function comparePeriods(a: Period, b: Period): number {
  return Temporal.PlainYearMonth.compare(a.start, b.start) || a.months - b.months;
}

/** Whether all months of a period are among those of another. */
export function isWithin(period: Period, around: Period): boolean {
  const { compare } = Temporal.PlainYearMonth;
  return compare(period.start, around.start) >= 0 && compare(lastMonth(period), lastMonth(around)) <= 0;
}

/** The same months a number of years earlier. */
export function yearsBefore(period: Period, years: number): Period {
  return { start: period.start.subtract({ years }), months: period.months };
}

/** Whether a period is one that a series of this frequency can report. */
export function fitsFrequency({ start, months }: Period, frequency: Frequency): boolean {
  switch (frequency) {
    case 'month':
      return months === 1;
    case 'quarter':
      return months === 3 && start.month % 3 === 1;
    case 'year':
      return months === 12 && start.month === 1;
    case 'year-to-date':
      return start.month === 1 && months <= 12;
  }
}

/** The months from `from` to `to`, both included. */
export interface PeriodSpan {
  readonly from: Temporal.PlainYearMonth;
  readonly to: Temporal.PlainYearMonth;
}

/** The calendar years that a span touches. */
export function yearsOf({ from, to }: PeriodSpan): number[] {
  return Array.from({ length: to.year - from.year + 1 }, (_, index) => from.year + index);
}
