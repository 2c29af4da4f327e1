import type { ConversionSpec } from '../../config/deal/schema.ts';
import { type Measured, sayMeasured } from '../../config/vocabulary/basis.ts';
import { Decimal, decimalText } from '../../config/vocabulary/decimal.ts';
import { type Period, formatPeriod, lastMonth } from '../../config/vocabulary/period.ts';

export interface Converted {
  readonly value: Decimal;
  /** The arithmetic as a step prints it, or null when no conversion was needed. */
  readonly arithmetic: string | null;
  /** The conversion that was used, as `id/version`. */
  readonly conversion: string | null;
}

/** A conversion has a rate a year, and none for the one that is asked for. */
export class NoRateError extends Error {
  override readonly name = 'NoRateError';
}

/** A unit, or a unit with its basis. A target without a basis takes the one that the value has. */
export type Scale = string | Measured;

/** Converts between units and bases by the deal's named conversions, and by nothing else. */
export interface Converter {
  /**
   * @param of What the value is of; a conversion with a rate a year goes by it.
   * @throws RangeError when the deal names no conversion between the two.
   * @throws NoRateError when it names one that has no rate for the year.
   */
  convert(value: Decimal, from: Scale, to: Scale, of?: Period): Converted;
  /** Whether the deal names a conversion and, with `of`, whether that has a rate for it. */
  can(from: Scale, to: Scale, of?: Period): boolean;
  /** What a converted value is measured by; undefined when the deal names no conversion. */
  reaches(from: Scale, to: Scale): Measured | undefined;
  /** Whether the rate between the two differs from year to year, so that years are converted one by one. */
  isYearly(from: Scale, to: Scale): boolean;
}

/** A converter over the conversions of a deal; each works in both directions, and none is chained with another. */
export function converterOf(conversions: Readonly<Record<string, ConversionSpec>>): Converter {
  const both = Object.entries(conversions).flatMap(([id, spec]) => [wayOf(id, spec, true), wayOf(id, spec, false)]);
  // Where a target leaves the basis open, a way that keeps it goes before one that changes it.
  const ways = both.toSorted((a, b) => Number(a.to.basis !== undefined) - Number(b.to.basis !== undefined));
  const find = (from: Measured, to: Measured) => ways.find((way) => leads(way, from, to));
  const same = (from: Measured, to: Measured) =>
    from.unit === to.unit && (to.basis === undefined || from.basis === to.basis);

  return {
    can(start, end, of) {
      const [from, to] = [measured(start), measured(end)];
      if (same(from, to)) return true;
      const way = find(from, to);
      return way !== undefined && (of === undefined || rateOf(way, of) !== undefined);
    },

    reaches(start, end) {
      const [from, to] = [measured(start), measured(end)];
      if (same(from, to)) return from;
      const way = find(from, to);
      return way && { unit: to.unit, basis: way.to.basis ?? from.basis };
    },

    isYearly(start, end) {
      const [from, to] = [measured(start), measured(end)];
      return !same(from, to) && find(from, to)?.spec.by_year !== undefined;
    },

    convert(value, start, end, of) {
      const [from, to] = [measured(start), measured(end)];
      if (same(from, to)) return { value, arithmetic: null, conversion: null };
      const way = find(from, to);
      if (!way) throw new RangeError(`the deal names no conversion from ${sayMeasured(from)} to ${sayMeasured(to)}`);
      const rate = rateOf(way, of);
      if (rate === undefined) throw new NoRateError(`${way.id} has no rate for ${of ? formatPeriod(of) : 'no year'}`);
      const number = new Decimal(rate.number);
      const converted = rate.multiplies ? value.times(number) : value.div(number);
      const names = from.unit === to.unit ? [sayMeasured(from), sayMeasured(to)] : [from.unit, to.unit];
      return {
        value: converted,
        arithmetic: `${decimalText(value)} ${names[0]} ${rate.multiplies ? '×' : '÷'} ${number.toFixed()} = ${decimalText(converted)} ${names[1]}`,
        conversion: `${way.id}/${way.spec.version}`,
      };
    },
  };
}

/** A conversion in one of its two directions. */
interface Way {
  readonly id: string;
  readonly spec: ConversionSpec;
  readonly forward: boolean;
  readonly from: Measured;
  readonly to: Measured;
}

function wayOf(id: string, spec: ConversionSpec, forward: boolean): Way {
  const [there, back] = [
    { unit: spec.from, basis: spec.from_basis },
    { unit: spec.to, basis: spec.to_basis },
  ];
  return { id, spec, forward, ...(forward ? { from: there, to: back } : { from: back, to: there }) };
}

/** A way without bases keeps what is measured; one with bases takes only what is measured by the first of them. */
function leads(way: Way, from: Measured, to: Measured): boolean {
  if (way.from.unit !== from.unit || way.to.unit !== to.unit) return false;
  const reached = way.to.basis ?? from.basis;
  return (way.from.basis === undefined || way.from.basis === from.basis) && (to.basis ?? reached) === reached;
}

function rateOf({ spec, forward }: Way, of?: Period): { number: string; multiplies: boolean } | undefined {
  if (spec.by_year === undefined) {
    return { number: (spec.factor ?? spec.divisor)!, multiplies: forward === (spec.factor !== undefined) };
  }
  if (of === undefined || of.start.year !== lastMonth(of).year) return undefined;
  const year = spec.by_year[String(of.start.year).padStart(4, '0')];
  return year && { number: year.factor, multiplies: forward };
}

const measured = (scale: Scale): Measured => (typeof scale === 'string' ? { unit: scale } : scale);
