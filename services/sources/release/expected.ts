import type { ReleaseCalendar } from '../../../config/deal/release.ts';
import { type Frequency, lastMonth, type Period } from '../../../config/vocabulary/period.ts';
import { dueDay, periodsFrom } from './calendar.ts';

/** A period, and the last day on which it is in time. Days are those of UTC. */
export interface Expected {
  readonly period: Period;
  readonly by: Temporal.PlainDate;
}

/** What is expected of a series on a day. */
export interface Expectation {
  /** The newest period that has to be there, its grace left out; null when none has to be yet. */
  readonly newest: Expected | null;
  /** The newest one whose grace has passed too. */
  readonly overdue: Expected | null;
  /** The next one; null when none is listed, or the series has ended. */
  readonly next: Expected | null;
}

/** A series as its calendar sees it. */
export interface ExpectedSeries {
  readonly frequency: Frequency;
  /** The first month that is asked for: nothing is expected from before it. */
  readonly from: Temporal.PlainYearMonth;
  /** The last month that is reported, of a series that has ended. */
  readonly ended?: Temporal.PlainYearMonth | undefined;
  /** Since when it has been watched: no grace begins earlier, so that what is new has the time to come in. */
  readonly since?: Temporal.PlainDate | undefined;
}

/** The newest period that has to be there by the calendar on the UTC day of an instant, and the next one. */
export function expectedBy(calendar: ReleaseCalendar, series: ExpectedSeries, now: Temporal.Instant): Expectation {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  let newest: Expected | null = null;
  let overdue: Expected | null = null;
  for (const period of periodsFrom(series.frequency, series.from)) {
    const month = lastMonth(period);
    if (series.ended && Temporal.PlainYearMonth.compare(month, series.ended) > 0) break;
    const by = dueDay(calendar, month);
    if (by === null) break;
    const expected = { period, by };
    if (!isPast(by, today)) return { newest, overdue, next: expected };
    newest = expected;
    if (isPast(later(by, series.since).add(calendar.grace), today)) overdue = expected;
  }
  return { newest, overdue, next: null };
}

/**
 * Whether a series lacks the newest period that is overdue. Only that one counts: an older gap, or an older period that
 * came since, changes nothing.
 * @param newestKnown the newest period that is known, with a value or as stated to have none.
 */
export function isLate({ overdue }: Expectation, newestKnown: Period | null): boolean {
  return overdue !== null && !reaches(newestKnown, overdue);
}

/** Whether what is known goes as far as what is expected. */
export function reaches(known: Period | null, { period }: Expected): boolean {
  return known !== null && Temporal.PlainYearMonth.compare(lastMonth(known), lastMonth(period)) >= 0;
}

const isPast = (day: Temporal.PlainDate, today: Temporal.PlainDate) => Temporal.PlainDate.compare(day, today) < 0;

function later(day: Temporal.PlainDate, other: Temporal.PlainDate | undefined): Temporal.PlainDate {
  return other && Temporal.PlainDate.compare(other, day) > 0 ? other : day;
}
