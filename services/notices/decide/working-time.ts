/** Times of day between which no mail is sent; from an evening to a morning when `to` is before `from`. */
export interface QuietHours {
  readonly from: Temporal.PlainTime;
  readonly to: Temporal.PlainTime;
}

/** The instant itself, or the end of the quiet hours that it falls into, by the clocks of a time zone. */
export function afterQuietHours(at: Temporal.Instant, quiet: QuietHours | null, timeZone: string): Temporal.Instant {
  if (quiet === null) return at;
  const local = at.toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime();
  const isBefore = (a: Temporal.PlainTime, b: Temporal.PlainTime) => Temporal.PlainTime.compare(a, b) < 0;
  const overnight = isBefore(quiet.to, quiet.from);
  const isLate = !isBefore(time, quiet.from);
  const isEarly = isBefore(time, quiet.to);
  if (overnight ? !isLate && !isEarly : !isLate || !isEarly) return at;
  const date = overnight && isLate ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return date.toZonedDateTime({ timeZone, plainTime: quiet.to }).toInstant();
}

const FRIDAY = 5;

/** The instant itself, or the same time of day on the Monday after it when it falls on a weekend. */
export function onWorkingDay(at: Temporal.Instant, timeZone: string): Temporal.Instant {
  const local = at.toZonedDateTimeISO(timeZone);
  return local.dayOfWeek <= FRIDAY ? at : local.add({ days: 8 - local.dayOfWeek }).toInstant();
}

/** The first instant from `at` on that is on a working day and in no quiet hours. */
export function workingTime(at: Temporal.Instant, quiet: QuietHours | null, timeZone: string): Temporal.Instant {
  const awake = afterQuietHours(onWorkingDay(at, timeZone), quiet, timeZone);
  // The end of a Friday night is a Saturday; the end of a night before a working day is one.
  return awake.equals(at) ? at : workingTime(awake, quiet, timeZone);
}

/** So many working days later, Monday to Friday, at the same time of day; what begins on a weekend begins on Monday. */
export function addWorkingDays(at: Temporal.Instant, days: number, timeZone: string): Temporal.Instant {
  const local = at.toZonedDateTimeISO(timeZone);
  let day = local.dayOfWeek <= FRIDAY ? local : local.add({ days: 8 - local.dayOfWeek }).startOfDay();
  for (let left = days; left > 0;) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= FRIDAY) left -= 1;
  }
  return day.toInstant();
}
