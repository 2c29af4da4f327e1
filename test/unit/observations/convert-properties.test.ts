import { expect, test } from 'vitest';
import type { ConversionSpec } from '../../../config/deal/schema.ts';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { converterOf } from '../../../services/observations/convert.ts';
import { fc } from '../../support/drawn.ts';

// All figures are made up.
const decimal = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, places]) => new Decimal(digits.toString()).div(new Decimal(10).pow(places)));

const spec = (more: Partial<ConversionSpec>): ConversionSpec => ({
  from: 'A',
  to: 'B',
  version: 1,
  standing: 'exact',
  source: 'made up',
  ...more,
});

/** What comes back of a value that was converted there and back, over the value. */
function roundTrip(conversion: ConversionSpec, value: Decimal, year = '2024'): Decimal {
  const { convert } = converterOf({ conversion });
  const from = { unit: conversion.from, basis: conversion.from_basis };
  const to = { unit: conversion.to, basis: conversion.to_basis };
  const there = convert(value, from, to, parsePeriod(year)).value;
  return convert(there, to, from, parsePeriod(year)).value.div(value);
}

const ROUNDING = new Decimal('1e-55');
/** How far a ratio is from 1, but for what the precision of a division leaves. */
const apart = (ratio: Decimal): string => {
  const difference = ratio.minus(1).abs();
  return difference.lte(ROUNDING) ? '0' : difference.toFixed();
};

test('a figure that is converted there and back is what it was, by a factor, a divisor or a rate of a year', () => {
  fc.assert(
    fc.property(decimal, decimal, (value, rate) => {
      const number = rate.toFixed();
      expect(apart(roundTrip(spec({ factor: number }), value))).toBe('0');
      expect(apart(roundTrip(spec({ divisor: number }), value))).toBe('0');
      expect(apart(roundTrip(spec({ by_year: { 2024: { factor: number, source: 'made up' } } }), value))).toBe('0');
      expect(apart(roundTrip(spec({ to: 'A', from_basis: 'cif', to_basis: 'fob', divisor: number }), value))).toBe('0');
    }),
    { numRuns: 200 },
  );
});

test('a power of ten leaves every digit as it is', () => {
  fc.assert(
    fc.property(decimal, fc.integer({ min: -9, max: 9 }), (value, power) => {
      expect(roundTrip(spec({ factor: new Decimal(10).pow(power).toFixed() }), value).eq(1)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a sum that is converted is the sum of what is converted', () => {
  fc.assert(
    fc.property(fc.array(decimal, { minLength: 1, maxLength: 12 }), decimal, (values, rate) => {
      const { convert } = converterOf({ one: spec({ factor: rate.toFixed() }) });
      const sum = (some: readonly Decimal[]) => some.reduce((total, one) => total.plus(one), new Decimal(0));
      const oneByOne = sum(values.map((value) => convert(value, 'A', 'B').value));
      expect(apart(convert(sum(values), 'A', 'B').value.div(oneByOne))).toBe('0');
    }),
    { numRuns: 100 },
  );
});
