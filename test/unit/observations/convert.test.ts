import { expect, test } from 'vitest';
import type { ConversionSpec } from '../../../config/deal/schema.ts';
import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { converterOf } from '../../../services/observations/convert.ts';
import { dealFile } from '../../support/us-malaysia-folder.ts';

const spec = (from: string, to: string, number: Pick<ConversionSpec, 'factor' | 'divisor'>, version = 1) => ({
  from,
  to,
  version,
  standing: 'exact' as const,
  source: 'made up',
  ...number,
});

const converter = converterOf({
  'kg-to-t': spec('kg', 't', { divisor: '1000' }, 3),
  'lb-to-kg': spec('lb', 'kg', { factor: '0.45359237' }),
  'box-to-piece': spec('box', 'piece', { divisor: '3' }),
});

const converted = (value: string, from: string, to: string) => {
  const { value: result, ...how } = converter.convert(new Decimal(value), from, to);
  return { value: decimalText(result, 40), ...how };
};

test('kilograms become tonnes with the arithmetic and the version that made them', () => {
  // China's imports of HS 2846 from Malaysia in 2024, net weight: UN Comtrade, published 2025-07-04.
  expect(converted('16344687', 'kg', 't')).toEqual({
    value: '16344.687',
    arithmetic: '16344687 kg ÷ 1000 = 16344.687 t',
    conversion: 'kg-to-t/3',
  });
});

test('each conversion works in both directions, and back again gives the same figure', () => {
  expect(converted('16344.687', 't', 'kg')).toMatchObject({
    value: '16344687',
    arithmetic: '16344.687 t × 1000 = 16344687 kg',
    conversion: 'kg-to-t/3',
  });
  expect(converted('1', 'lb', 'kg').value).toBe('0.45359237');
  expect(converted('0.45359237', 'kg', 'lb').value).toBe('1');
});

test('a unit is itself without any conversion', () => {
  expect(converted('5', 'kg', 'kg')).toEqual({ value: '5', arithmetic: null, conversion: null });
  expect(converter.can('aircraft', 'aircraft')).toBe(true);
});

test('zero stays zero and a negative figure negative', () => {
  expect(converted('0', 'kg', 't').value).toBe('0');
  expect(converted('-5', 'kg', 't').value).toBe('-0.005');
});

test('a division without end is kept far beyond what is printed, and printed short', () => {
  const { value, arithmetic } = converted('1', 'box', 'piece');
  expect(value).toBe(`0.${'3'.repeat(40)}`);
  expect(arithmetic).toBe('1 box ÷ 3 = 0.333333333333 piece');
});

test('none is chained with another', () => {
  expect(converter.can('lb', 't')).toBe(false);
  expect(() => converted('1', 'lb', 't')).toThrow(new RangeError('the deal names no conversion from lb to t'));
});

test.each(['KG', 'kg ', 't REO', ''])('units are taken by the letter: %j is no kg', (unit) => {
  expect(converter.can(unit, 't')).toBe(unit === 't');
  expect(() => converted('1', unit, 't')).toThrow(RangeError);
});

test('the factor of the shipped deal for LNG gives 5 Mt for 240 Bcf', () => {
  // BP and Energy Institute: 48.0 Bcf a Mt of LNG.
  const { value } = converterOf(dealFile().conversions).convert(new Decimal('240000'), 'MMcf', 't LNG');
  expect(decimalText(value)).toBe('5000000');
});
