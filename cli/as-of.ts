import { InvalidArgumentError } from 'commander';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads `--as-of`: an instant with its offset, or a date, which means the end of that day in UTC, so that what became
 * known on the day counts.
 */
export function parseAsOf(text: string): Temporal.Instant {
  try {
    // A time without an offset is neither: it would pass for the whole day.
    return DATE.test(text) ? endOf(Temporal.PlainDate.from(text)) : Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError('write a date such as 2026-11-23, or an instant such as 2026-11-23T06:00:00Z');
  }
}

/** Reads `--from` of a span of instants: a date means the beginning of that day in UTC. */
export function parseSince(text: string): Temporal.Instant {
  const at = parseAsOf(text);
  return DATE.test(text) ? at.toZonedDateTimeISO('UTC').startOfDay().toInstant() : at;
}

function endOf(date: Temporal.PlainDate): Temporal.Instant {
  return date.add({ days: 1 }).toZonedDateTime('UTC').toInstant().subtract({ nanoseconds: 1000 });
}
