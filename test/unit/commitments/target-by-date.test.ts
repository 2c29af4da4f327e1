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
