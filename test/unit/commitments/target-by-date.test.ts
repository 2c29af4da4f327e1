import { describe, expect, it } from 'vitest';
import { severity } from '../../../config/vocabulary/standing.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { assess, report, series } from '../../support/evidence.ts';

const UNIT = 't REO/year';
const specs = { capacity: series('Capacity', { unit: UNIT, frequency: 'year', evidence: ['reported', 'proxy'] }) };
// Nameplate of Lynas at Gebeng, "up to 22,000 t REO a year": ISIS Malaysia by way of xe.today, 2025-12-13.
const rule = {
  kind: 'target-by-date',
  series: 'capacity',
  unit: UNIT,
  baseline: { period: '2025', value: '22000', source: 'ISIS Malaysia' },
  low: '66000',
  high: '88000',
  by: '2030',
  substantial: '0.95',
  moderate: '0.60',
};
const tonnes = (period: string, value: string | null, more: Partial<KnownObservation> = {}) =>
  report('capacity', period, value, { unit: UNIT, ...more });
const run = (reports: KnownObservation[], at = '2027-06-01T00:00:00Z', terms = {}) =>
  assess({ rule: { ...rule, ...terms }, series: specs, reports, at: Temporal.Instant.from(at) });

// Capacities after 2025 are made up: 22,000 t at the growth that threefold needs is 27,406.08 t in 2026.
describe('a level that is due by a date', () => {
  it('with the baseline alone it is unknown, and says what growth is needed from here', () => {
    const finding = run([tonnes('2025', '22000')]);
    expect(finding).toMatchObject({
      standing: 'unknown',
      value: { value: '22000', unit: UNIT },
      target: { value: '66000', unit: UNIT },
      period: '2025',
      wayBack: 'From 22,000 t REO/year in 2025, growth of 24.57% a year to reach 66,000 t REO/year by 2030.',
    });
    expect(finding.steps).toEqual([
      {
        what: 'growth needed from 2025 to 66,000 t REO/year',
        arithmetic: '(66000 ÷ 22000)^(1 ÷ 5) - 1',
        result: '0.245730939616 (24.57% a year)',
      },
      {
        what: 'growth needed from 2025 to 88,000 t REO/year',
        arithmetic: '(88000 ÷ 22000)^(1 ÷ 5) - 1',
        result: '0.319507910773 (31.95% a year)',
      },
      {
        what: 'projection to 2030, by bootstrap/1',
        arithmetic: 'none',
        result: '0 growth steps are known, and 8 are needed',
      },
    ]);
    expect(finding.remarks).toContain('The baseline is 22000 t REO/year in 2025 (ISIS Malaysia).');
  });

  it.each([
    ['27500', 'on_track'],
    ['27200', 'on_track'],
    ['27100', 'at_risk'],
    ['25300', 'at_risk'],
    ['25200', 'off_track'],
    ['22000', 'off_track'],
    ['20000', 'off_track'],
  ])('%s t a year on, %s', (value, standing) => {
    expect(run([tonnes('2025', '22000'), tonnes('2026', value)]).standing).toBe(standing);
  });

  it('shows growth, growth required, and the room against the way to the target', () => {
    const finding = run([tonnes('2026', '25300')]);
    expect(finding.reason).toBe(
      'Capacity: 25,300 t REO/year in 2026: growth of 15% a year since 2025, 61% of the 24.57% a year that 66,000 t REO/year by 2030 needs.',
    );
    expect(finding.margin).toEqual({ value: '-2106.080671541381', unit: UNIT });
    expect(finding.wayBack).toContain('growth of 27.09% a year to reach 66,000 t REO/year by 2030');
  });

  it('reached before the date, it is kept', () => {
    expect(run([tonnes('2026', '66000')]).standing).toBe('compliant');
    expect(run([tonnes('2026', '65999.99')]).standing).toBe('on_track');
  });

  it('once the date is over the level is judged, not the growth', () => {
    expect(run([tonnes('2030', '65999')], '2031-02-01T00:00:00Z')).toMatchObject({
      standing: 'breached',
      margin: { value: '-1', unit: UNIT },
    });
    expect(run([tonnes('2030', '66000')], '2031-02-01T00:00:00Z').standing).toBe('compliant');
    expect(run([tonnes('2031', '70000')], '2031-02-01T00:00:00Z').standing).toBe('compliant');
  });

  it('a figure of the year of the date is judged by its growth while that year runs', () => {
    expect(run([tonnes('2030', '65000')], '2030-09-01T00:00:00Z').standing).toBe('on_track');
  });

  it('when the date is over and its figure is not known yet, nothing is said', () => {
    const finding = run([tonnes('2029', '65000')], '2031-02-01T00:00:00Z');
    expect(finding).toMatchObject({
      standing: 'unknown',
      reason: '2030 has passed, and the newest figure is of 2029.',
    });
  });

  it('a projection for a year that has not begun is no figure', () => {
    const finding = run([tonnes('2026', '25300'), tonnes('2030', '90000', { status: 'estimated' })]);
    expect(finding.period).toBe('2026');
    expect(finding.remarks).toContain('Capacity, 2030 had not begun, and is not counted.');
  });

  it('a newest period without a value is unknown, not the one before', () => {
    for (const status of ['missing', 'suppressed'] as const) {
      const finding = run([tonnes('2026', '20000'), tonnes('2027', null, { status })]);
      expect(finding).toMatchObject({ standing: 'unknown', value: null, period: '2027' });
    }
  });

  it('a base of zero is no base', () => {
    const finding = run([tonnes('2026', '25300')], undefined, { baseline: { ...rule.baseline, value: '0' } });
    expect(finding).toMatchObject({ standing: 'unknown' });
    expect(finding.reason).toContain('no growth can be computed');
  });

  it('figures from before the baseline are not looked at', () => {
    expect(run([tonnes('2024', '30000')])).toMatchObject({
      standing: 'unknown',
      reason: 'No figures are known for Capacity.',
    });
  });

  it('a baseline that the series contradicts is told', () => {
    expect(run([tonnes('2025', '21000')]).remarks).toContain(
      'The baseline is 22000 t REO/year in 2025 (ISIS Malaysia), while the series has 21000 t REO/year for that period.',
    );
  });

  it('a lower level never has a better standing', () => {
    const severities = ['66000', '40000', '27200', '26000', '24000', '1', '0'].map((value) =>
      severity(run([tonnes('2026', value)]).standing),
    );
    expect(severities).toEqual(severities.toSorted());
  });

  it('a promise that starts at or below its baseline, or ends before it begins, is refused', () => {
    expect(() => run([], undefined, { low: '22000' })).toThrow(/above the baseline/);
    expect(() => run([], undefined, { by: '2025' })).toThrow(/follow the baseline/);
    expect(() => run([], undefined, { low: '90000' })).toThrow(/low is above high/);
    expect(() => run([], undefined, { low: undefined, high: undefined })).toThrow(/low, high or both/);
    expect(() => run([], undefined, { by: 'soon' })).toThrow(/is no period: write 2026-07/);
  });
});

