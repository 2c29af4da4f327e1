import { Decimal } from '../../config/vocabulary/decimal.ts';
import type { Quantity } from '../commitments/rule.ts';
import { say, sayDate } from '../commitments/words.ts';

/** An exact decimal with its digits in groups of three; no digit is added, dropped or rounded. */
export function groupedDecimal(value: string): string {
  const [, sign, whole, fraction] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? [];
  if (whole === undefined) throw new RangeError(`"${value}" is no canonical decimal`);
  return `${sign}${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}${fraction ?? ''}`;
}

/** A quantity with its unit, `16,344,687 kg`. */
export function quantityText({ value, unit }: Quantity): string {
  return `${groupedDecimal(value)} ${unit}`;
}

/** A quantity that was computed, as it is read at a glance, `-126.72 kt`; the arithmetic has all its digits. */
export function computedText({ value, unit }: Quantity): string {
  return say(new Decimal(value), unit);
}

/** A period as a sentence has it, `2026-Q2` or `2026-01 to 2026-04`. */
export function periodText(period: string): string {
  return period.replace('/', ' to ');
}

/** An instant in UTC to the minute, `24 November 2026, 06:15 UTC`. */
export function instantText(instant: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO('UTC');
  const time = at.toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' });
  return `${sayDate(at.toPlainDate())}, ${time} UTC`;
}

/** The same for an instant that may stand for a whole day: midnight is written as the day alone. */
export function dayOrInstantText(instant: string): string {
  return instantText(instant).replace(/, 00:00 UTC$/, '');
}
