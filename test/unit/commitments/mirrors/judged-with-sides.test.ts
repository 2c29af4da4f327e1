import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundRule } from '../../../../services/commitments/registry.ts';
import { windowsOf } from '../../../../services/commitments/windows.ts';
import { AT, dealWith, judged, report } from '../../../support/evidence.ts';
import {
  CIF_TO_FOB,
  IN_WEIGHT,
  inWeight,
  judgement,
  least,
  tonnes,
  trade,
  WEIGHTS,
} from '../../../support/mirrored-trade.ts';

describe('a judgement with two sides', () => {
  const reports = [...tonnes('5', '50'), report('exports', '2024', '9')];

  test('stands where it would stand without: the sides move nothing', () => {
    const { sides, quality, ...beside } = judgement(reports, inWeight);
    const alone = judged({ commitment: least('t'), series: WEIGHTS, conversions: CIF_TO_FOB, reports });
    const { sides: none, quality: own, ...without } = alone;
    expect(sides[0]!.says).toBe('disagree');
    expect(none).toEqual([]);
    expect(beside).toEqual(without);
    expect(quality).toEqual({ ...own, sides: 'disagree' });
  });

  test('names every vintage that was given of either side, apart from those that the rule was given', () => {
    const { inputs, sides } = judgement(reports, inWeight);
    expect(inputs).toEqual(['imports@2025#Publisher']);
    expect(sides[0]!.inputs).toEqual(['exports@2024#Publisher', 'exports@2025#Publisher', 'imports@2025#Publisher']);
    expect(sides[0]!.vintages).toEqual(['exports@2025#Publisher', 'imports@2025#Publisher']);
  });

  test('reads the other side over the years that can be compared, and the rule never sees it', () => {
    const spec = least('t');
    const deal = dealWith({ series: WEIGHTS, commitment: spec, mirrors: { tin: trade(IN_WEIGHT) } });
    expect(windowsOf(deal, boundRule(spec), AT).filter(({ mirror }) => mirror)).toMatchObject([
      { series: 'imports', from: Temporal.PlainYearMonth.from('2023-01') },
      { series: 'exports', from: Temporal.PlainYearMonth.from('2023-01') },
    ]);
  });

  test('is the same whatever the order of the rows', () => {
    const text = JSON.stringify(judgement(reports, inWeight));
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(JSON.stringify(judgement(shuffled, inWeight))).toBe(text);
      }),
    );
  });

  test('does not change by the passing of days alone', () => {
    const now = JSON.stringify(judgement(reports, inWeight));
    for (const hours of [24, 30 * 24]) {
      expect(JSON.stringify(judgement(reports, { ...inWeight, at: AT.add({ hours }) }))).toBe(now);
    }
  });
});
