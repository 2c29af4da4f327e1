import { describe, expect, it, test } from 'vitest';
import { altText } from '../../../services/charts/alt-text.ts';
import { commitmentChart } from '../../../services/charts/commitment-chart.ts';
import { chartOf, charts } from '../../../services/charts/from-judgement/chart.ts';
import { evidenceOf } from '../../../services/commitments/evidence/evidence.ts';
import { rules } from '../../../services/commitments/registry.ts';
import { textsOf } from '../../support/charts.ts';
import { commitment, dealWith, months, report, series } from '../../support/evidence.ts';
import { drawn, judgedChart, pointsOf, wayOf } from '../../support/judged-charts.ts';

// All figures are made up.
const AT = Temporal.Instant.from('2026-06-20T09:00:00Z');
const at = (text: string) => Temporal.Instant.from(text);

describe('a flow that must not be', () => {
  const specs = { tin: series('Tin', { caution: 'Alloys among it.' }), ore: series('Ore') };
  const rule = { kind: 'prohibited-flow', series: ['tin', 'ore'], de_minimis: { value: '2', unit: 't' } };

  it('is drawn as the sum of each period, against the most that may flow', () => {
    const reports = [...months('tin', '2026-01', ['0', '1', '3']), ...months('ore', '2026-01', ['0', '1', '0'])];
    const chart = drawn({ rule, series: specs, reports, at: AT });
    expect(chart.form).toBe('flow');
    expect(pointsOf(chart)).toEqual(['2026-01 0', '2026-02 2', '2026-03 3']);
    expect(chart.target).toMatchObject({ value: '2', is: 'ceiling' });
    expect(chart.notes).toContain('Alloys among it.');
  });

  it('has no value where a line gives none, unless the others go beyond the limit already', () => {
    const reports = [...months('tin', '2026-01', ['1', '3', '0']), ...months('ore', '2026-01', [null, null, '0'])];
    expect(pointsOf(drawn({ rule, series: specs, reports, at: AT }))).toEqual([
      '2026-01 missing',
      '2026-02 3',
      '2026-03 0',
    ]);
  });

  it('shows the incidents as they stood when it was judged, and since when the one is open', () => {
    const incidents = [
      { openedAt: at('2026-05-20T00:00:00Z'), closedAt: at('2026-07-01T00:00:00Z') },
      { openedAt: at('2025-02-01T00:00:00Z'), closedAt: at('2025-03-01T00:00:00Z') },
      { openedAt: at('2026-08-01T00:00:00Z'), closedAt: null },
    ];
    const reports = [...months('tin', '2026-01', ['3']), ...months('ore', '2026-01', ['0'])];
    const chart = drawn({ rule, series: specs, reports, at: AT, incidents });
    expect(chart.incidents.map(({ closedAt }) => closedAt?.toString() ?? 'open')).toEqual([
      '2025-03-01T00:00:00Z',
      'open',
    ]);
    expect(chart.drift?.toString()).toBe('2026-05-20T00:00:00Z');
  });

  it('says that its figures are recorded, in the picture itself', () => {
    const reports = [...months('tin', '2026-01', ['3']), ...months('ore', '2026-01', ['0'])];
    const chart = drawn({ rule, series: specs, reports, at: AT, figuresMode: 'recorded' });
    expect(textsOf(commitmentChart(chart, { id: 'tin' })).join(' ')).toContain('Recorded figures.');
  });
});

