import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { ewma, ewmaLimit } from '../../../../services/commitments/methods/drift/ewma.ts';
import { decimals, printed } from '../../../support/decimals.ts';
import { MONTGOMERY } from './montgomery.ts';

describe("NIST's twenty values (e-Handbook 6.3.2.4)", () => {
  const terms = {
    centre: new Decimal(50),
    sigma: new Decimal('2.0539'),
    lambda: new Decimal('0.3'),
    width: new Decimal(3),
  };
  const values = decimals(`52.0 47.0 53.0 49.3 50.1 47.0 51.0 50.1 51.2 50.5
    49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1`);
  const course = ewma(values, terms);

  test('give the published averages to their printed digits', () => {
    const published = decimals(`50.6 49.52 50.56 50.18 50.16 49.21 49.75 49.85 50.26 50.33
      50.11 49.36 49.52 50.05 49.38 49.92 50.73 51.23 51.94 51.99`);
    const misses = course.filter(({ z }, index) => z.minus(published[index]!).abs().gt('0.006'));
    expect(misses).toEqual([]);
    expect(course.map(({ z }) => printed(z, 6)).join(' ')).toBe(
      '50.6 49.52 50.564 50.1848 50.15936 49.211552 49.748086 49.85366 50.257562 50.330294 ' +
        '50.111206 49.357844 49.520491 50.054344 49.37804 49.924628 50.72724 51.229068 51.940348 51.988243',
    );
  });

  test('stay within the limits, 52.588432 and 47.411568', () => {
    const half = ewmaLimit(terms);
    expect(printed(terms.centre.plus(half), 6)).toBe('52.588432');
    expect(printed(terms.centre.minus(half), 6)).toBe('47.411568');
    expect(course.filter(({ signal }) => signal !== null)).toEqual([]);
  });
});

describe("Montgomery's thirty values", () => {
  const course = ewma(MONTGOMERY, {
    centre: new Decimal(10),
    sigma: new Decimal(1),
    lambda: new Decimal('0.1'),
    width: new Decimal('2.7'),
  });

  test('give the published averages and exact limits', () => {
    const published = decimals(`9.945 9.7495 9.7035 9.8992 10.1253 10.1307 9.9217 10.0755 9.988 10.0232
      9.9238 10.0785 10.1216 10.0495 10.0525 9.9843 10.0478 10.074 9.9186 10.0108
      10.0997 10.0227 10.2495 10.3745 10.3971 10.4654 10.4568 10.5731 10.6468 10.6341`);
    // Half of the last digit: 9.70355 was printed as 9.7035.
    expect(course.filter(({ z }, index) => z.minus(published[index]!).abs().gt('0.00005'))).toEqual([]);
    expect(course.map(({ half }) => printed(half, 4)).join(' ')).toBe(
      '0.27 0.3632 0.424 0.4675 0.4999 0.5247 0.544 0.5591 0.571 0.5805 ' +
        '0.5881 0.5942 0.5991 0.603 0.6062 0.6087 0.6107 0.6124 0.6137 0.6148 ' +
        '0.6157 0.6164 0.617 0.6174 0.6178 0.6181 0.6184 0.6186 0.6187 0.6189',
    );
  });

  test('signal with the last two', () => {
    expect(course.flatMap(({ signal }, index) => (signal === null ? [] : [`${signal} ${index + 1}`]))).toEqual([
      'up 29',
      'up 30',
    ]);
  });
});

const plain = { centre: new Decimal(0), sigma: new Decimal(1), lambda: new Decimal('0.5'), width: new Decimal(3) };

test('a missing value leaves the average and its limits as they were', () => {
  const [first, missing] = ewma([new Decimal(2), null], plain);
  expect(missing).toEqual(first);
});

test('before any value there is nothing to signal', () => {
  expect(ewma([null], plain)).toEqual([{ z: new Decimal(0), half: new Decimal(0), signal: null }]);
});

test.for(['0', '-0.1', '1.1'])('a weight of %s is refused', (lambda) => {
  expect(() => ewma([], { ...plain, lambda: new Decimal(lambda) })).toThrow(/lambda/);
});

test('without spread there are no limits', () => {
  expect(() => ewma([], { ...plain, sigma: new Decimal(0) })).toThrow(/sigma/);
});
