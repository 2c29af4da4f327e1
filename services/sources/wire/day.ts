import { z } from 'zod';

/** A day as registers write it, `2026-07-01`; null where they state none. */
export const StatedDay = z.iso.date('is no day such as 2026-07-01').nullable();

/** The first instant of a day in UTC: a day is all that a register tells of when it released something. */
export function startOfDay(day: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime('UTC').toInstant();
}
