import { describe, expect, it } from 'vitest';
import { assess, months, series } from '../../../support/evidence.ts';

describe('a quantity in every quarter or month', () => {
  // Made-up tonnes.
  const run = (values: readonly (string | null)[], terms = {}, first = '2026-01') =>
    assess({
      rule: {
        kind: 'quantity-per-period',
        series: 'flow',
        unit: 't',
        every: 'quarter',
        floor: '30',
        from: '2025-01',
        ...terms,
      },
      series: { flow: series('Flow') },
      reports: months('flow', first, values),
    });

  it('is judged in the newest quarter, by its pace and at its end by its level', () => {
    expect(run(['10', '10', '10', '9'])).toMatchObject({
      standing: 'at_risk',
      period: '2026-04',
      target: { value: '30' },
      wayBack: '10.5 t a month over the last 2 months of 2026-Q2.',
    });
    expect(run(['10', '10', '9'])).toMatchObject({ standing: 'breached', period: '2026-Q1' });
    expect(run(['10', '10', '10'])).toMatchObject({ standing: 'compliant', period: '2026-Q1' });
  });

  it('a quarter that missed is told when the next one begins', () => {
    expect(run(['10', '10', '9', '12']).remarks).toContain('2026-Q1 closed at 29 t, short of the floor of 30 t.');
  });

  it('carries what one quarter falls short by into the next', () => {
    const finding = run(['10', '10', '7', '11', '11', '11'], { carry_over: true, from: '2026-01' });
    expect(finding).toMatchObject({ standing: 'compliant', target: { value: '33' }, period: '2026-Q2' });
    expect(finding.steps).toContainEqual({
      what: 'shortfall of 2026-Q1, carried over',
      arithmetic: '30 t - 27 t',
      result: '3 t',
    });
  });

  it('expects its share of a quarter in which it begins', () => {
    const finding = run(['9', '9'], { from: '2026-02' }, '2026-02');
    expect(finding).toMatchObject({ standing: 'off_track', target: { value: '20' } });
    expect(finding.steps).toContainEqual({
      what: 'share of the quarter from 2026-02',
      arithmetic: '30 t × 2 ÷ 3 months',
      result: '20 t',
    });
  });

  it('of every month is judged month by month', () => {
    expect(run(['10', '9'], { every: 'month', floor: '10' })).toMatchObject({
      standing: 'breached',
      period: '2026-02',
    });
    const over = run(['9', '11'], { every: 'month', floor: undefined, ceiling: '10' });
    expect(over).toMatchObject({
      standing: 'off_track',
      wayBack: '2026-02 stays 1 t above its ceiling; in 2026-03 no more than 10 t.',
    });
  });

  it('of every quarter follows the season of the same quarter', () => {
    const base = months('flow', '2020-01', ['1', '1', '4', ...Array.from({ length: 9 }, () => '1')]);
    const finding = assess({
      rule: {
        kind: 'quantity-per-period',
        series: 'flow',
        unit: 't',
        every: 'quarter',
        floor: '30',
        from: '2025-01',
        proration: { seasonal: { base_year: 2020 } },
      },
      series: { flow: series('Flow') },
      reports: [...base, ...months('flow', '2026-01', ['5', '5'])],
    });
    expect(finding).toMatchObject({ standing: 'on_track', margin: { value: '0', unit: 't' } });
  });
});
