import { describe, expect, it } from 'vitest';
import { severity } from '../../../config/vocabulary/standing.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { assess, months, report, series } from '../../support/evidence.ts';

// All figures are made up.
const specs = { chips: series('Chips', { unit: 'USD' }), parts: series('Parts', { unit: 'USD', evidence: ['proxy'] }) };
const usd = (id: string, first: string, values: readonly (string | null)[], more: Partial<KnownObservation> = {}) =>
  months(id, first, values, { unit: 'USD', ...more });
const run = (reports: KnownObservation[], terms = {}) =>
  assess({
    rule: {
      kind: 'cumulative-by-date',
      series: ['chips', 'parts'],
      unit: 'USD',
      target: '1200',
      binds: 'floor',
      from: '2025-11',
      by: '2026-10',
      ...terms,
    },
    series: specs,
    reports,
  });
const alone = (reports: KnownObservation[], terms = {}) => run(reports, { series: ['chips'], ...terms });
const each = (value: string, count: number) => Array.from({ length: count }, () => value);

describe('a sum that is due by a date', () => {
  it('is held against an even pace over the months from its start', () => {
    const finding = run([...usd('chips', '2025-11', each('60', 5)), ...usd('parts', '2025-11', each('40', 5))]);
    expect(finding).toMatchObject({
      standing: 'on_track',
      value: { value: '500', unit: 'USD' },
      margin: { value: '0', unit: 'USD' },
      period: '2025-11/2026-03',
      evidence: ['official', 'proxy'],
    });
    expect(finding.steps.map(({ arithmetic }) => arithmetic).slice(2, 4)).toEqual([
      '300 USD + 200 USD',
      '1200 USD × 5 ÷ 12 months',
    ]);
  });

  it('counts the months that every line has: no line runs ahead of the pace', () => {
    const finding = run([...usd('chips', '2025-11', each('60', 8)), ...usd('parts', '2025-11', each('40', 5))]);
    expect(finding).toMatchObject({ value: { value: '500' }, period: '2025-11/2026-03' });
    expect(finding.remarks).toContain('Chips, 2026-04: reported, not counted.');
  });

  it('lines of months and of quarters meet at the end of a quarter', () => {
    const quarterly = { chips: specs.chips, parts: series('Parts', { unit: 'USD', frequency: 'quarter' }) };
    const finding = assess({
      rule: {
        kind: 'cumulative-by-date',
        series: ['chips', 'parts'],
        unit: 'USD',
        target: '1200',
        binds: 'floor',
        from: '2026-01',
        by: '2026-12',
      },
      series: quarterly,
      reports: [...usd('chips', '2026-01', each('60', 5)), report('parts', '2026-Q1', '120', { unit: 'USD' })],
    });
    expect(finding).toMatchObject({ value: { value: '300' }, period: '2026-Q1' });
  });

  it('a gap ends the count, and what came before the start is no part of it', () => {
    const finding = alone(usd('chips', '2025-09', ['500', '500', '100', null, '900']));
    expect(finding).toMatchObject({ standing: 'on_track', value: { value: '100' }, period: '2025-11' });
  });

  it('is unknown while a line has no figures, or none from the start on', () => {
    expect(run(usd('chips', '2025-11', each('60', 5)))).toMatchObject({
      standing: 'unknown',
      reason: 'No figures are known for Parts.',
    });
    expect(alone(usd('chips', '2025-12', ['100']))).toMatchObject({
      standing: 'unknown',
      value: null,
      reason: 'No month from 2025-11 on can be counted for Chips.',
    });
  });

  it('at the date the level is judged', () => {
    expect(alone(usd('chips', '2025-11', each('100', 12))).standing).toBe('compliant');
    expect(alone(usd('chips', '2025-11', each('99', 12))).standing).toBe('breached');
    expect(alone(usd('chips', '2025-11', each('99', 12)), { binds: 'expectation' }).standing).toBe('off_track');
  });

  it('reached early, it is kept', () => {
    expect(alone(usd('chips', '2025-11', ['1200'])).standing).toBe('compliant');
  });

  it('a ceiling counts all that is reported, over gaps and with lines that are silent', () => {
    const over = run(usd('chips', '2025-11', ['1000', null, '201']), { binds: 'ceiling' });
    expect(over).toMatchObject({ standing: 'off_track', value: { value: '1201' }, wayBack: null });
    expect(over.remarks).toContain('No figures are known for Parts.');
    const whole = usd('chips', '2025-11', each('1', 12));
    expect(run(whole, { binds: 'ceiling' }).standing).toBe('on_track');
    expect(alone(whole, { binds: 'ceiling' }).standing).toBe('compliant');
  });

  it('less of it never has a better standing', () => {
    const severities = ['1300', '1200', '110', '100', '95', '90', '89', '0'].map((value) =>
      severity(alone(usd('chips', '2025-11', [value])).standing),
    );
    expect(severities).toEqual(severities.toSorted());
  });
});

