import { describe, expect, test } from 'vitest';
import type { ConversionSpec } from '../../../config/deal/schema.ts';
import type { Basis, Measured } from '../../../config/vocabulary/basis.ts';
import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { converterOf, NoRateError } from '../../../services/observations/convert.ts';
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

const basis = (from: Basis | undefined, to: Basis | undefined) => ({
  ...(from === undefined ? {} : { from_basis: from }),
  ...(to === undefined ? {} : { to_basis: to }),
});

describe('between bases', () => {
  const ways = converterOf({
    ore: { ...spec('kg', 't', { factor: '9' }), ...basis('gross-weight', 'reo-content') },
    'kg-to-t': spec('kg', 't', { divisor: '1000' }),
    freight: { ...spec('USD', 'USD', { divisor: '1.06' }), ...basis('cif', 'fob') },
  });
  const through = (value: string, from: Measured, to: Measured) => {
    const { value: result, ...how } = ways.convert(new Decimal(value), from, to);
    return { value: decimalText(result), ...how };
  };

  test('a value goes by the conversion that is named for the two, and its arithmetic says so', () => {
    expect(through('106', { unit: 'USD', basis: 'cif' }, { unit: 'USD', basis: 'fob' })).toEqual({
      value: '100',
      arithmetic: '106 USD (CIF) ÷ 1.06 = 100 USD (FOB)',
      conversion: 'freight/1',
    });
    expect(through('100', { unit: 'USD', basis: 'fob' }, { unit: 'USD', basis: 'cif' }).value).toBe('106');
  });

  test('a conversion of units alone keeps the basis, and goes to no other', () => {
    const gross: Measured = { unit: 'kg', basis: 'gross-weight' };
    expect(through('5000', gross, { unit: 't' })).toMatchObject({ value: '5', conversion: 'kg-to-t/1' });
    expect(ways.reaches(gross, { unit: 't' })).toEqual({ unit: 't', basis: 'gross-weight' });
    expect(through('5', gross, { unit: 't', basis: 'reo-content' })).toMatchObject({ conversion: 'ore/1' });
    expect(ways.can({ unit: 'kg', basis: 'fob' }, { unit: 't', basis: 'cif' })).toBe(false);
  });

  test('a value without a stated basis is on none, and no conversion between bases takes it', () => {
    expect(ways.can({ unit: 'USD' }, { unit: 'USD', basis: 'fob' })).toBe(false);
    expect(() => through('1', { unit: 'USD' }, { unit: 'USD', basis: 'fob' })).toThrow(
      new RangeError('the deal names no conversion from USD to USD (FOB)'),
    );
    expect(ways.reaches({ unit: 'USD' }, { unit: 'USD', basis: 'fob' })).toBeUndefined();
  });

  test('where a target leaves the basis open, a value keeps its own', () => {
    expect(through('5', { unit: 'USD', basis: 'cif' }, { unit: 'USD' })).toEqual({
      value: '5',
      arithmetic: null,
      conversion: null,
    });
  });
});

describe('a rate a year', () => {
  // Made-up rates.
  const ways = converterOf({
    'usd-to-myr': {
      from: 'USD',
      to: 'MYR',
      by_year: { '2023': { factor: '4.5', source: 'made up' }, '2024': { factor: '4.6', source: 'made up' } },
      version: 2,
      standing: 'confirmed',
      source: 'made up',
    },
  });
  const of = (period: string) => parsePeriod(period);

  test('is that of the year in which the value belongs, in both directions', () => {
    expect(ways.convert(new Decimal(10), 'USD', 'MYR', of('2023'))).toMatchObject({
      arithmetic: '10 USD × 4.5 = 45 MYR',
      conversion: 'usd-to-myr/2',
    });
    expect(decimalText(ways.convert(new Decimal(46), 'MYR', 'USD', of('2024-Q2')).value)).toBe('10');
    expect(ways.isYearly('USD', 'MYR')).toBe(true);
  });

  test.each(['2025', '2023-07/2024-06'])('%s has none, and none is taken from another year', (period) => {
    expect(ways.can('USD', 'MYR')).toBe(true);
    expect(ways.can('USD', 'MYR', of(period))).toBe(false);
    expect(() => ways.convert(new Decimal(1), 'USD', 'MYR', of(period))).toThrow(
      new NoRateError(`usd-to-myr has no rate for ${period}`),
    );
  });
});

test('CIF and FOB of the shipped deal are 6% apart, and weights know neither', () => {
  // IMF Direction of Trade Statistics Yearbook 2017.
  const shipped = converterOf(dealFile().conversions);
  const cif = { unit: 'USD', basis: 'cif' } as const;
  const fob = { unit: 'USD', basis: 'fob' } as const;
  expect(decimalText(shipped.convert(new Decimal('57.6'), cif, fob).value, 4)).toBe('54.3396');
  expect(decimalText(shipped.convert(new Decimal('100'), fob, cif).value)).toBe('106');
  expect(shipped.can({ unit: 'kg', basis: 'cif' }, { unit: 'kg', basis: 'fob' })).toBe(false);
});

test('the factor of the shipped deal for LNG gives 5 Mt for 240 Bcf', () => {
  // BP and Energy Institute: 48.0 Bcf a Mt of LNG.
  const { value } = converterOf(dealFile().conversions).convert(new Decimal('240000'), 'MMcf', 't LNG');
  expect(decimalText(value)).toBe('5000000');
});
