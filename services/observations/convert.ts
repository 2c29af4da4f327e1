import type { ConversionSpec } from '../../config/deal/schema.ts';
import { Decimal, decimalText } from '../../config/vocabulary/decimal.ts';

export interface Converted {
  readonly value: Decimal;
  /** The arithmetic as a step prints it, or null when no conversion was needed. */
  readonly arithmetic: string | null;
  /** The conversion that was used, as `id/version`. */
  readonly conversion: string | null;
}

/** Converts between units by the deal's named conversions, and by nothing else. */
export interface Converter {
  /** @throws RangeError when the deal names no conversion between the two units. */
  convert(value: Decimal, from: string, to: string): Converted;
  can(from: string, to: string): boolean;
}

/** A converter over the conversions of a deal; each works in both directions, and none is chained with another. */
export function converterOf(conversions: Readonly<Record<string, ConversionSpec>>): Converter {
  const find = (from: string, to: string) =>
    Object.entries(conversions).find(([, c]) => (c.from === from && c.to === to) || (c.from === to && c.to === from));

  return {
    can: (from, to) => from === to || find(from, to) !== undefined,

    convert(value, from, to) {
      if (from === to) return { value, arithmetic: null, conversion: null };
      const found = find(from, to);
      if (!found) throw new RangeError(`the deal names no conversion from ${from} to ${to}`);
      const [id, spec] = found;
      const forward = spec.from === from;
      const multiply = forward === (spec.factor !== undefined);
      const number = new Decimal((spec.factor ?? spec.divisor)!);
      const converted = multiply ? value.times(number) : value.div(number);
      return {
        value: converted,
        arithmetic: `${decimalText(value)} ${from} ${multiply ? '×' : '÷'} ${number.toFixed()} = ${decimalText(converted)} ${to}`,
        conversion: `${id}/${spec.version}`,
      };
    },
  };
}