describe('a sum without dates', () => {
  const undated = { from: undefined, by: undefined, undated: 'no first day is stated' };

  it('is shown and not judged', () => {
    const finding = run(usd('chips', '2024-01', ['100', null, '50']), undated);
    expect(finding).toMatchObject({
      standing: 'unknown',
      value: { value: '150', unit: 'USD' },
      target: { value: '1200', unit: 'USD' },
      period: '2024-Q1',
    });
    expect(finding.reason).toBe(
      'Chips: 150 USD in 2024-Q1 towards the floor of 1,200 USD; nothing is due on a known date: no first day is stated.',
    );
    expect(finding.remarks).toContain('No figures are known for Parts.');
    expect(finding.remarks).toContain(
      'No start is stated: the sum is of all that is reported, which may be more than counts.',
    );
  });

  it('under a ceiling it is judged once a start is known, and never kept for good', () => {
    const flow = usd('chips', '2026-01', ['700', '600']);
    expect(alone(flow, { ...undated, binds: 'ceiling' }).standing).toBe('unknown');
    expect(alone(flow, { ...undated, binds: 'ceiling', from: '2026-01' }).standing).toBe('off_track');
    expect(alone(flow, { ...undated, binds: 'ceiling', from: '2026-02' }).standing).toBe('on_track');
  });

  it('terms that contradict themselves are refused', () => {
    expect(() => run([], { by: undefined })).toThrow(/give from and by/);
    expect(() => run([], { undated: 'none' })).toThrow(/give from and by/);
    expect(() => run([], { by: '2025-01' })).toThrow(/before from/);
    expect(() => run([], { series: ['chips', 'chips'] })).toThrow(/twice/);
    expect(() => run([], { target: '0' })).toThrow(/above 0/);
  });
});

describe('what a sum may still lose', () => {
  const rooms = (value: string, terms = {}) =>
    alone(usd('chips', '2025-11', [value]), terms).headroom.map(({ to, quantity }) => `${to} ${quantity.value}`);

  it('is told to each worse standing: of what is due by now, at the end of the whole', () => {
    expect(rooms('105')).toEqual(['at_risk 5', 'off_track 15']);
    expect(rooms('100')).toEqual(['at_risk 0', 'off_track 10']);
    expect(rooms('95')).toEqual(['off_track 5']);
    expect(rooms('80')).toEqual([]);
    expect(rooms('1300')).toEqual(['on_track 100', 'at_risk 1200', 'off_track 1210']);
    const whole = alone(usd('chips', '2025-11', each('101', 12)));
    expect(whole.headroom).toEqual([{ to: 'breached', quantity: { value: '12', unit: 'USD' } }]);
  });

  it('is shown with its arithmetic', () => {
    const { steps } = alone(usd('chips', '2025-11', ['105']));
    expect(steps.slice(-2)).toEqual([
      { what: 'headroom to at risk', arithmetic: '105 USD - 1 × 100 USD', result: '5 USD' },
      { what: 'headroom to off track', arithmetic: '105 USD - 0.9 × 100 USD', result: '15 USD' },
    ]);
  });

  it('has no room to a risk that a drift would overtake', () => {
    expect(rooms('105', { on_track: '0.9' })).toEqual(['off_track 15']);
  });

  it('is the room under a ceiling', () => {
    expect(rooms('200', { binds: 'ceiling' })).toEqual(['off_track 1000']);
    expect(rooms('1201', { binds: 'ceiling' })).toEqual([]);
  });

  it('is none where nothing is judged', () => {
    expect(rooms('105', { from: undefined, by: undefined, undated: 'no day' })).toEqual([]);
  });
});

describe('a pace that came back', () => {
  const paced = (value: string, close?: object) => alone(usd('chips', '2025-11', [value]), { close });

  it('is on track again, and at risk again, from shares of their own', () => {
    const close = { on_track: '1.05', at_risk: '0.95' };
    expect(paced('106', close)).toMatchObject({ standing: 'on_track', closing: 'on_track' });
    expect(paced('101', close)).toMatchObject({ standing: 'on_track', closing: 'at_risk' });
    expect(paced('92', close)).toMatchObject({ standing: 'at_risk', closing: 'off_track' });
    expect(paced('1200', close)).toMatchObject({ standing: 'compliant', closing: 'compliant' });
    expect(paced('92', { on_track: '1.05' })).toMatchObject({ standing: 'at_risk', closing: 'at_risk' });
    expect(paced('106')).not.toHaveProperty('closing');
  });

  it('has these shares beside its ratio', () => {
    const { steps } = paced('101', { on_track: '1.05' });
    expect(steps.find(({ what }) => what === 'pace ratio')!.result).toBe(
      '1.01; on track from 1, at risk from 0.9; on track again from 1.05, at risk again from 0.9',
    );
  });

  it('cannot be back before it went, nor where there is no pace', () => {
    expect(() => paced('1', { on_track: '0.99' })).toThrow(/is below on_track, by which the drift begins/);
    expect(() => paced('1', { at_risk: '0.8' })).toThrow(/is below at_risk, by which the drift begins/);
    expect(() => paced('1', { at_risk: '1.1' })).toThrow(/is above the on_track by which a drift is over/);
    expect(() => alone([], { binds: 'ceiling', close: {} })).toThrow(/a ceiling has no pace: leave close out/);
  });
});
