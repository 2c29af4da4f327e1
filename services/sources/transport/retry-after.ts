const HTTP_DATE = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: whole seconds or an HTTP date (RFC 9110, 10.2.3).
 * At most a day, 0 for a date that has passed, undefined when the header is absent or says neither.
 */
export function retryAfterMs(header: string | undefined, at: Temporal.Instant): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, DAY_MS);
  const until = httpDate(text);
  if (until === undefined) return undefined;
  return Math.min(Math.max(until.epochMilliseconds - at.epochMilliseconds, 0), DAY_MS);
}

function httpDate(text: string): Temporal.Instant | undefined {
  const [, day, monthName, year, time] = HTTP_DATE.exec(text) ?? [];
  const month = MONTHS.indexOf(monthName ?? '') + 1;
  if (month === 0) return undefined;
  try {
    return Temporal.Instant.from(`${year}-${String(month).padStart(2, '0')}-${day}T${time}Z`);
  } catch {
    return undefined;
  }
}
