import { type Period, lastMonth } from '../../../config/vocabulary/period.ts';

/** The first day of a period. */
export function startOf({ start }: Pick<Period, 'start'>): Temporal.PlainDate {
  return start.toPlainDate({ day: 1 });
}

/** The first day after a period, on which a sum up to its end stands. */
export function endOf(period: Period): Temporal.PlainDate {
  return lastMonth(period).add({ months: 1 }).toPlainDate({ day: 1 });
}

/** The day in the middle of a period, on which a level of it stands. */
export function middleOf({ start, months }: Period): Temporal.PlainDate {
  const month = start.add({ months: Math.floor(months / 2) });
  return month.toPlainDate({ day: months % 2 === 0 ? 1 : 16 });
}
