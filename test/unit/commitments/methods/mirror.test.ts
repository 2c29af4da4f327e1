import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { asymmetry, disagrees } from '../../../../services/commitments/methods/mirror.ts';
import { printed } from '../../../support/decimals.ts';

const sides = (importer: string, exporter: string) => ({
  importer: new Decimal(importer),
  exporter: new Decimal(exporter),
});

describe('the two sides of a trade', () => {
  test('disagreed by 0.7283 on rare earths in 2023: China reported 19,081 t, Malaysia acknowledged 3,000 t', () => {
    // New Straits Times, March 2024. Weights: no CIF to FOB factor.
    expect(printed(asymmetry(sides('19081', '3000'))!.index, 6)).toBe('0.728273');
  });

  test('agree at 0', () => {
    expect(asymmetry(sides('5', '5'))).toMatchObject({ relative: new Decimal(0), index: new Decimal(0) });
  });

  test('lie 2 apart when only one of them reports a flow', () => {
    expect(asymmetry(sides('5', '0'))!.relative.toFixed()).toBe('2');
    expect(asymmetry(sides('0', '5'))!.relative.toFixed()).toBe('-2');
    expect(asymmetry(sides('0', '5'))!.index.toFixed()).toBe('1');
  });

  test('neither agree nor disagree when both report nothing', () => {
    expect(asymmetry(sides('0', '0'))).toBeNull();
    expect(disagrees(sides('0', '0'), new Decimal(0))).toBe(false);
  });

  test('disagree beyond a tolerance and not at it', () => {
    // Mean 100, difference 10.
    expect(disagrees(sides('105', '95'), new Decimal('0.1'))).toBe(false);
    expect(disagrees(sides('105', '95'), new Decimal('0.0999'))).toBe(true);
  });
});
