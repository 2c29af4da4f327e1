import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { report } from '../../../support/evidence.ts';
import { IN_WEIGHT, inWeight, sidesOf, tonnes, trade, WEIGHTS } from '../../../support/mirrored-trade.ts';

describe('what they say of each other', () => {
  test('they disagree beyond the tolerance and not at it, by the unrounded difference', () => {
    // Mean 100, difference 10.
    expect(sidesOf(tonnes('105', '95'), inWeight)).toMatchObject({ says: 'agree', relative: '0.1' });
    const tighter = { series: WEIGHTS, mirror: trade({ ...IN_WEIGHT, tolerance: '0.0999' }) };
    expect(sidesOf(tonnes('105', '95'), tighter).says).toBe('disagree');
    expect(sidesOf(tonnes('95', '105'), tighter)).toMatchObject({ says: 'disagree', relative: '-0.1' });
  });

  test('both nothing is unknown, and no agreement', () => {
    expect(sidesOf(tonnes('0', '0'), inWeight)).toMatchObject({ says: 'unknown', relative: null, index: null });
    expect(sidesOf(tonnes('0', '0'), inWeight).words).toContain('two zeros are no agreement');
  });

  test('nothing against a flow is a flow that one side alone reports', () => {
    expect(sidesOf(tonnes('5', '0'), inWeight)).toMatchObject({ says: 'one_sided', relative: '2', index: '1' });
    expect(sidesOf(tonnes('0', '5'), inWeight)).toMatchObject({ says: 'one_sided', relative: '-2', index: '1' });
  });

  test.each(['missing', 'suppressed'] as const)('a side that is %s is unknown, and no zero', (status) => {
    const sides = sidesOf(tonnes('5', null, { status }), inWeight);
    expect(sides).toMatchObject({ says: 'unknown', period: null, exporter: null, relative: null });
    expect(sides.words).toBe(`Tin from B to A: 2025 is not compared, for want of B's exports, 2025 (${status}).`);
  });

  test('a side that reports nothing at all is unknown, and no zero', () => {
    expect(sidesOf([report('imports', '2025', '5')], inWeight)).toMatchObject({ says: 'unknown', exporter: null });
    expect(sidesOf([], inWeight).words).toBe(
      'Tin from B to A: neither side reports a whole calendar year from 2023-01 on.',
    );
  });

  test('reports that contradict each other are no figure of their side', () => {
    const reports = [...tonnes('5', '5'), report('exports', '2025', '6', { reportedBy: 'Another' })];
    expect(sidesOf(reports, inWeight).words).toContain("B's exports, 2025 (contested)");
  });

  test('a correction that leaves a side below zero cannot be compared', () => {
    expect(sidesOf(tonnes('5', '-1'), inWeight)).toMatchObject({ says: 'unknown', relative: null, index: null });
  });

  test('an estimate is used, and the comparison is marked', () => {
    const sides = sidesOf(tonnes('10', '10', { status: 'estimated' }), inWeight);
    expect(sides).toMatchObject({ says: 'agree', provisional: true });
    expect(sides.remarks).toEqual(["B's exports, 2025: 10 t is estimated."]);
    expect(sidesOf(tonnes('10', '10'), inWeight).provisional).toBe(false);
  });

  test('how far they were apart a year before is told, so that a reader sees what is new', () => {
    const reports = [...tonnes('12', '8'), report('imports', '2024', '10'), report('exports', '2024', '10')];
    const { before, steps } = sidesOf(reports, inWeight);
    expect(before).toEqual({
      period: '2024',
      relative: '0',
      vintages: ['exports@2024#Publisher', 'imports@2024#Publisher'],
    });
    expect(steps.at(-1)).toEqual({
      what: 'relative asymmetry a year before, 2024',
      arithmetic: '(10 t (gross weight) - 10 t (gross weight)) ÷ ((10 t (gross weight) + 10 t (gross weight)) ÷ 2)',
      result: '0',
    });
    expect(sidesOf(reports, inWeight).words).toBe(
      "Tin from B to A, 2025: 12 t (gross weight) by the importer, 8 t (gross weight) by the exporter: the importer's is 40% of their mean above the exporter's, more than the 10% that are tolerated. A year before it was the same as the exporter's.",
    );
  });

  test('the other way round is the same difference with the other sign', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 }).map(String);
    fc.assert(
      fc.property(amount, amount, (more, less) => {
        const [there, back] = [sidesOf(tonnes(more, less), inWeight), sidesOf(tonnes(less, more), inWeight)];
        expect(back.says).toBe(there.says);
        expect(back.index).toBe(there.index);
        const [one, other] = [there.relative, back.relative].map((relative) => new Decimal(relative ?? 0));
        expect(one!.eq(other!.neg())).toBe(true);
      }),
    );
  });
});
