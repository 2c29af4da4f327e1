import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import {
  medianDeviation,
  median,
  sampleDeviation,
  mean,
} from '../../../../services/commitments/methods/drift/statistics.ts';
import {
  modifiedZ,
  type RobustZ,
  robustZ,
  seasonalDifferences,
  seasonalZ,
} from '../../../../services/commitments/methods/drift/robust-z.ts';
import { decimals, printed } from '../../../support/decimals.ts';

const z = (found: RobustZ): string => ('z' in found ? printed(found.z, 4) : found.silent);

describe("NIST's eight masses of uranium (e-Handbook 1.3.5.17)", () => {
  const masses = decimals('199.31 199.53 200.19 200.82 201.92 201.95 202.18 245.57');

  test('have the published middle, spread and largest deviation', () => {
    expect(median(masses).toFixed()).toBe('201.37');
    expect(medianDeviation(masses).toFixed()).toBe('0.995');
    const largest = masses.at(-1)!.minus(mean(masses)).div(sampleDeviation(masses));
    expect(printed(largest, 6)).toBe('2.468765');
  });

  test('hold one outlier, the last', () => {
    expect(modifiedZ(masses).map(z).join(' ')).toBe('-1.3965 -1.2473 -0.7999 -0.3728 0.3728 0.3932 0.5491 29.9627');
  });
});

describe('a value against others', () => {
  const steady = decimals('5 5 5 5 5 5 5 5');

  test('fewer than eight others say nothing', () => {
    expect(robustZ(new Decimal(9), decimals('1 2 3 4 5 6 7'))).toEqual({ silent: 'no_data' });
  });

  test('others that are all equal give no scale, and never a division by zero', () => {
    expect(robustZ(new Decimal(9), steady)).toEqual({ silent: 'no_scale' });
    expect(z(robustZ(new Decimal(5), steady))).toBe('0');
  });

  test('where more than half are equal, the mean deviation is the scale', () => {
    // Mean absolute deviation from the median 5 is (0 × 6 + 2 + 2) ÷ 8 = 0.5; 4 ÷ (1.253314 × 0.5).
    expect(z(robustZ(new Decimal(9), decimals('5 5 5 5 5 5 3 7')))).toBe('6.3831');
  });
});

describe('a month against the same months of other years', () => {
  // Made up: a season that repeats, with a step of 1 to 3 a year, and a last month that falls.
  const year = (step: number) => Array.from({ length: 12 }, (_, month) => new Decimal(100 + month * 10 + step));
  const steps = [0, 1, 3, 4];
  const months = steps.flatMap((step) => year(step));

  test('the season itself is no news', () => {
    expect(z(seasonalZ(months, { season: 12, window: 24 }))).toBe('-0.6745');
  });

  test('a fall out of season is', () => {
    const fallen = [...months.slice(0, -1), new Decimal(150)];
    // Of the 24 differences before it twelve are 1 and twelve 2; its own is 150 − 213: 0.6745 × −64.5 ÷ 0.5.
    expect(z(seasonalZ(fallen, { season: 12, window: 24 }))).toBe('-87.0105');
  });

  test('a missing month makes no difference, and is no zero', () => {
    const differences = seasonalDifferences([new Decimal(1), null, new Decimal(3), new Decimal(4)], 2);
    expect(differences.map((one) => one?.toFixed() ?? null)).toEqual([null, null, '2', null]);
    expect(seasonalZ([...months, null], { season: 12, window: 24 })).toEqual({ silent: 'missing' });
  });
});
