import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { normalise } from '../../../services/observations/normalise.ts';
import type { ObservedSeries, ReportedObservation } from '../../../services/sources/connector.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import { dealWith, series } from '../../support/evidence.ts';

const WEIGHT = { partner: 'MYS', measure: 'net_weight' };
const deal = dealWith({
  series: {
    weight: series('Weight', { source: 'customs', unit: 'kg', dimensions: WEIGHT }),
    'weight-yearly': series('Weight a year', { source: 'customs', unit: 'kg', frequency: 'year', dimensions: WEIGHT }),
    value: series('Value', { source: 'customs', unit: 'USD', dimensions: { ...WEIGHT, measure: 'value' } }),
    elsewhere: series('Of another source', { source: 'ledger', unit: 'kg', dimensions: WEIGHT }),
    quarterly: series('By hand', { source: 'ledger', unit: 't', frequency: 'quarter' }),
  },
});

let places = 0;
const row = (of: ObservedSeries, period: string, more: Partial<ReportedObservation> = {}): ReportedObservation => ({
  of,
  period: parsePeriod(period),
  unit: 'kg',
  value: '1',
  status: 'reported',
  locator: `#/data/${(places += 1)}`,
  ...more,
});
const measured = (period: string, more?: Partial<ReportedObservation>) => row({ dimensions: WEIGHT }, period, more);
const named = (name: string, period: string, more?: Partial<ReportedObservation>) => row({ named: name }, period, more);

const seriesOf = (source: string, ...rows: ReportedObservation[]) =>
  normalise(deal, source, rows).map(({ series: id }) => id);

function refusalOf(source: string, ...rows: ReportedObservation[]): SourceError {
  try {
    normalise(deal, source, rows);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('what a publisher reports by its dimensions', () => {
  test('goes to the series of that source with those dimensions and that unit', () => {
    expect(seriesOf('customs', measured('2026-01'))).toEqual(['weight']);
    expect(seriesOf('ledger', measured('2026-01'))).toEqual(['elsewhere']);
    expect(
      seriesOf('customs', row({ dimensions: { ...WEIGHT, measure: 'value' } }, '2026-01', { unit: 'USD' })),
    ).toEqual(['value']);
  });

  test('goes by its period where series differ in nothing else', () => {
    expect(seriesOf('customs', measured('2026-01'), measured('2025'))).toEqual(['weight', 'weight-yearly']);
  });

  test.each([
    ['another partner', { ...WEIGHT, partner: 'THA' }],
    ['a finer breakdown', { ...WEIGHT, port: 'Kuantan' }],
  ])('is left out when the deal watches no such series: %s', (_what, dimensions) => {
    expect(seriesOf('customs', row({ dimensions }, '2026-01'))).toEqual([]);
  });

  test('is refused in a unit that its series does not have: a publisher that changed it must not fall silent', () => {
    const refused = refusalOf('customs', measured('2026-01', { unit: 't', locator: '#/data/7' }));
    expect(refused.fault).toBe('format');
    expect(refused.message).toBe('#/data/7: weight is in kg, and the row says t');
  });

  test('is refused in a period that its series does not have, never summed or split', () => {
    const refused = refusalOf('customs', measured('2026-Q1', { locator: '#/data/7' }));
    expect(refused.fault).toBe('format');
    expect(refused.message).toBe('#/data/7: 2026-Q1 is no period of weight, which reports by month');
  });

  test('nothing at all gives nothing', () => {
    expect(seriesOf('customs')).toEqual([]);
    expect(seriesOf('no-such-source', measured('2026-01'))).toEqual([]);
  });
});

describe('a row that names its series', () => {
  test('goes there', () => {
    expect(seriesOf('ledger', named('quarterly', '2026-Q2', { unit: 't' }))).toEqual(['quarterly']);
  });

  test.each(['weight', 'no-such-series', 'constructor', ''])(
    'is refused when the source does not feed it: %j',
    (name) => {
      const refused = refusalOf('ledger', named(name, '2026-01', { locator: '#cell=2,3' }));
      expect([refused.fault, refused.message]).toEqual(['format', `#cell=2,3: this source feeds no series "${name}"`]);
    },
  );

  test('is refused in another unit: figures are not converted on the way in', () => {
    const refused = refusalOf('ledger', named('quarterly', '2026-Q2', { unit: 'kg', locator: '#cell=2,3' }));
    expect(refused.message).toBe('#cell=2,3: quarterly is in t, and the row says kg');
  });

  test('is refused in a period that is not the series’ own', () => {
    const refused = refusalOf('ledger', named('quarterly', '2026-05', { unit: 't' }));
    expect(refused.message).toMatch(/2026-05 is no period of quarterly, which reports by quarter$/);
  });
});

describe('a figure that is reported twice', () => {
  test('is refused with both places: which one is meant is not ours to guess', () => {
    const refused = refusalOf(
      'customs',
      measured('2026-01', { locator: '#/data/0' }),
      measured('2026-02', { locator: '#/data/1' }),
      measured('2026-01', { locator: '#/data/2', value: '2' }),
    );
    expect([refused.fault, refused.message]).toEqual([
      'format',
      '#/data/2: weight of 2026-01 is reported twice, first at #/data/0',
    ]);
  });

  test('is refused even if both say the same', () => {
    expect(refusalOf('customs', measured('2026-01'), measured('2026-01')).fault).toBe('format');
  });

  test('by two reporters is two reports', () => {
    const by = (reportedBy: string) => named('quarterly', '2026-Q1', { unit: 't', reportedBy });
    expect(seriesOf('ledger', by('Reuters'), by('Bernama'))).toEqual(['quarterly', 'quarterly']);
    expect(refusalOf('ledger', by('Reuters'), by('Reuters')).fault).toBe('format');
  });

  test('one bad row refuses them all: half a document is worth nothing', () => {
    expect(refusalOf('ledger', named('quarterly', '2026-Q1', { unit: 't' }), named('x', '2026-Q2')).fault).toBe(
      'format',
    );
  });
});