describe('a promise of "up to"', () => {
  const upTo = (reports: KnownObservation[], at?: string) => run(reports, at, { low: undefined });

  it('is never missed from below', () => {
    expect(upTo([tonnes('2026', '22000')]).standing).toBe('on_track');
    expect(upTo([tonnes('2026', '1')]).standing).toBe('on_track');
    expect(upTo([tonnes('2030', '1')], '2031-02-01T00:00:00Z').standing).toBe('compliant');
    expect(upTo([tonnes('2026', '1')])).toMatchObject({ target: { value: '88000', unit: UNIT }, wayBack: null });
  });

  it('going beyond it is told, and is no drift', () => {
    const finding = upTo([tonnes('2026', '90000')]);
    expect(finding.standing).toBe('on_track');
    expect(finding.remarks).toContain('90,000 t REO/year is above the "up to 88,000 t REO/year" by 2030.');
  });

  it('is unknown while nothing is known since the baseline', () => {
    expect(upTo([tonnes('2025', '22000')])).toMatchObject({
      standing: 'unknown',
      value: { value: '22000', unit: UNIT },
    });
  });
});

describe('what a level may still lose', () => {
  const rooms = (value: string, terms = {}, at?: string) =>
    run([tonnes('2026', value)], at, terms).headroom.map(({ to, quantity }) => `${to} ${quantity.value}`);

  it('is told in its own unit, by the growth that each standing needs', () => {
    // 22,000 t at 0.95 and 0.60 of the growth that threefold in five years needs.
    expect(rooms('27300')).toEqual(['at_risk 164.223362035688', 'off_track 2056.351597075171']);
    expect(rooms('26000')).toEqual(['off_track 756.351597075171']);
    expect(rooms('22000')).toEqual([]);
  });

  it('of one that is reached is what is beyond it, or above the way to it', () => {
    expect(rooms('66000')[0]).toBe('on_track 0');
    expect(rooms('70000')).toHaveLength(3);
    expect(run([tonnes('2031', '70000')], '2032-02-01T00:00:00Z').headroom).toEqual([
      { to: 'breached', quantity: { value: '4000', unit: UNIT } },
    ]);
  });

  it('is shown with its arithmetic', () => {
    const { steps } = run([tonnes('2026', '6000')], undefined, {
      path: 'linear',
      baseline: { period: '2025', value: '5000', source: 'made up' },
      low: '10000',
      high: undefined,
    });
    expect(steps).toContainEqual({
      what: 'headroom to at risk',
      arithmetic: '6000 t REO/year - (5000 t REO/year + 950 × 1), for 0.95 of the growth required',
      result: '50 t REO/year',
    });
  });

  it('is none for what cannot be missed, nor where nothing is judged', () => {
    expect(rooms('22000', { low: undefined })).toEqual([]);
    expect(run([tonnes('2025', '22000')]).headroom).toEqual([]);
  });
});

