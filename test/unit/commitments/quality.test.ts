import { describe, expect, test } from 'vitest';
import type { ConversionSpec, SeriesSpec } from '../../../config/deal/schema.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { AT, commitment, judged, months, report, series } from '../../support/evidence.ts';

const instant = (text: string) => Temporal.Instant.from(text);
const JULY = { publishedAt: instant('2026-07-20T00:00:00Z'), knownFrom: instant('2026-09-01T06:00:00Z') };
const AUGUST = { publishedAt: instant('2026-08-20T00:00:00Z'), knownFrom: instant('2026-08-21T06:00:00Z') };
const FLOW = { flow: series('Flow') };

interface Told {
  readonly specs?: Readonly<Record<string, SeriesSpec>>;
  readonly conversions?: Readonly<Record<string, ConversionSpec>>;
  readonly unit?: string;
  readonly at?: Temporal.Instant;
}

/** How good the figures are by which a floor for 2026 is judged. */
function qualityOf(reports: readonly KnownObservation[], told: Told = {}) {
  const { specs = FLOW, conversions = {}, unit = 't', at = AT } = told;
  const rule = { kind: 'cumulative-by-date', unit, target: '120', binds: 'floor', from: '2026-01', by: '2026-12' };
  const spec = commitment({ rule: { ...rule, series: Object.keys(specs) } });
  return judged({ commitment: spec, series: specs, conversions, reports, at }).quality;
}

describe('the newest figure', () => {
  test('is told with when it was published and when it became known, and never with its age', () => {
    const reports = [...months('flow', '2026-01', ['10', '10']), report('flow', '2026-03', '10', AUGUST)];
    expect(qualityOf(reports).newest).toEqual({
      period: '2026-03',
      publishedAt: '2026-08-20T00:00:00Z',
      knownFrom: '2026-08-21T06:00:00Z',
    });
    expect(qualityOf(reports, { at: AT.add({ hours: 24 * 30 }) })).toEqual(qualityOf(reports));
  });

  test('of a publisher that dates nothing has no publication date', () => {
    expect(qualityOf([report('flow', '2026-01', '10')]).newest).toMatchObject({ publishedAt: null });
  });

  test('is the newest that the standing rests on: a last month that is provisional waits, and figures after a gap do', () => {
    const reports = [
      ...months('flow', '2026-01', ['10', '10']),
      report('flow', '2026-03', '10', { status: 'provisional' }),
    ];
    expect(qualityOf(reports)).toMatchObject({ newest: { period: '2026-02' }, figures: 2, provisional: 0 });
    expect(qualityOf([...reports.slice(0, 2), report('flow', '2026-05', '10')])).toMatchObject({
      newest: { period: '2026-02' },
      figures: 2,
    });
  });

  test('of a sum of two lines in the last month of both is the one that came out last', () => {
    const specs = { flow: series('Flow'), other: series('Other') };
    const reports = [report('flow', '2026-01', '10', AUGUST), report('other', '2026-01', '10', JULY)];
    expect(qualityOf(reports, { specs }).newest).toMatchObject({ publishedAt: '2026-08-20T00:00:00Z' });
  });
});

describe('figures that are not their last word', () => {
  test('are counted, and weighed in the sum', () => {
    const reports = [
      report('flow', '2026-01', '10', { status: 'estimated' }),
      report('flow', '2026-02', '20', { status: 'provisional' }),
      report('flow', '2026-03', '70'),
    ];
    expect(qualityOf(reports)).toMatchObject({ figures: 3, provisional: 1, estimated: 1, notFinal: '0.3' });
  });

  test('are none of the sum where all are final', () => {
    expect(qualityOf(months('flow', '2026-01', ['10', '10']))).toMatchObject({ provisional: 0, notFinal: '0' });
  });

  test('have no share where figures are of several units, or where a correction is among them', () => {
    const specs = { flow: series('Flow'), other: series('Other', { unit: 'kg' }) };
    const conversions = {
      'kg-to-t': { from: 'kg', to: 't', divisor: '1000', version: 1, standing: 'exact' as const, source: 'the tonne' },
    };
    const mixed = [
      report('flow', '2026-01', '10', { status: 'estimated' }),
      report('other', '2026-01', '10', { unit: 'kg' }),
    ];
    expect(qualityOf(mixed, { specs, conversions })).toMatchObject({ figures: 2, estimated: 1, notFinal: null });
    const corrected = [report('flow', '2026-01', '10', { status: 'estimated' }), report('flow', '2026-02', '-1')];
    expect(qualityOf(corrected)).toMatchObject({ figures: 2, estimated: 1, notFinal: null });
  });

  test('that two reporters agree on is one figure, as firm as the less firm of them', () => {
    const reports = [
      report('flow', '2026-01', '10'),
      report('flow', '2026-01', '10', { reportedBy: 'Another', status: 'estimated' }),
    ];
    expect(qualityOf(reports)).toMatchObject({ figures: 1, estimated: 1 });
  });
});

