const HTTP_DATE = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The instant that a header such as `Date` names (IMF-fixdate, RFC 9110, 5.6.7), or undefined when it names none. */
export function httpDate(header: string | undefined): Temporal.Instant | undefined {
  const [, day, monthName, year, time] = HTTP_DATE.exec(header?.trim() ?? '') ?? [];
  const month = MONTHS.indexOf(monthName ?? '') + 1;
  if (month === 0) return undefined;
  try {
    return Temporal.Instant.from(`${year}-${String(month).padStart(2, '0')}-${day}T${time}Z`);
  } catch {
    return undefined;
  }
}
