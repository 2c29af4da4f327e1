import { describe, expect, test } from 'vitest';
import {
  comparePeriods,
  fitsFrequency,
  formatPeriod,
  FREQUENCIES,
  lastMonth,
  parsePeriod,
  periodOf,
  yearsBefore,
  yearsOf,
} from '../../../config/vocabulary/period.ts';

const month = (text: string) => Temporal.PlainYearMonth.from(text);
const span = (from: string, to: string) => ({ from: month(from), to: month(to) });

describe('reading and writing a period', () => {
  test.each([
    ['2026-07', '2026-07', '2026-07', 1],
    ['2026-Q2', '2026-04', '2026-06', 3],
    ['2026', '2026-01', '2026-12', 12],
    ['2026-01/2026-04', '2026-01', '2026-04', 4],
    ['2025-11/2030-10', '2025-11', '2030-10', 60],
  ])('%s runs from %s to %s', (text, first, last, months) => {
    const period = parsePeriod(text);
    expect([period.start.toString(), lastMonth(period).toString(), period.months]).toEqual([first, last, months]);
    expect(formatPeriod(period)).toBe(text);
  });

  test('every month, quarter and year is written as it is read, from the year 1 to 9999', () => {
    for (const year of [1, 99, 999, 1000, 1970, 2024, 2026, 9999]) {
      const written = String(year).padStart(4, '0');
      const texts = [
        written,
        ...[1, 2, 3, 4].map((quarter) => `${written}-Q${quarter}`),
        ...Array.from({ length: 12 }, (_, index) => `${written}-${String(index + 1).padStart(2, '0')}`),
      ];
      expect(texts.map((text) => formatPeriod(parsePeriod(text)))).toEqual(texts);
    }
  });

  test('whatever the first month and the length, writing a period and reading it gives the same period', () => {
    for (let start = 1; start <= 12; start += 1) {
      for (let months = 1; months <= 40; months += 1) {
        const period = periodOf(2026, start, months);
        expect(comparePeriods(parsePeriod(formatPeriod(period)), period)).toBe(0);
      }
    }
  });

  test.each([
    ['2026-01/2026-12', '2026'],
    ['2026-04/2026-06', '2026-Q2'],
    ['2026-05/2026-05', '2026-05'],
  ])('the months %s have one name only: %s', (text, name) => {
    expect(formatPeriod(parsePeriod(text))).toBe(name);
  });

  test.each(['2026-02/2026-04', '2026-04/2027-03', '2025-12/2026-02'])(
    'the months %s are no quarter and no year of the calendar, and keep both ends',
    (text) => {
      expect(formatPeriod(parsePeriod(text))).toBe(text);
    },
  );

  test.each([
    '',
    ' 2026',
    '2026 ',
    '2026\n',
    '26',
    '02026',
    '-2026',
    '+002026',
    '2026-0',
    '2026-00',
    '2026-13',
    '2026-7',
    '2026-07-01',
    '202607',
    '2026-Q0',
    '2026-Q5',
    '2026-q2',
    '2026Q2',
    '2026-W47',
    '0000',
    '0000-Q1',
    '0000-12/0001-02',
    '2026/2027',
    '2026-01/',
    '/2026-01',
    '2026-01/04',
    '2026-04/2026-01',
    '2026-01/2026-13',
    '2026-01/2026-Q2',
    '2026-01/2026-02/2026-03',
    '２０２６',
    'latest',
  ])('%j is no period, and the error says what is', (text) => {
    expect(() => parsePeriod(text)).toThrow(
      new RangeError(`"${text}" is no period: write 2026-07, 2026-Q2, 2026 or 2026-01/2026-04`),
    );
  });
});

describe('which periods a series reports', () => {
  const fitting = (text: string) => FREQUENCIES.filter((frequency) => fitsFrequency(parsePeriod(text), frequency));

  test.each([
    ['2026-01', ['month', 'year-to-date']],
    ['2026-02', ['month']],
    ['2026-Q1', ['quarter', 'year-to-date']],
    ['2026-Q2', ['quarter']],
    ['2026', ['year', 'year-to-date']],
    ['2026-01/2026-04', ['year-to-date']],
    ['2026-02/2026-04', []],
    ['2026-04/2027-03', []],
    ['2026-01/2027-01', []],
    ['2025-01/2026-12', []],
  ])('%s is a period of %j', (text, frequencies) => {
    expect(fitting(text)).toEqual(frequencies);
  });
});

describe('order', () => {
  test('periods go by their start, and of two that start together the shorter comes first', () => {
    const texts = ['2026-02', '2026', '2026-01/2026-04', '2025-12', '2026-Q1', '2026-01'];
    expect(texts.map(parsePeriod).toSorted(comparePeriods).map(formatPeriod)).toEqual([
      '2025-12',
      '2026-01',
      '2026-Q1',
      '2026-01/2026-04',
      '2026',
      '2026-02',
    ]);
  });

  test('the same months of an earlier year keep their length, leap years or not', () => {
    expect(formatPeriod(yearsBefore(parsePeriod('2024-02'), 1))).toBe('2023-02');
    expect(formatPeriod(yearsBefore(parsePeriod('2026-Q4'), 3))).toBe('2023-Q4');
    expect(formatPeriod(yearsBefore(parsePeriod('2026-01/2026-04'), 1))).toBe('2025-01/2025-04');
    expect(formatPeriod(yearsBefore(parsePeriod('2026'), 0))).toBe('2026');
  });

  test('a span touches each calendar year between its ends once', () => {
    expect(yearsOf(span('2026-12', '2026-12'))).toEqual([2026]);
    expect(yearsOf(span('2024-12', '2026-01'))).toEqual([2024, 2025, 2026]);
  });
});