describe('gaps', () => {
  const gapsOf = (reports: readonly KnownObservation[], spec: Partial<SeriesSpec> = {}) =>
    qualityOf(reports, { specs: { flow: series('Flow', spec) } }).gaps;
  const holed = [...months('flow', '2026-01', ['10', '10', null]), ...months('flow', '2026-05', ['10', '10'])];

  test('are the months without a figure before newer ones, whether their row says so or is not there', () => {
    expect(gapsOf(holed)).toEqual([{ series: 'Flow', periods: ['2026-03', '2026-04'] }]);
  });

  test('are none where every month is reported', () => {
    expect(gapsOf(months('flow', '2026-01', ['10', '0', '10']))).toEqual([]);
  });

  test('of a sparse series are only what a row says is missing', () => {
    expect(gapsOf(holed, { sparse: 'No shipment, no row.' })).toEqual([{ series: 'Flow', periods: ['2026-03'] }]);
  });

  test('are told in quarters where quarters are reported', () => {
    const quarters = [report('flow', '2026-Q1', '10'), report('flow', '2026-Q3', '10')];
    expect(gapsOf(quarters, { frequency: 'quarter' })).toEqual([{ series: 'Flow', periods: ['2026-Q2'] }]);
  });

  test('are also the newest month where the publisher says that it has none', () => {
    expect(gapsOf(months('flow', '2026-01', ['10', '10', null]))).toEqual([{ series: 'Flow', periods: ['2026-03'] }]);
  });

  test('are none of the years before the judged period', () => {
    expect(gapsOf([...months('flow', '2024-01', ['10', null, '10']), report('flow', '2026-01', '10')])).toEqual([]);
  });
});

describe('what a judgement is worth besides', () => {
  test('the conversions that its figures went through are named, and how well each is known', () => {
    const conversions = {
      'kt-to-t': {
        from: 'kt',
        to: 't',
        factor: '1000',
        version: 2,
        standing: 'unconfirmed' as const,
        source: 'a page',
      },
      'kg-to-t': { from: 'kg', to: 't', divisor: '1000', version: 1, standing: 'exact' as const, source: 'the tonne' },
    };
    const specs = { flow: series('Flow', { unit: 'kt' }) };
    expect(qualityOf([report('flow', '2026-01', '1', { unit: 'kt' })], { specs, conversions }).conversions).toEqual([
      { conversion: 'kt-to-t/2', standing: 'unconfirmed' },
    ]);
  });

  test('it is worth no more than the weakest figure that it rests on', () => {
    const specs = { flow: series('Flow', { evidence: ['official', 'proxy'] }) };
    expect(qualityOf([report('flow', '2026-01', '10')], { specs }).weakest).toBe('proxy');
  });

  test.each([
    ['a figure', []],
    ['a figure that can be judged', [report('flow', '2026-03', '10')]],
  ])('without %s it rests on none', (_what, reports) => {
    expect(qualityOf(reports)).toEqual({
      newest: null,
      figures: 0,
      provisional: 0,
      estimated: 0,
      notFinal: null,
      conversions: [],
      weakest: null,
      sides: null,
      gaps: [],
    });
  });

  test('of two trades the one whose sides disagree is told', () => {
    const yearly = (title: string) => series(title, { frequency: 'year', basis: 'gross-weight' });
    const mirror = (importer: string, exporter: string) => ({
      title: 'Made up',
      importer: [importer],
      exporter: [exporter],
      unit: 't',
      basis: 'gross-weight' as const,
      over: 'year' as const,
      tolerance: '0.10',
      why: 'made up',
    });
    const { quality } = judged({
      commitment: commitment({
        rule: { kind: 'prohibited-flow', series: ['a', 'c'], de_minimis: { value: '0', unit: 't' } },
      }),
      series: { a: yearly('A'), b: yearly('B'), c: yearly('C'), d: yearly('D') },
      mirrors: { agreed: mirror('a', 'b'), parted: mirror('c', 'd') },
      reports: ['a', 'b', 'c'].map((id) => report(id, '2025', '10')).concat(report('d', '2025', '5')),
    });
    expect(quality.sides).toBe('disagree');
  });
});
