import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { readable } from '../../commitments/words.ts';

/** Numbers and dates as one reader writes them; the words around them are English. */
export interface Formats {
  /** The language that they are in, as a tag. */
  readonly locale: string;
  readonly timeZone: string;
  /** An exact decimal: no digit is added, dropped or rounded. */
  decimal(value: string): string;
  /** With its unit, `16,344,687 kg`. */
  quantity(quantity: { readonly value: string; readonly unit: string }): string;
  /** One that was computed, as it is read at a glance, `-126.72 kt`; the arithmetic has all its digits. */
  computed(quantity: { readonly value: string; readonly unit: string }): string;
  /** `2026`, `Q2 2026`, `July 2026`, or a span such as `January–April 2026`. */
  period(period: string): string;
  /** A day of the calendar, `24 November 2026`. */
  day(day: string): string;
  /** The day of an instant in the reader's zone; midnight in UTC stands for that day of UTC. */
  dayOf(instant: string): string;
  /** The days of two instants, `16–23 November 2026`. */
  span(from: string, to: string): string;
  /** To the minute in the reader's zone, and in UTC, `24 November 2026, 14:15 GMT+8 (06:15 UTC)`. */
  instant(instant: string): string;
  /** The same for an instant that may stand for a whole day, as midnight in UTC does. */
  dayOrInstant(instant: string): string;
}

/** What `en` alone leaves open: the day goes before the month, as in the sentences of a mail. */
const ENGLISH = 'en-GB';
const MONTH = /^\d{4}-\d\d$/;
const LATIN = { numberingSystem: 'latn', calendar: 'gregory' } as const;

/**
 * The formats of a recipient.
 * @throws RangeError for a language tag or a zone that there is not.
 */
export function formatsFor({ language, timeZone }: { readonly language: string; readonly timeZone: string }): Formats {
  const locale = language === 'en' ? ENGLISH : language;
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...LATIN, ...options });
  const numbers = new Intl.NumberFormat(locale, { numberingSystem: 'latn', maximumFractionDigits: 100 });
  const days = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const months = dates({ month: 'long', year: 'numeric' });
  const clock = (zone: string) =>
    dates({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone: zone }).format;
  const [ownClock, utcClock] = [clock(timeZone), clock('UTC')];
  const dayIn = (at: Temporal.Instant, zone: string) => at.toZonedDateTimeISO(zone).toPlainDate();

  const decimal = (value: string) => numbers.format(value as Intl.StringNumericLiteral);
  const monthIn = (period: string) => Temporal.PlainDate.from(`${period}-01`);
  const part = (period: string) => {
    if (MONTH.test(period)) return months.format(monthIn(period));
    const [year, quarter] = period.split('-');
    return quarter === undefined ? period : `${quarter} ${year}`;
  };
  const dayAt = (text: string) => {
    const at = Temporal.Instant.from(text);
    return dayIn(at, isMidnight(at) ? 'UTC' : timeZone);
  };
  const instant = (text: string) => {
    const at = Temporal.Instant.from(text);
    const [own, utc] = [dayIn(at, timeZone), dayIn(at, 'UTC')];
    const [local, universal] = [`${days.format(own)}, ${ownClock(at)}`, utcClock(at)];
    if (ownClock(at) === universal && own.equals(utc)) return local;
    return `${local} (${own.equals(utc) ? universal : `${days.format(utc)}, ${universal}`})`;
  };
  return {
    locale,
    timeZone,
    decimal,
    quantity: ({ value, unit }) => `${decimal(value)} ${unit}`,
    computed: ({ value, unit }) => `${decimal(readable(new Decimal(value)))} ${unit}`,
    period: (period) => {
      const [first, last] = period.split('/');
      if (last === undefined) return part(period);
      const inMonths = MONTH.test(first!) && MONTH.test(last);
      return inMonths ? months.formatRange(monthIn(first!), monthIn(last)) : `${part(first!)} to ${part(last)}`;
    },
    day: (day) => days.format(Temporal.PlainDate.from(day)),
    dayOf: (text) => days.format(dayAt(text)),
    span: (from, to) => days.formatRange(dayAt(from), dayAt(to)),
    instant,
    dayOrInstant: (text) => (isMidnight(Temporal.Instant.from(text)) ? days.format(dayAt(text)) : instant(text)),
  };
}

const DAY_MS = 86_400_000;

const isMidnight = ({ epochMilliseconds }: Temporal.Instant): boolean => epochMilliseconds % DAY_MS === 0;