describe('progress', () => {
  it('is told in the words of its method, with the score', () => {
    const step = (value: string) => run([tonnes('2026', value)]).steps.find(({ what }) => what === 'progress');
    expect(step('25300')).toEqual({
      what: 'progress',
      arithmetic: 'score of the ratio 0.610423743281, from -5 to 5',
      result: '0.07: moderate progress',
    });
    expect(step('20000')!.result).toBe('-4.04: deterioration');
  });

  it('that came back is substantial, and moderate, from ratios of their own', () => {
    const at = (value: string, close?: object) => run([tonnes('2026', value)], undefined, { close });
    const close = { substantial: '1.05', moderate: '0.70' };
    expect(at('27200', close)).toMatchObject({ standing: 'on_track', closing: 'at_risk' });
    expect(at('28000', close)).toMatchObject({ standing: 'on_track', closing: 'on_track' });
    expect(at('25300', close)).toMatchObject({ standing: 'at_risk', closing: 'off_track' });
    expect(at('25300')).not.toHaveProperty('closing');
    expect(() => at('1', { substantial: '0.9' })).toThrow(/is below substantial, by which the drift begins/);
    expect(() => run([], undefined, { moderate: '0.96' })).toThrow(/is above substantial/);
  });
});

describe('a level that is to fall', () => {
  // All figures are made up: from 1,000 t a year in 2025 to at most 500 in 2030, 100 less every year.
  const fall = (value: string, terms = {}, at?: string, period = '2026') =>
    run([tonnes(period, value)], at, {
      direction: 'fall',
      baseline: { period: '2025', value: '1000', source: 'made up' },
      low: '400',
      high: '500',
      path: 'linear',
      ...terms,
    });

  it('is judged by how much of the fall that it needs was made, and has its margin and headroom above it', () => {
    const finding = fall('930');
    expect(finding).toMatchObject({
      standing: 'at_risk',
      target: { value: '500', unit: UNIT },
      margin: { value: '-30', unit: UNIT },
      headroom: [{ to: 'off_track', quantity: { value: '10', unit: UNIT } }],
      wayBack: 'From 930 t REO/year in 2026, growth of -107.5 t REO/year a year to reach 500 t REO/year by 2030.',
    });
    expect(fall('905').standing).toBe('on_track');
    expect(fall('905.01').standing).toBe('at_risk');
    expect(fall('941').standing).toBe('off_track');
    expect(fall('1100').standing).toBe('off_track');
  });

  it('is kept once it is low enough, and missed when it is too high at the date', () => {
    expect(fall('500')).toMatchObject({ standing: 'compliant', margin: { value: '0' } });
    const late = '2031-02-01T00:00:00Z';
    expect(fall('501', {}, late, '2030')).toMatchObject({
      standing: 'breached',
      reason: 'Capacity: 501 t REO/year in 2030, above the 500 t REO/year that was due by 2030.',
      wayBack: 'A level of 500 t REO/year, 1 t REO/year less; the date itself has passed.',
    });
    expect(fall('450', {}, late, '2030')).toMatchObject({
      standing: 'compliant',
      headroom: [{ to: 'breached', quantity: { value: '50' } }],
    });
  });

  it('of "down to" cannot be missed from above, and going beyond it is told', () => {
    const finding = fall('390', { high: undefined });
    expect(finding).toMatchObject({ standing: 'on_track', target: { value: '400' } });
    expect(finding.reason).toContain('"down to 400 t REO/year" by 2030 cannot be missed from above');
    expect(finding.remarks).toContain('390 t REO/year is below the "down to 400 t REO/year" by 2030.');
  });

  it('may fall by the same rate every year', () => {
    expect(fall('870', { path: 'compound' }).standing).toBe('on_track');
    expect(fall('900', { path: 'compound' }).standing).toBe('at_risk');
  });

  it('a higher level never has a better standing', () => {
    const severities = ['300', '500', '900', '910', '930', '940', '941', '1000', '2000'].map((value) =>
      severity(fall(value).standing),
    );
    expect(severities).toEqual(severities.toSorted());
  });

  it('has to lead below its baseline', () => {
    expect(() => fall('1', { high: '1000' })).toThrow(/must be below the baseline/);
  });
});
