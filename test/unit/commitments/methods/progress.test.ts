import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { PROGRESS_STANDINGS, progressOf, progressScore } from '../../../../services/commitments/methods/progress.ts';
import { growthRatio } from '../../../../services/commitments/methods/required-growth.ts';
import { printed } from '../../../support/decimals.ts';

const BANDS = { substantial: new Decimal('0.95'), moderate: new Decimal('0.6') };
const word = (ratio: string) => progressOf(new Decimal(ratio), false, BANDS);

describe('the words of the Open SDG method', () => {
  test.for([
    ['0.95', 'substantial_progress'],
    ['0.9499', 'moderate_progress'],
    ['0.6', 'moderate_progress'],
    ['0.5999', 'limited_progress'],
    ['0', 'limited_progress'],
    ['-0.0001', 'deterioration'],
  ] as const)('a ratio of %s is %s', ([ratio, expected]) => {
    expect(word(ratio)).toBe(expected);
  });

  test('what is achieved is, whatever the growth', () => {
    expect(progressOf(new Decimal(-1), true, BANDS)).toBe('target_achieved');
    expect(PROGRESS_STANDINGS.target_achieved).toBe('compliant');
  });
});

describe('the score', () => {
  test.for([
    ['1.30', '5'],
    ['0.95', '2.5'],
    ['0.60', '0'],
    ['0', '-2.5'],
    ['-0.60', '-5'],
  ] as const)('of %s is %s, as published', ([ratio, expected]) => {
    // The published coefficients are rounded to four places.
    expect(progressScore(new Decimal(ratio), false).minus(expected).abs().lte('0.0001')).toBe(true);
  });

  test('runs from -5 to 5', () => {
    expect(progressScore(new Decimal(9), false).toFixed()).toBe('5');
    expect(progressScore(new Decimal(-9), false).toFixed()).toBe('-5');
    expect(progressScore(new Decimal(-9), true).toFixed()).toBe('5');
  });

  test('of the indicator 3.3.3 of sdg-build, 1.55 in 2015 and 1.82 in 2019 against 0 in 2030, is -2.940785', () => {
    // The method takes 0.001 for a target of 0.
    const growth = growthRatio({
      base: new Decimal('1.55'),
      current: new Decimal('1.82'),
      target: new Decimal('0.001'),
      yearsSoFar: new Decimal(4),
      yearsInAll: new Decimal(15),
      direction: -1,
    })!;
    expect(printed(growth.ratio, 9)).toBe('-0.105787671');
    expect(printed(progressScore(growth.ratio, false), 6)).toBe('-2.940785');
    expect(progressOf(growth.ratio, false, BANDS)).toBe('deterioration');
  });
});
