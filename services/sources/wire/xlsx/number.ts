import { canonicalDecimal, isDecimalText } from '../../../../config/vocabulary/decimal.ts';

/** A spreadsheet keeps fifteen digits of what a person types, and writes seventeen of what it keeps. */
const TYPED_DIGITS = 15;
const WRITTEN_DIGITS = 17;

/**
 * The decimal that a number of a workbook states; undefined when it is none. The digits are those in the file, with one
 * exception: where a spreadsheet wrote sixteen or seventeen, as `1.1000000000000001` for a typed 1.1, and a decimal of at
 * most fifteen is kept as the same binary number, that decimal was typed.
 */
export function numberText(written: string): string | undefined {
  if (!isDecimalText(written)) return undefined;
  const exact = canonicalDecimal(written);
  const digits = significantDigits(exact);
  if (digits <= TYPED_DIGITS || digits > WRITTEN_DIGITS) return exact;
  const typed = canonicalDecimal(Number(written).toPrecision(TYPED_DIGITS));
  return Number(typed) === Number(written) ? typed : exact;
}

const significantDigits = (canonical: string) =>
  canonical.replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;

const SECONDS_A_DAY = 86_400;
/** 9999-12-31 in either system. */
const LAST_DAY = 2_958_465;

/**
 * The day of a serial number, `2026-07-31`, or `2026-07-31T10:30:00` where it has a time; undefined when it is no day.
 * Days count from 1899-12-31 as day 1, with a 29 February 1900 that never was as day 60; or from 1904-01-01 as day 0.
 */
export function dayOfSerial(written: string, countsFrom1904: boolean): string | undefined {
  const [, whole, fraction] =
    /^(\d{1,7})(?:\.(\d+))?$/.exec(isDecimalText(written) ? canonicalDecimal(written) : '') ?? [];
  if (whole === undefined) return undefined;
  const seconds = Math.round(Number(`0.${fraction ?? 0}`) * SECONDS_A_DAY);
  const days = Number(whole) + Math.floor(seconds / SECONDS_A_DAY);
  const first = firstDay(days, countsFrom1904);
  if (first === undefined || days > LAST_DAY) return undefined;
  const day = Temporal.PlainDate.from(first).add({ days });
  const rest = seconds % SECONDS_A_DAY;
  return rest === 0 ? day.toString() : `${day}T${Temporal.PlainTime.from('00:00').add({ seconds: rest })}`;
}

function firstDay(days: number, countsFrom1904: boolean): string | undefined {
  if (countsFrom1904) return '1904-01-01';
  if (days === 0 || days === 60) return undefined;
  return days < 60 ? '1899-12-31' : '1899-12-30';
}
