import { Decimal } from '../../config/vocabulary/decimal.ts';
import { type Period, formatPeriod, lastMonth } from '../../config/vocabulary/period.ts';
import { canSet } from './text/measure.ts';

/** Numbers and dates in a reader's language. */
export interface Formats {
  /** A value as a sentence has it, such as `16.34 million`. */
  amount(value: string): string;
  /** A day, in the reader's zone. */
  day(at: Temporal.Instant): string;
  /** The day of an instant in the reader's zone. */
  dayOf(at: Temporal.Instant): Temporal.PlainDate;
  period(period: Period): string;
  /** The name of a month without its year. */
  month(number: number): string;
  /** The scale for values up to a size. */
  scale(most: Decimal): Scale;
}

/** How the numbers along an axis are written. */
export interface Scale {
  /** Follows on the unit; empty where numbers are written whole. */
  readonly word: string;
  /** With so many digits that neighbours on the axis differ. */
  tick(value: Decimal): string;
  /** To four digits, or to the whole number where that is finer. */
  label(value: string): string;
}

// The finer of the two: 135,914 keeps its digits, and 12.3456 becomes 12.35.
const ROUNDED = { maximumSignificantDigits: 4, maximumFractionDigits: 0, roundingPriority: 'morePrecision' } as const;
const LONG = { ...ROUNDED, notation: 'compact', compactDisplay: 'long' } as const;
const SCIENTIFIC = { notation: 'scientific', maximumSignificantDigits: 4 } as const;
const LARGE = new Decimal('1e6');

/**
 * Formats of a language and zone. A language whose script the shipped font does not have is written as English, since
 * a picture would show nothing.
 * @throws RangeError for a language tag or a zone that there is not.
 */
export function formatsOf(locale = 'en', timeZone = 'UTC'): Formats {
  const key = `${locale} ${timeZone}`;
  const made = memo.get(key) ?? makeFormats(locale, timeZone);
  // Tags may come from readers: what is kept is bounded.
  if (memo.size >= MOST_KEPT) memo.clear();
  memo.set(key, made);
  return made;
}

/** Making them takes longer than a whole chart does, and a page has many charts. */
const memo = new Map<string, Formats>();
const MOST_KEPT = 32;

function makeFormats(asked: string, timeZone: string): Formats {
  refuseUnknownZone(timeZone);
  const locale = settable(asked) ? asked : 'en';
  const numbers = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, { numberingSystem: 'latn', ...options });
    return (value: Decimal) => format.format(value.toFixed() as Intl.StringNumericLiteral);
  };
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { calendar: 'gregory', numberingSystem: 'latn', ...options });
  const [whole, long, exponents] = [numbers(ROUNDED), numbers(LONG), numbers(SCIENTIFIC)];
  const scientific = (value: Decimal) => (value.isZero() ? whole(value) : exponents(value));
  const [months, monthNames] = [dates({ month: 'short', year: 'numeric' }), dates({ month: 'short' })];
  const days = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate();

  return {
    amount(text) {
      const value = new Decimal(text);
      return isExtreme(value) ? scientific(value) : value.abs().lt(LARGE) ? whole(value) : long(value);
    },
    day: (at) => days.format(dayOf(at)),
    dayOf,
    period(period) {
      const [first, last] = [period.start.toPlainDate({ day: 1 }), lastMonth(period).toPlainDate({ day: 1 })];
      const [, year, quarter] = /^(\d{4})(?:-(Q\d))?$/.exec(formatPeriod(period)) ?? [];
      if (year !== undefined) return quarter === undefined ? year : `${quarter} ${year}`;
      return period.months === 1 ? months.format(first) : months.formatRange(first, last);
    },
    month: (number) => monthNames.format(Temporal.PlainDate.from({ year: 2000, month: number, day: 1 })),
    scale(most) {
      if (isExtreme(most)) return { word: '', tick: scientific, label: (text) => scientific(new Decimal(text)) };
      const { exponent, word } = most.lt(LARGE) ? { exponent: 0, word: '' } : scaleWord(locale, most);
      const unit = new Decimal(10).pow(exponent);
      const ticks = numbers({ maximumSignificantDigits: 21 });
      return {
        word,
        tick: (value) => ticks(value.div(unit)),
        label: (text) => whole(new Decimal(text).div(unit)),
      };
    },
  };
}

function refuseUnknownZone(timeZone: string): void {
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
}

/** Too large or too small for its digits to be read. */
function isExtreme(value: Decimal): boolean {
  return !value.isZero() && (value.abs().gte('1e15') || value.abs().lt('1e-6'));
}

/** The word for the thousands, millions and so on that a value has; none where the language counts otherwise. */
function scaleWord(locale: string, most: Decimal): { readonly exponent: number; readonly word: string } {
  const exponent = Math.floor(most.e / 3) * 3;
  const parts = new Intl.NumberFormat(locale, { ...LONG, numberingSystem: 'latn' }).formatToParts(5 * 10 ** exponent);
  const word = parts.find(({ type }) => type === 'compact')?.value;
  const counted = parts.find(({ type }) => type === 'integer')?.value;
  return word !== undefined && counted === '5' ? { exponent, word } : { exponent: 0, word: '' };
}

function settable(locale: string): boolean {
  const months = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', calendar: 'gregory', numberingSystem: 'latn' });
  const numbers = new Intl.NumberFormat(locale, { ...LONG, numberingSystem: 'latn' });
  return canSet(`${months.format(Temporal.PlainDate.from('2026-11-24'))}${numbers.format(16_300_000)}`);
}
