import { Decimal, decimalText } from '../../config/vocabulary/decimal.ts';
import { type Period, formatPeriod } from '../../config/vocabulary/period.ts';

/** The terms of a rule as it reads them, defaults filled in: an entry for each, and for each item of a list of parts. */
export function termsInWords(terms: unknown): string[] {
  return Object.entries(asParts(terms)).flatMap(([name, value]) => {
    if (value === undefined || isEmpty(value)) return [];
    if (Array.isArray(value) && value.some(isParts)) return value.map((item) => `${words(name)}: ${say(item)}`);
    return [`${words(name)}: ${say(value)}`];
  });
}

const words = (name: string) => name.replaceAll('_', ' ');

const asParts = (value: unknown) => value as Readonly<Record<string, unknown>>;

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

function say(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => (isParts(item) ? `(${say(item)})` : say(item))).join(', ');
  if (isPeriod(value)) return formatPeriod(value);
  if (!isParts(value)) return value instanceof Decimal ? decimalText(value) : String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== undefined && !isEmpty(part))
    .map(([name, part]) => `${words(name)} ${isParts(part) && !isPeriod(part) ? `(${say(part)})` : say(part)}`)
    .join(', ');
}

/** A term of several parts, and not one of the values that a term is read as. */
function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isPeriod(value: unknown): value is Period {
  return isParts(value) && value['start'] instanceof Temporal.PlainYearMonth && typeof value['months'] === 'number';
}
