import type { ReleaseCalendar } from '../../../config/deal/release.ts';
import { type Frequency, lastMonth, parsePeriod, type Period, periodOf } from '../../../config/vocabulary/period.ts';

type Month = Temporal.PlainYearMonth;

/**
 * The day by which a calendar has figures through a month, that day included; null where its list ends before. A month
 * comes with the quarter or year that holds it, where the calendar counts by those.
 */
export function dueDay(calendar: ReleaseCalendar, month: Month): Temporal.PlainDate | null {
  if ('releases' in calendar) return listedDay(calendar.releases, month);
  if (calendar.every === 'year') {
    // A 29 February is the 28th in other years.
    return Temporal.PlainMonthDay.from(calendar.by).toPlainDate({ year: month.year + calendar.years_after });
  }
  const last = calendar.every === 'quarter' ? month.add({ months: 2 - ((month.month - 1) % 3) }) : month;
  // The 31st of a shorter month is its last day.
  return last.add(calendar.lag).toPlainDate({ day: calendar.day });
}

/** A release of a later period brings the earlier ones with it. */
function listedDay(releases: readonly { period: string; on: string }[], month: Month): Temporal.PlainDate | null {
  const days = releases
    .filter(({ period }) => Temporal.PlainYearMonth.compare(lastMonth(parsePeriod(period)), month) >= 0)
    .map(({ on }) => Temporal.PlainDate.from(on));
  return days.toSorted(Temporal.PlainDate.compare)[0] ?? null;
}

/** The periods of a frequency that end in or after a month, oldest first, without an end. */
export function* periodsFrom(frequency: Frequency, first: Month): Generator<Period, never> {
  for (let month = first; ; month = month.add({ months: 1 })) {
    switch (frequency) {
      case 'month':
        yield { start: month, months: 1 };
        break;
      case 'quarter':
        if (month.month % 3 === 0) yield { start: month.subtract({ months: 2 }), months: 3 };
        break;
      case 'year':
        if (month.month === 12) yield periodOf(month.year, 1, 12);
        break;
      case 'year-to-date':
        yield periodOf(month.year, 1, month.month);
        break;
    }
  }
}
