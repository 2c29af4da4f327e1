import { describe, expect, test } from 'vitest';
import { canonicalDecimal, Decimal, decimalText, isDecimalText } from '../../../config/vocabulary/decimal.ts';

const SIGNS = ['', '-', '+'];
const WHOLES = ['0', '7', '007', '10', '100', '16344687', '9007199254740993', '1'.repeat(45)];
const FRACTIONS = ['', '.', '.0', '.5', '.500', '.048', '.000000000000000000001', `.${'3'.repeat(80)}`];
const EXPONENTS = ['', 'e0', 'E3', 'e+2', 'e-1', 'e-9', 'e21', 'e-30'];

const spellings = SIGNS.flatMap((sign) =>
  WHOLES.flatMap((whole) =>
    FRACTIONS.flatMap((fraction) => EXPONENTS.map((exponent) => `${sign}${whole}${fraction}${exponent}`)),
  ),
);

/** The number as an integer and a power of ten: another way to say what a text means, without a float. */
function scaled(text: string): { digits: bigint; power: number } {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa!.replace(/^[+-]/, '').split('.');
  const digits = BigInt(`${whole}${fraction}`);
  return { digits: text.startsWith('-') ? -digits : digits, power: Number(exponent) - fraction.length };
}

function isSameNumber(a: string, b: string): boolean {
  const [left, right] = [scaled(a), scaled(b)];
  const power = Math.min(left.power, right.power);
  const at = ({ digits, power: own }: typeof left) => digits * 10n ** BigInt(own - power);
  return at(left) === at(right);
}

describe('the canonical text of a figure', () => {
  test('is the same number to the last digit, however the publisher spelt it', () => {
    const changed = spellings.filter((text) => !isSameNumber(canonicalDecimal(text), text));
    expect(changed).toEqual([]);
    expect(spellings.length).toBe(1536);
  });

  test('has no exponent, no plus, no superfluous zero and no minus before zero', () => {
    const plain = /^(?:0|-?(?:[1-9]\d*(?:\.\d*[1-9])?|0\.\d*[1-9]))$/;
    expect(spellings.map(canonicalDecimal).filter((text) => !plain.test(text))).toEqual([]);
  });

  test('is its own canonical text', () => {
    const texts = spellings.map(canonicalDecimal);
    expect(texts.map(canonicalDecimal)).toEqual(texts);
  });

  test.each([
    ['16344687.0', '16344687'],
    ['19084528.174', '19084528.174'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0', '0'],
    ['-0.00e5', '0'],
    ['1e3', '1000'],
    ['1.5E-3', '0.0015'],
    ['9007199254740993', '9007199254740993'],
    ['0.1', '0.1'],
    ['1e-4', '0.0001'],
  ])('%s is written %s', (text, canonical) => {
    expect(canonicalDecimal(text)).toBe(canonical);
  });

  test('keeps more digits than arithmetic does: a stored figure is never rounded', () => {
    const long = `1${'234567890'.repeat(100)}.${'1'.repeat(900)}`;
    expect(canonicalDecimal(long)).toBe(long);
    expect(canonicalDecimal('1e9999')).toHaveLength(10_000);
    expect(canonicalDecimal('-1e-9999')).toBe(`-0.${'0'.repeat(9998)}1`);
  });

  test.each([
    '',
    ' ',
    '.',
    '-',
    '+',
    'e5',
    '1e',
    '1e+',
    '1e99999',
    '--1',
    '1.2.3',
    '1,000',
    '1 000',
    ' 1',
    '1 ',
    '1\n',
    '0x10',
    '1_000',
    'NaN',
    'Infinity',
    '-Infinity',
    '١٢',
    '１２',
    '−5',
    '—',
    '5%',
    '1n',
  ])('%j is no decimal number, and is named in the error', (text) => {
    expect(isDecimalText(text)).toBe(false);
    expect(() => canonicalDecimal(text)).toThrow(new RangeError(`"${text}" is no decimal number`));
  });
});

describe('computed figures', () => {
  test('a sum of tenths is a tenth, and no float', () => {
    const sum = Array.from({ length: 10 }, () => new Decimal('0.1')).reduce((a, b) => a.plus(b));
    expect(decimalText(sum)).toBe('1');
    expect(decimalText(new Decimal('0.1').plus('0.2'))).toBe('0.3');
  });

  test('integers beyond the reach of a float add up', () => {
    expect(decimalText(new Decimal('9007199254740993').plus('2'))).toBe('9007199254740995');
  });

  test('is rounded half up at the last place that is kept, below zero away from it', () => {
    expect(decimalText(new Decimal('2').div(3))).toBe('0.666666666667');
    expect(decimalText(new Decimal('0.125'), 2)).toBe('0.13');
    expect(decimalText(new Decimal('-0.125'), 2)).toBe('-0.13');
    expect(decimalText(new Decimal('2.5'), 0)).toBe('3');
  });

  test('what rounds to nothing is zero without a sign', () => {
    expect(decimalText(new Decimal('-0.0000000000001'))).toBe('0');
  });

  test('a number of any size is written out', () => {
    expect(decimalText(new Decimal('1e40'))).toBe(`1${'0'.repeat(40)}`);
    expect(decimalText(new Decimal('1e-40'), 40)).toBe(`0.${'0'.repeat(39)}1`);
  });

  test('is canonical: comparing the texts of two equal numbers is enough', () => {
    const values = ['0', '1', '-1', '1.50', '1000', '0.048', '16344687', '-19084528.174'];
    expect(values.map((value) => decimalText(new Decimal(value)))).toEqual(values.map(canonicalDecimal));
  });
});
