import { describe, expect, it, test } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { say } from '../../../services/commitments/words.ts';
import { months, report, series } from '../../support/evidence.ts';
import { drawn, judgedChart, pointsOf, wayOf } from '../../support/judged-charts.ts';

// All figures are made up.
const AT = Temporal.Instant.from('2026-06-20T09:00:00Z');

describe('a level by a date', () => {
  const specs = { level: series('Level', { frequency: 'year' }) };
  const rule = {
    kind: 'target-by-date',
    series: 'level',
    unit: 't',
    baseline: { period: '2015', value: '100', source: 'made up' },
    low: '400',
    high: '800',
    by: '2030',
  };
  const levels = ['100', '120', '115', '140', '150', '190', '180', '220', '240', '250'];
  const reports = levels.map((value, index) => report('level', String(2015 + index), value));

  it('is drawn with the way from the baseline, the target, and the range that was promised', () => {
    const chart = drawn({ rule, series: specs, reports, at: AT });
    expect(chart.form).toBe('level');
    expect(pointsOf(chart).slice(-2)).toEqual(['2023 240', '2024 250']);
    expect(chart.required).toMatchObject({ is: 'required', way: 'compound' });
    expect(wayOf(chart)).toEqual([['2015-07-01 100', '2030-07-01 400']]);
    expect(chart.target).toMatchObject({ value: '400', is: 'floor', to: Temporal.PlainDate.from('2031-01-01') });
    expect(chart.band).toEqual({ low: '400', high: '800' });
  });

  it('tells the level that was required when the newest one was judged', () => {
    const { judgement, chart } = judgedChart({ rule, series: specs, reports, at: AT });
    const { what, result } = judgement.steps.find((step) => step.what === 'level on the way to the target')!;
    expect(what).toBeDefined();
    expect(`${chart!.judged!.required} t`).toBe(result);
  });

  it('has the very interval that the rule projects, and none where the rule has none', () => {
    const { judgement, chart } = judgedChart({ rule, series: specs, reports, at: AT });
    const { result } = judgement.steps.find((step) => step.what.startsWith('projection'))!;
    const { low, high } = chart!.projection!.to;
    expect(result).toContain(`between ${say(new Decimal(low), 't')} and ${say(new Decimal(high), 't')};`);
    expect(chart!.projection!.to.on.toString()).toBe('2030-07-01');
    expect(drawn({ rule, series: specs, reports: reports.slice(-3), at: AT }).projection).toBeNull();
  });

  it('that is to fall is allowed no more than its way', () => {
    const falling = { ...rule, direction: 'fall', baseline: { ...rule.baseline, value: '900' }, path: 'linear' };
    const { judgement, chart } = judgedChart({ rule: falling, series: specs, reports, at: AT });
    expect(chart!.required).toMatchObject({ is: 'allowed', way: 'linear' });
    expect(wayOf(chart!)).toEqual([['2015-07-01 900', '2030-07-01 800']]);
    const margin = new Decimal(chart!.judged!.required!).minus(chart!.judged!.value);
    expect(margin.toFixed()).toBe(judgement.margin!.value);
  });

  it('of "up to" has nothing that is required', () => {
    const { low: _, ...open } = rule;
    const chart = drawn({ rule: open, series: specs, reports, at: AT });
    expect(chart).toMatchObject({ required: null, band: null, target: { value: '800', is: 'ceiling' } });
  });

  it('leaves a year without a figure as a gap', () => {
    const gapped = [report('level', '2015', '100'), report('level', '2018', '120')];
    expect(pointsOf(drawn({ rule, series: specs, reports: gapped, at: AT }))).toEqual([
      '2015 100',
      '2016 missing',
      '2017 missing',
      '2018 120',
    ]);
  });
});

describe('a cut from a baseline', () => {
  const specs = { a: series('Output of A'), b: series('Output of B'), c: series('Output of C') };
  const member = (name: string, id: string, cut: string) => ({
    name,
    series: id,
    pledges: [
      { from: '2026-01', baseline: '100', cut, source: 'made up' },
      { from: '2026-03', baseline: '100', cut: cut === '0' ? '0' : '20', source: 'made up' },
    ],
  });
  const rule = {
    kind: 'cut-from-baseline',
    unit: 't',
    members: [member('A', 'a', '10'), member('B', 'b', '10'), member('C', 'c', '0')],
  };

  it('is drawn as the output of those who pledged, against what they pledged to produce', () => {
    const reports = [
      ...months('a', '2026-01', ['95', '91', '85', '80']),
      ...months('b', '2026-01', ['90', null, '80', '85']),
      ...months('c', '2026-01', ['500', '500', '500', '500']),
    ];
    const { judgement, chart } = judgedChart({ rule, series: specs, reports, at: AT });
    expect(pointsOf(chart!)).toEqual(['2026-01 185', '2026-02 missing', '2026-03 165', '2026-04 165']);
    expect(wayOf(chart!)).toEqual([
      ['2026-01-01 180', '2026-02-01 180'],
      ['2026-03-01 160', '2026-04-01 160', '2026-05-01 160'],
    ]);
    expect(chart!.required).toMatchObject({ is: 'allowed', way: 'stepped' });
    expect(chart!.judged).toMatchObject({ value: judgement.value!.value, required: judgement.target!.value });
  });
});

test('where a conversion has no rate for a year there is no chart, as there is no verdict', () => {
  const rates = { from: 'kt', to: 't', by_year: { '2020': { factor: '1000', source: 'made up' } } } as const;
  const conversions = { rate: { ...rates, version: 1, standing: 'exact', source: 'made up' } } as const;
  const pledges = [{ from: '2026-01', baseline: '100', cut: '10', source: 'made up' }];
  const { judgement, chart } = judgedChart({
    rule: { kind: 'cut-from-baseline', unit: 't', members: [{ name: 'A', series: 'a', pledges }] },
    series: { a: series('Output of A', { unit: 'kt' }) },
    reports: months('a', '2026-01', ['95'], { unit: 'kt' }),
    conversions,
    at: AT,
  });
  expect(judgement.standing).toBe('unknown');
  expect(chart).toBeNull();
});
