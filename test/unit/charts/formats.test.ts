import { expect, test } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { formatsOf } from '../../../services/charts/formats.ts';
import { at } from '../../support/charts.ts';

const spaced = (text: string) => text.replace(/[\u00a0\u2009\u202f]/g, ' ');

test('numbers and dates are in the language and the zone of the reader', () => {
  const german = formatsOf('de', 'Asia/Kuala_Lumpur');
  expect(german.amount('12345.6')).toBe('12.346');
  expect(spaced(german.amount('16344687'))).toBe('16,34 Millionen');
  expect(german.day(at('2026-11-24T18:00:00Z'))).toBe('25. Nov. 2026');
  expect(spaced(german.period(parsePeriod('2026-01/2026-04')))).toBe('Jan.–Apr. 2026');
});

test('a year and a quarter are written as such in every language', () => {
  const french = formatsOf('fr');
  expect(french.period(parsePeriod('2026'))).toBe('2026');
  expect(french.period(parsePeriod('2026-Q2'))).toBe('Q2 2026');
});

test('a language that the shipped font cannot set is written as English', () => {
  expect(formatsOf('ja').period(parsePeriod('2026-04'))).toBe('Apr 2026');
  expect(formatsOf('ar').amount('16344687')).toBe('16.34 million');
});

test('a number keeps the digits of its whole part, and four digits in all', () => {
  const { amount } = formatsOf();
  expect(amount('135914')).toBe('135,914');
  expect(amount('12.34567')).toBe('12.35');
  expect(amount('0.00123456')).toBe('0.001235');
  expect(amount('-60')).toBe('-60');
  expect(amount('0')).toBe('0');
  expect(amount(`31${'0'.repeat(60)}`)).toBe('3.1E61');
});

test('large numbers of an axis share one word, and are written whole in a language that counts otherwise', () => {
  const english = formatsOf('en').scale(new Decimal('150e9'));
  expect(english.word).toBe('billion');
  expect(english.tick(new Decimal('50e9'))).toBe('50');
  expect(english.label('1287367000')).toBe('1.287');
  const indian = formatsOf('en-IN').scale(new Decimal('5e6'));
  expect(indian.word).toBe('');
  expect(indian.tick(new Decimal('5e6'))).toBe('50,00,000');
});

test('a language or a zone that there is not is refused', () => {
  expect(() => formatsOf('no language')).toThrow(RangeError);
  expect(() => formatsOf('en', 'Nowhere/Else')).toThrow(RangeError);
});
