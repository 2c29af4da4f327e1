import { InvalidArgumentError } from 'commander';

/**
 * Reads `--as-of`: an instant with its offset, or a date, which means the end of that day in UTC, so that what became
 * known on the day counts.
 */
export function parseAsOf(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    try {
      const nextDay = Temporal.PlainDate.from(text, { overflow: 'reject' }).add({ days: 1 });
      return nextDay.toZonedDateTime('UTC').toInstant().subtract({ nanoseconds: 1000 });
    } catch {
      throw new InvalidArgumentError('write a date such as 2026-11-23, or an instant such as 2026-11-23T06:00:00Z');
    }
  }
}
