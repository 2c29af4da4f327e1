import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimals. Sums, differences and products of reported figures are exact; 60 significant digits bound
 * what division, roots and powers round, the same on every platform.
 */
export const Decimal = DecimalJs.clone({
  precision: 60,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = DecimalJs;

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** Canonical already, as most figures come. */
const CANONICAL = /^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;

/** Whether the text is a decimal number, as JSON or a CSV cell writes one. */
export function isDecimalText(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * The canonical text of a decimal: no exponent, no superfluous zeros, no `-0`, every digit kept.
 * @throws RangeError naming the text when it is no decimal number.
 */
export function canonicalDecimal(text: string): string {
  if (CANONICAL.test(text)) return text;
  if (!isDecimalText(text)) throw new RangeError(`"${text}" is no decimal number`);
  return plain(text);
}

function plain(text: string): string {
  // Not through Decimal: its precision bounds arithmetic, and a stored figure has none.
  const [, sign, whole, fraction, exponent] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const digits = `${whole}${fraction}`;
  const point = whole!.length + Number(exponent ?? 0);
  const before = (point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0').replace(/^0+(?=\d)/, '');
  const after = (point >= 0 ? digits.slice(point) : digits.padStart(digits.length - point, '0')).replace(/0+$/, '');
  const magnitude = after === '' ? before : `${before}.${after}`;
  return sign === '-' && /[1-9]/.test(magnitude) ? `-${magnitude}` : magnitude;
}

/** The text of a computed decimal, rounded half up to at most `places` decimal places. */
export function decimalText(value: Decimal, places = 12): string {
  return plain(value.toDecimalPlaces(places).toFixed());
}
