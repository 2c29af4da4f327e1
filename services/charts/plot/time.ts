import type { Period } from '../../../config/vocabulary/period.ts';
import type { Form } from '../input.ts';

// Along the axis of time, places are months from January of the year 0 on, and parts of them.

/** Where a day lies. */
export function placeOfDay(day: Temporal.PlainDate): number {
  return day.year * 12 + day.month - 1 + (day.day - 1) / day.daysInMonth;
}

/** Where a period begins. */
export function beginOf({ start }: Pick<Period, 'start'>): number {
  return start.year * 12 + start.month - 1;
}

/** Where a period ends: where the next one begins. */
export function finishOf(period: Period): number {
  return beginOf(period) + period.months;
}

/** Where the value of a period stands: a sum is known at its end, all else stands for the whole of it. */
export function standsAt(form: Form, period: Period): number {
  return form === 'running_sum' ? finishOf(period) : beginOf(period) + period.months / 2;
}
