import { type Recipient, WEEKDAYS } from '../../../config/recipients/schema.ts';

/** The digest that was due last, by the calendar of a time zone. */
export interface DueDigest {
  /** ISO week: `2026-W48`. */
  readonly week: string;
  readonly dueAt: Temporal.Instant;
}

/** The digest that was due last at an instant: on its day of the week, at its time of day. One that is missed is not made up for. */
export function dueDigest(
  now: Temporal.Instant,
  { day, at }: NonNullable<Recipient['digest']>,
  timeZone: string,
): DueDigest {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const since = (today.dayOfWeek - (WEEKDAYS.indexOf(day) + 1) + 7) % 7;
  const thisWeek = today.subtract({ days: since }).toZonedDateTime({ timeZone, plainTime: at });
  const isComing = Temporal.Instant.compare(thisWeek.toInstant(), now) > 0;
  const due = isComing ? thisWeek.subtract({ weeks: 1 }) : thisWeek;
  return {
    week: `${due.yearOfWeek}-W${String(due.weekOfYear).padStart(2, '0')}`,
    dueAt: due.toInstant(),
  };
}
