import { describe, expect, it } from 'vitest';
import { months, report, series } from '../../support/evidence.ts';
import { drawn, judgedChart, pointsOf, wayOf } from '../../support/judged-charts.ts';

// All figures are made up.
const specs = { tin: series('Tin'), ore: series('Ore') };
const AT = Temporal.Instant.from('2026-06-20T09:00:00Z');

describe('a quantity a year', () => {
  const rule = { kind: 'quantity-per-period', series: 'tin', unit: 't', every: 'year', floor: '24', from: '2025-01' };
  const reports = [...months('tin', '2025-11', ['1', '2']), ...months('tin', '2026-01', ['1', '3', '2'])];

  it('is drawn as the sum in each year, against the even pace and the quantity', () => {
    const chart = drawn({ rule, series: specs, reports, at: AT });
    expect(chart.form).toBe('running_sum');
    expect(pointsOf(chart)).toEqual(['2026-01 1', '2026-01/2026-02 4', '2026-Q1 6']);
    expect(wayOf(chart)).toEqual([
      ['2025-01-01 0', '2026-01-01 24'],
      ['2026-01-01 0', '2027-01-01 24'],
    ]);
    expect(chart.target).toMatchObject({ value: '24', is: 'floor' });
  });

  it('tells the value that was judged, and what was required by then', () => {
    const { judgement, chart } = judgedChart({ rule, series: specs, reports, at: AT });
    expect(chart!.judged).toMatchObject({ value: judgement.value!.value, required: '6' });
    expect(judgement.margin!.value).toBe('0');
  });

  it('ends before the first month that is not known, which is marked to the end of what is', () => {
    const gapped = months('tin', '2026-01', ['1', null, '2']);
    expect(pointsOf(drawn({ rule, series: specs, reports: gapped, at: AT }))).toEqual([
      '2026-01 1',
      '2026-01/2026-02 missing',
      '2026-Q1 missing',
    ]);
  });

  it('goes on over a gap under a ceiling, where more could but add', () => {
    const { floor, ...open } = rule;
    const gapped = months('tin', '2026-01', ['1', null, '2']);
    const chart = drawn({ rule: { ...open, ceiling: floor }, series: specs, reports: gapped, at: AT });
    expect(pointsOf(chart)).toEqual(['2026-01 1', '2026-01/2026-02 missing', '2026-Q1 3']);
    expect(chart.required).toBeNull();
    expect(chart.target).toMatchObject({ is: 'ceiling' });
  });

  it('shows a provisional month that the rule does not count yet as provisional', () => {
    const provisional = [
      ...months('tin', '2026-01', ['1', '3']),
      report('tin', '2026-03', '2', { status: 'provisional' }),
    ];
    const chart = drawn({ rule, series: specs, reports: provisional, at: AT });
    expect(pointsOf(chart).at(-1)).toBe('2026-Q1 6 provisional');
    expect(chart.judged).toMatchObject({ value: '4' });
  });

  it('has neither a pace nor a requirement where no start is stated, and says so', () => {
    const { from: _, floor, ...open } = rule;
    const undated = { ...open, expectation: floor, undated: 'no first year is stated' };
    const chart = drawn({ rule: undated, series: specs, reports, at: AT });
    expect(chart.required).toBeNull();
    expect(chart.judged!.required).toBeNull();
    expect(chart.notes).toContain('Nothing is due on a known date: no first year is stated.');
  });

  it('is drawn in the unit of the promise', () => {
    const conversions = {
      'kg-to-t': { from: 'kg', to: 't', divisor: '1000', version: 1, standing: 'exact', source: 'definition' },
    } as const;
    const kilos = { tin: series('Tin', { unit: 'kg' }) };
    const chart = drawn({
      rule,
      series: kilos,
      conversions,
      at: AT,
      reports: months('tin', '2026-01', ['500', '250'], { unit: 'kg' }),
    });
    expect(pointsOf(chart)).toEqual(['2026-01 0.5', '2026-01/2026-02 0.75']);
  });

  it('owes its share in a first year that is broken, and what it owes is drawn from its start', () => {
    const broken = { ...rule, from: '2026-04' };
    const chart = drawn({
      rule: broken,
      series: specs,
      at: AT,
      reports: months('tin', '2026-01', ['1', '3', '2', '5', '4']),
    });
    expect(pointsOf(chart)).toEqual(['2026-04 5', '2026-04/2026-05 9']);
    expect(wayOf(chart)).toEqual([['2026-04-01 0', '2027-01-01 18']]);
    expect(chart.target).toMatchObject({ value: '18', from: Temporal.PlainDate.from('2026-04-01') });
  });

  it('follows the months of a base year where its pace is seasonal', () => {
    const seasonal = { ...rule, from: '2026-01', proration: { seasonal: { base_year: 2025 } } };
    const base = months('tin', '2025-01', ['3', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '1']);
    const chart = drawn({
      rule: seasonal,
      series: specs,
      reports: [...base, ...months('tin', '2026-01', ['20'])],
      at: AT,
    });
    const run = wayOf(chart).at(-1)!;
    expect(run).toHaveLength(13);
    expect([run[1], run[11], run[12]]).toEqual(['2026-02-01 18', '2026-12-01 18', '2027-01-01 24']);
    expect(chart.required!.label).toBe('seasonal pace, by the months of 2025');
  });

  it('is drawn as columns where a figure is a whole period', () => {
    const yearly = { tin: series('Tin', { frequency: 'year' }) };
    const chart = drawn({
      rule: { ...rule, from: '2022-01' },
      series: yearly,
      reports: [report('tin', '2022', '24'), report('tin', '2024', '23')],
      at: AT,
    });
    expect(chart.form).toBe('flow');
    expect(pointsOf(chart)).toEqual(['2022 24', '2023 missing', '2024 23']);
    expect(chart.judged).toMatchObject({ value: '23', required: '24' });
  });
});

describe('a sum by a date', () => {
  const rule = {
    kind: 'cumulative-by-date',
    series: ['tin', 'ore'],
    unit: 't',
    target: '48',
    binds: 'floor',
    from: '2026-01',
    by: '2027-12',
  };

  it('is drawn of all its lines, over the months that every one of them has', () => {
    const reports = [...months('tin', '2026-01', ['1', '2', '3']), ...months('ore', '2026-01', ['10', '10'])];
    const chart = drawn({ rule, series: specs, reports, at: AT });
    expect(pointsOf(chart)).toEqual(['2026-01 11', '2026-01/2026-02 23', '2026-Q1 missing']);
    expect(wayOf(chart)).toEqual([['2026-01-01 0', '2028-01-01 48']]);
    expect(chart.judged).toMatchObject({ value: '23', required: '4' });
    expect(chart.of).toBe('Tin and Ore');
  });

  it('is not drawn while one of its lines is silent: a sum without it is none', () => {
    expect(judgedChart({ rule, series: specs, reports: months('tin', '2026-01', ['1']), at: AT }).chart).toBeNull();
  });

  it('without dates is the sum of all that is reported, and has no pace', () => {
    const { from: _, by: __, ...open } = rule;
    const undated = { ...open, binds: 'expectation', undated: 'no date is stated' };
    const chart = drawn({ rule: undated, series: specs, reports: months('tin', '2025-11', ['1', null, '3']), at: AT });
    expect(pointsOf(chart)).toEqual(['2025-11 1', '2025-11/2025-12 missing', '2025-11/2026-01 4']);
    expect(chart.required).toBeNull();
    expect(chart.target).toMatchObject({ value: '48', is: 'expectation' });
  });
});
