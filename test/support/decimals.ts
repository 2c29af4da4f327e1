import { Decimal } from '../../config/vocabulary/decimal.ts';

/** Exact decimals from their text; a null stays null. */
export function decimals(texts: string): Decimal[] {
  return texts
    .trim()
    .split(/\s+/)
    .map((text) => new Decimal(text));
}

/** Rounded half up to so many places, as a published table prints it. */
export const printed = (value: Decimal, places: number): string =>
  value.toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toFixed();
