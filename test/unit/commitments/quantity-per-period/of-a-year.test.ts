import { describe, expect, it } from 'vitest';
import type { KnownObservation } from '../../../../services/commitments/rule.ts';
import { assess, months, report, series } from '../../../support/evidence.ts';

describe('a quantity in every year', () => {
  // Made-up tonnes.
  const specs = { flow: series('Flow') };
  const run = (reports: KnownObservation[], terms = {}, spec = specs) =>
    assess({
      rule: {
        kind: 'quantity-per-period',
        series: 'flow',
        unit: 't',
        every: 'year',
        floor: '120',
        from: '2024-01',
        ...terms,
      },
      series: spec,
      reports,
    });
  const tens = (count: number, first = '2026-01') =>
    months(
      'flow',
      first,
      Array.from({ length: count }, () => '10'),
    );

  it('the pace counts the months that are reported, not those that have passed', () => {
    expect(run(tens(3))).toMatchObject({
      standing: 'on_track',
      margin: { value: '0', unit: 't' },
      period: '2026-Q1',
    });
  });

  it('a month without a value ends the count, and later months are told as reported, not counted', () => {
    const finding = run(months('flow', '2026-01', ['10', '10', null, '500']));
    expect(finding).toMatchObject({ standing: 'on_track', value: { value: '20' }, period: '2026-01/2026-02' });
    expect(finding.remarks).toContain('Flow, 2026-04: reported, not counted.');
  });

  it('a month that nobody reported is a gap too', () => {
    expect(run([...tens(1), ...tens(2, '2026-03')])).toMatchObject({ period: '2026-01', value: { value: '10' } });
  });

  it('a reported zero counts as a month', () => {
    expect(run(months('flow', '2026-01', ['10', '10', '0']))).toMatchObject({
      standing: 'off_track',
      wayBack: '11.11 t a month over the last 9 months of 2026.',
    });
  });

  it('a last month that is provisional is left out, an earlier one is used and told', () => {
    const provisional = months('flow', '2026-01', ['10', '10', '0']).map((one) => ({
      ...one,
      status: 'provisional' as const,
    }));
    const finding = run(provisional);
    expect(finding).toMatchObject({ standing: 'on_track', period: '2026-01/2026-02' });
    expect(finding.remarks).toEqual(
      expect.arrayContaining([
        'Flow, 2026-03: reported, not counted.',
        'Flow, 2026-01 is provisional.',
        'Flow, 2026-02 is provisional.',
      ]),
    );
    expect(run(months('flow', '2026-01', ['0'], { status: 'provisional' })).standing).toBe('unknown');
  });

  it('the sum of a year is no firmer than its least firm month', () => {
    const reports = months('flow', '2026-01', ['10', '10']);
    const { figures } = run([{ ...reports[0]!, status: 'estimated' }, reports[1]!]);
    expect(figures[0]).toMatchObject({ period: '2026-01/2026-02', value: '20', status: 'estimated' });
  });

  it('a correction below zero stays in the sum', () => {
    expect(run(months('flow', '2026-01', ['40', '-10'])).value).toEqual({ value: '30', unit: 't' });
  });

  it('a complete year is judged by its level', () => {
    expect(run(tens(12, '2025-01'))).toMatchObject({ standing: 'compliant', period: '2025' });
    const short = run([...tens(11, '2025-01'), report('flow', '2025-12', '9.5')]);
    expect(short).toMatchObject({ standing: 'breached', margin: { value: '-0.5', unit: 't' } });
    expect(short.reason).toContain('0.5 t short of the floor of 120 t in 2025');
  });

  it('when a new year begins, the closed year that missed is still told', () => {
    const finding = run([
      ...months(
        'flow',
        '2025-01',
        Array.from({ length: 12 }, () => '5'),
      ),
      ...tens(1),
    ]);
    expect(finding).toMatchObject({ standing: 'on_track', period: '2026-01' });
    expect(finding.remarks).toContain('2025 closed at 60 t, short of the floor of 120 t.');
  });

  it('a promise that starts within a year expects its share of it, and cannot be breached by that assumption', () => {
    const finding = run(
      months(
        'flow',
        '2025-01',
        Array.from({ length: 12 }, () => '5'),
      ),
      { from: '2025-07' },
    );
    expect(finding).toMatchObject({
      standing: 'off_track',
      value: { value: '30', unit: 't' },
      target: { value: '60', unit: 't' },
      period: '2025-07/2025-12',
    });
    expect(finding.steps).toContainEqual({
      what: 'share of the year from 2025-07',
      arithmetic: '120 t × 6 ÷ 12 months',
      result: '60 t',
    });
  });

  it('before its start nothing is judged', () => {
    expect(run(tens(3), { from: '2027-01' }).standing).toBe('unknown');
    expect(run(tens(3), { from: '2026-06' }).standing).toBe('unknown');
  });

  it('beyond a ceiling it is off track, and nothing brings it back before the next year', () => {
    const over = run(months('flow', '2026-01', ['100', '21']), { floor: undefined, ceiling: '120' });
    expect(over).toMatchObject({
      standing: 'off_track',
      margin: { value: '-1', unit: 't' },
      wayBack: '2026 stays 1 t above its ceiling; in 2027 no more than 120 t.',
    });
  });

  it('a gap cannot hide that a ceiling is passed', () => {
    const over = run(months('flow', '2026-01', ['100', null, '21']), { floor: undefined, ceiling: '120' });
    expect(over.standing).toBe('off_track');
  });

  it('close under a ceiling is told', () => {
    const near = run(months('flow', '2026-01', ['115']), { floor: undefined, ceiling: '120' });
    expect(near.standing).toBe('on_track');
    expect(near.remarks).toContain('The flow is within 10% of the ceiling of 120 t.');
  });

  it('a year to date is not added to an earlier one', () => {
    const spec = { flow: series('Flow', { frequency: 'year-to-date' }) };
    const reports = [report('flow', '2026-01/2026-02', '20'), report('flow', '2026-01/2026-04', '40')];
    expect(run(reports, {}, spec)).toMatchObject({
      value: { value: '40' },
      period: '2026-01/2026-04',
      standing: 'on_track',
    });
  });

  it('whole years and quarters count their months', () => {
    expect(run([report('flow', '2025', '119')], {}, { flow: series('Flow', { frequency: 'year' }) }).standing).toBe(
      'breached',
    );
    expect(
      run([report('flow', '2026-Q1', '30')], {}, { flow: series('Flow', { frequency: 'quarter' }) }),
    ).toMatchObject({
      standing: 'on_track',
      period: '2026-Q1',
    });
  });

  it('is unknown without any figures, and keeps its target', () => {
    expect(run([])).toMatchObject({
      standing: 'unknown',
      reason: 'No figures are known for Flow.',
      target: { value: '120' },
    });
  });

  it('terms that contradict themselves are refused', () => {
    expect(() => run([], { ceiling: '5' })).toThrow(/one of floor, expectation, ceiling/);
    expect(() => run([], { floor: '0' })).toThrow(/above 0/);
    expect(() => run([], { undated: 'no date' })).toThrow(/from, or undated/);
    expect(() => run([], { on_track: '0.8' })).toThrow(/above on_track/);
    expect(() => run([], { floor: 'many' })).toThrow(/decimal number/);
  });
});