describe('a flow that is to go on', () => {
  const rule = { kind: 'flow-continuity', beneficiary: ['mass', 'value'], control: ['other'], fall: '0.5' };
  const specs = {
    mass: series('Mass', { frequency: 'year-to-date' }),
    value: series('Value', { frequency: 'year', unit: 'USD' }),
    other: series('Other', { frequency: 'year-to-date' }),
  };

  it('is drawn by the witness that is told of, in the months that are compared, against the fall that counts', () => {
    const reports = ['2024', '2025', '2026'].flatMap((year, index) => [
      report('mass', `${year}-01/${year}-04`, ['100', '80', '30'][index]!),
      report('mass', `${year}-Q1`, '999'),
      report('other', `${year}-01/${year}-04`, '50'),
    ]);
    const { judgement, chart } = judgedChart({ rule, series: specs, reports, at: AT });
    expect(judgement.standing).toBe('at_risk');
    expect(pointsOf(chart!)).toEqual(['2024-01/2024-04 100', '2025-01/2025-04 80', '2026-01/2026-04 30']);
    expect(wayOf(chart!)).toEqual([
      ['2025-01-01 50', '2025-05-01 50'],
      ['2026-01-01 40', '2026-05-01 40'],
    ]);
    expect(chart!.required).toMatchObject({ is: 'threshold', label: '50% of a year before' });
    expect(chart!.judged).toMatchObject({ value: '30', required: '40' });
    expect(chart!.notes).toContain('One of 2 series that the flow is judged by.');
    expect(altText(chart!)).toContain('30 t reported for Jan – Apr 2026'.replaceAll(' – ', '\u2009–\u2009'));
  });

  it('is drawn where nothing could be compared too, as far as it is known', () => {
    const { judgement, chart } = judgedChart({
      rule,
      series: specs,
      reports: [report('value', '2025', '7', { unit: 'USD' })],
      at: AT,
    });
    expect(judgement.value).toBeNull();
    expect(pointsOf(chart!)).toEqual(['2025 7']);
    expect(chart).toMatchObject({ judged: null, required: null, unit: 'USD' });
  });
});

describe('events that are due in every period', () => {
  const specs = { talks: series('Talks', { unit: 'held' }) };
  const rule = {
    kind: 'scheduled-event',
    series: 'talks',
    unit: 'held',
    every: 'quarter',
    at_least: 2,
    from: '2025-Q2',
    grace: 'P4M',
  };

  it('are drawn as the count of each, with a gap where none is known, and nothing where one may still come', () => {
    const reports = [
      ...months('talks', '2025-04', ['1', '1', '0'], { unit: 'held' }),
      ...months('talks', '2025-10', ['0', '1', '0'], { unit: 'held' }),
    ];
    const chart = drawn({ rule, series: specs, reports, at: AT });
    expect(pointsOf(chart)).toEqual(['2025-Q2 2', '2025-Q3 missing', '2025-Q4 1']);
    expect(chart.target).toMatchObject({ value: '2', is: 'floor' });
    expect(chart.judged).toMatchObject({ value: '1', required: '2' });
  });
});

test('every kind of rule is told how it is drawn, or that it is not', () => {
  expect(Object.keys(charts).toSorted()).toEqual(Object.keys(rules).toSorted());
});

test('a promise that nobody measures, or of measures, has no chart', () => {
  const unmeasured = { kind: 'unmeasured', because: 'nothing is stated' };
  expect(judgedChart({ rule: unmeasured, series: {}, reports: [] }).chart).toBeNull();
  const register = { id: 'register', title: 'Register', readAt: null, measures: [] };
  const measure = {
    kind: 'prohibited-measure',
    registers: ['register'],
    implementer: 'MYS',
    kinds: ['export_ban'],
    products: ['2846'],
    against: ['USA'],
    since: '2025-10-26',
  };
  expect(judgedChart({ rule: measure, series: {}, reports: [], registers: [register] }).chart).toBeNull();
});

test('where no figure is known there is no chart', () => {
  const rule = { kind: 'prohibited-flow', series: ['tin'], de_minimis: { value: '0', unit: 't' } };
  const specs = { tin: series('Tin') };
  expect(judgedChart({ rule, series: specs, reports: [] }).chart).toBeNull();
  expect(judgedChart({ rule, series: specs, reports: months('tin', '2026-01', [null, null]) }).chart).toBeNull();
});

test('a judgement of another kind of rule than the deal has now, or of a promise that it has no more, has no chart', () => {
  const rule = { kind: 'prohibited-flow', series: ['tin'], de_minimis: { value: '0', unit: 't' } };
  const deal = dealWith({ commitment: commitment({ rule }), series: { tin: series('Tin') } });
  const evidence = evidenceOf(deal, [{ series: 'tin' }], months('tin', '2026-01', ['1']));
  const { judgement } = judgedChart({ rule, series: deal.series, reports: months('tin', '2026-01', ['1']), at: AT });
  const chartBy = (changed: Partial<typeof judgement>) =>
    chartOf({ deal, judgement: { ...judgement, ...changed }, evidence, at: AT, incidents: [], figuresMode: 'live' });
  expect(chartBy({})).not.toBeNull();
  expect(chartBy({ method: 'cumulative-by-date/3' })).toBeNull();
  expect(chartBy({ commitment: 'another' })).toBeNull();
});
