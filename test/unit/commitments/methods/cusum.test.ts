import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { cusum, shiftStart } from '../../../../services/commitments/methods/drift/cusum.ts';
import { decimals, printed } from '../../../support/decimals.ts';
import { MONTGOMERY } from './montgomery.ts';

const terms = { target: new Decimal(10), allowance: new Decimal('0.5'), interval: new Decimal(5) };

describe("Montgomery's thirty values", () => {
  const course = cusum(MONTGOMERY, terms);

  test('give the sums of the book on both sides', () => {
    expect(course.map(({ up }) => printed(up.sum, 2)).join(' ')).toBe(
      '0 0 0 1.16 2.82 2.5 0.04 1 0 0 0 0.97 0.98 0 0 0 0.12 0 0 0.34 0.74 0 1.79 2.79 2.89 3.47 3.35 4.47 5.28 5.3',
    );
    expect(course.map(({ down }) => printed(down.sum, 2)).join(' ')).toBe(
      '0.05 1.56 1.77 0 0 0 1.46 0 0.3 0 0.47 0 0 0.1 0 0.13 0 0 0.98 0 0 0.17 0 0 0 0 0 0 0 0',
    );
    expect(course.map(({ up }) => up.run).join(' ')).toBe(
      '0 0 0 1 2 3 4 5 0 0 0 1 2 0 0 0 1 0 0 1 2 0 1 2 3 4 5 6 7 8',
    );
  });

  test('signal first with the twenty-ninth, of a shift that began with the twenty-third', () => {
    const first = course.findIndex(({ up, down }) => up.signal || down.signal);
    expect(first + 1).toBe(29);
    expect(course[first]!.up.run).toBe(7);
    expect(shiftStart(MONTGOMERY, first, course[first]!.up) + 1).toBe(23);
  });
});

test('a missing value changes neither sum, and the shift is counted over it', () => {
  const points = [...decimals('10 13'), null, ...decimals('13 14')];
  const course = cusum(points, terms);
  expect(course[2]).toEqual(course[1]);
  expect(course.map(({ up }) => up.sum.toFixed())).toEqual(['0', '2.5', '2.5', '5', '8.5']);
  expect(course[4]!.up).toMatchObject({ run: 3, signal: true });
  expect(shiftStart(points, 4, course[4]!.up)).toBe(1);
});

test('a sum that stands exactly at the interval is no signal', () => {
  const [, , last] = cusum(decimals('13 13 10'), { ...terms, allowance: new Decimal(0), interval: new Decimal(6) });
  expect(last!.up).toMatchObject({ signal: false });
  expect(last!.up.sum.toFixed()).toBe('6');
});

test('a fall is seen like a rise', () => {
  const rise = cusum(decimals('10 13 14 12'), terms);
  const fall = cusum(decimals('10 7 6 8'), terms);
  expect(fall.map(({ down }) => down)).toEqual(rise.map(({ up }) => up));
});

test('terms that cannot be meant are refused', () => {
  expect(() => cusum([], { ...terms, allowance: new Decimal(-1) })).toThrow(/allowance/);
  expect(() => cusum([], { ...terms, interval: new Decimal(0) })).toThrow(/interval/);
});
