import { type Period, lastMonth } from '../../config/vocabulary/period.ts';

/** The UTC date of an instant. */
export function dayOf(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO('UTC').toPlainDate();
}

/** January of the year that lies a number of years before the instant's: where a rule's window begins. */
export function januaryBefore(at: Temporal.Instant, years: number): Temporal.PlainYearMonth {
  return Temporal.PlainYearMonth.from({ year: dayOf(at).year - years, month: 1 });
}

/** Whether the last month of the period was over at the instant. */
export function hasEnded(period: Period, at: Temporal.Instant): boolean {
  return Temporal.PlainYearMonth.compare(lastMonth(period), dayOf(at).toPlainYearMonth()) < 0;
}

/** Whether the first month of the period had begun at the instant. */
export function hasBegun(period: Period, at: Temporal.Instant): boolean {
  return Temporal.PlainYearMonth.compare(period.start, dayOf(at).toPlainYearMonth()) <= 0;
}

/** Orders by the last month, newest first; of two that end together the longer comes first. */
export function newestFirst(a: Period, b: Period): number {
  return Temporal.PlainYearMonth.compare(lastMonth(b), lastMonth(a)) || b.months - a.months;
}
