import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import {
  compoundGrowth,
  type Growth,
  growthRatio,
  requiredLevel,
} from '../../../services/commitments/methods/required-growth.ts';

const growth = (
  base: number,
  current: number | string,
  target: number | string,
  years: readonly [number, number],
  direction: 1 | -1 = 1,
): Growth => ({
  base: new Decimal(base),
  current: new Decimal(current),
  target: new Decimal(target),
  yearsSoFar: new Decimal(years[0]),
  yearsInAll: new Decimal(years[1]),
  direction,
});
/** Whether a value is the expected one within the tolerance of a binary float. */
const isNear = (value: Decimal | undefined, expected: number): boolean =>
  Math.abs(value!.toNumber() - expected) <= 1e-9 * Math.max(1, Math.abs(expected));

describe('growth so far over growth required', () => {
  // Cases computed with the formula of the Open SDG documentation, "Progress measure methodology"; inputs made up.
  it.each([
    ['exactly on the way', growth(100, 108, '146.93280768', [1, 5]), 0.08, 0.08, 1],
    ['half of the growth required', growth(100, 104, '146.93280768', [1, 5]), 0.04, 0.08, 0.5],
    ['flat', growth(100, 100, '146.93280768', [1, 5]), 0, 0.08, 0],
    ['falling', growth(100, 95, '146.93280768', [1, 5]), -0.05, 0.08, -0.625],
    ['a reduction on its way', growth(100, 90, '59.049', [1, 5], -1), -0.1, -0.1, 1],
    [
      'threefold in five years',
      growth(100, '124.5730939615517', 300, [1, 5]),
      0.2457309396155173,
      0.2457309396155174,
      1,
    ],
    [
      'fourfold in five years, at a tenth a year',
      growth(100, 110, 400, [1, 5]),
      0.1,
      0.3195079107728942,
      0.3129812960126673,
    ],
    ['reached early', growth(100, 310, 300, [2, 5]), 0.7606816861659009, 0.2457309396155174, 3.0955877487633447],
  ])('%s', (_, given, soFar, required, ratio) => {
    const result = growthRatio(given)!;
    expect(isNear(result.soFar, soFar)).toBe(true);
    expect(isNear(result.required, required)).toBe(true);
    expect(isNear(result.ratio, ratio)).toBe(true);
  });

  it('a rate that should fall and rises has a negative ratio', () => {
    // Open SDG, sdg-build, test fixture of indicator 3-3-3: 1.55 in 2015, 1.82 in 2019, target 0 (taken as 0.001) in 2030.
    const result = growthRatio({ ...growth(1, '1.82', '0.001', [4, 15], -1), base: new Decimal('1.55') })!;
    expect(isNear(result.soFar, 0.04096211131524741)).toBe(true);
    expect(isNear(result.required, -0.38721063409482137)).toBe(true);
    expect(isNear(result.ratio, -0.1057876713820222)).toBe(true);
  });

  it.each([
    ['less than a year of growth', growth(100, 110, 300, [0, 5])],
    ['a base of zero, which is no evidence', growth(0, 110, 300, [1, 5])],
    ['values of different sign', growth(-100, 110, 300, [1, 5])],
    ['a target equal to the base', growth(100, 110, 100, [1, 5])],
    ['no time to the target', growth(100, 110, 300, [1, 0])],
  ])('cannot be computed: %s', (_, given) => {
    expect(growthRatio(given)).toBeNull();
  });

  it('a value that fell to nothing shrank by all of it', () => {
    expect(growthRatio(growth(100, 0, 300, [1, 5]))!.soFar.toFixed()).toBe('-1');
  });

  it('a negative base that shrinks towards zero grows in the wrong direction for a rise of its size', () => {
    expect(growthRatio(growth(-100, -90, -50, [1, 5], 1))!.ratio.isPositive()).toBe(true);
  });

  it('months count as twelfths of a year', () => {
    expect(
      isNear(compoundGrowth(new Decimal(100), new Decimal(144), new Decimal(18).div(12))!, 1.44 ** (1 / 1.5) - 1),
    ).toBe(true);
  });

  it('the way to the target ends at the target', () => {
    const required = compoundGrowth(new Decimal(22000), new Decimal(66000), new Decimal(5))!;
    expect(isNear(requiredLevel(new Decimal(22000), required, new Decimal(5)), 66000)).toBe(true);
  });
});
