import { describe, expect, it } from 'vitest';
import type { ConversionSpec } from '../../../config/deal/schema.ts';
import { assess, commitment, judged, report, series } from '../../support/evidence.ts';

// IMF Direction of Trade Statistics Yearbook 2017: partner imports CIF ÷ 1.06 are estimated exports FOB.
const CIF_TO_FOB: ConversionSpec = {
  from: 'USD',
  from_basis: 'cif',
  to: 'USD',
  to_basis: 'fob',
  divisor: '1.06',
  version: 1,
  standing: 'confirmed',
  source: 'IMF Yearbook 2017',
};
// Made-up rates.
const RATES: ConversionSpec = {
  from: 'MYR',
  to: 'USD',
  by_year: { '2024': { factor: '0.25', source: 'made up' }, '2025': { factor: '0.2', source: 'made up' } },
  version: 3,
  standing: 'confirmed',
  source: 'made up',
};
const conversions = { 'cif-to-fob': CIF_TO_FOB, 'myr-to-usd': RATES };
const usd = (id: string, period: string, value: string) => report(id, period, value, { unit: 'USD' });
const myr = (period: string, value: string) => report('flow', period, value, { unit: 'MYR' });
const flow = { flow: series('Flow', { unit: 'MYR', frequency: 'year' }) };

describe('a sum of lines on different bases', () => {
  const ban = {
    kind: 'prohibited-flow',
    series: ['imports', 'exports'],
    de_minimis: { value: '0', unit: 'USD', basis: 'fob' },
  };
  const lines = {
    imports: series('Imports', { unit: 'USD', frequency: 'year', basis: 'cif' }),
    exports: series('Exports', { unit: 'USD', frequency: 'year', basis: 'fob' }),
  };
  const reports = [usd('imports', '2024', '106'), usd('exports', '2024', '50')];

  it('is taken on the basis of the rule, and the arithmetic shows how', () => {
    const finding = assess({ rule: ban, series: lines, reports, conversions });
    expect(finding.value).toEqual({ value: '150', unit: 'USD' });
    expect(finding.steps.map(({ arithmetic }) => arithmetic)).toEqual([
      '106 USD (CIF) ÷ 1.06 = 100 USD (FOB)',
      '50 USD',
      '100 USD > 0 USD',
      '50 USD > 0 USD',
      '100 USD + 50 USD',
      '150 USD > 0 USD',
    ]);
  });

  it('names the conversion in the remarks of the judgement, with its source', () => {
    const judgement = judged({ commitment: commitment({ rule: ban }), series: lines, reports, conversions });
    expect(judgement.remarks).toEqual([
      'Figures were converted by cif-to-fob between USD (CIF) and USD (FOB) (IMF Yearbook 2017).',
    ]);
  });
});

describe('a sum over years whose rate differs from year to year', () => {
  const rule = {
    kind: 'cumulative-by-date',
    series: ['flow'],
    unit: 'USD',
    target: '100',
    binds: 'floor',
    from: '2024-01',
    by: '2025-12',
  };

  it('is converted year by year, and never as a whole', () => {
    const finding = assess({ rule, series: flow, reports: [myr('2024', '200'), myr('2025', '400')], conversions });
    expect(finding.value).toEqual({ value: '130', unit: 'USD' });
    expect(finding.steps.slice(0, 5).map(({ what, arithmetic }) => `${what}: ${arithmetic}`)).toEqual([
      'Flow, 2024: 200 MYR',
      '2024, by myr-to-usd/3: 200 MYR × 0.25 = 50 USD',
      'Flow, 2025: 400 MYR',
      '2025, by myr-to-usd/3: 400 MYR × 0.2 = 80 USD',
      'sum of the years: 50 USD + 80 USD',
    ]);
  });

  it('cannot be judged in a year without a rate: the standing before stays, and the reason names the year', () => {
    const promise = commitment({ rule: { ...rule, by: '2026-12' }, due: { from: '2024-01-01', by: '2026-12-31' } });
    const reports = [myr('2024', '200'), myr('2025', '400'), myr('2026', '1')];
    const at = Temporal.Instant.from('2027-02-01T00:00:00Z');
    const judgement = judged({ commitment: promise, series: flow, reports, conversions, at });
    expect(judgement).toMatchObject({
      found: 'unknown',
      reason: 'The figures cannot be converted: myr-to-usd has no rate for 2026.',
    });
  });
});

describe('a quantity a year, in the money of the year', () => {
  it('is held by the rate of its own year; that the year before has none does not hinder it', () => {
    const rule = {
      kind: 'quantity-per-period',
      series: 'flow',
      unit: 'USD',
      every: 'year',
      floor: '10',
      from: '2023-01',
    };
    const finding = assess({ rule, series: flow, reports: [myr('2023', '1'), myr('2024', '40')], conversions });
    expect(finding).toMatchObject({ standing: 'compliant', value: { value: '10', unit: 'USD' } });
    expect(finding.remarks).toEqual([]);
  });
});

describe('a ban in the money of the year', () => {
  it('leaves a period without a rate unjudged, and judges the others', () => {
    const rule = { kind: 'prohibited-flow', series: ['flow'], de_minimis: { value: '0', unit: 'USD' } };
    const run = (...reports: ReturnType<typeof myr>[]) => assess({ rule, series: flow, reports, conversions });
    expect(run(myr('2023', '7'))).toMatchObject({
      standing: 'unknown',
      reason: '2023 cannot be judged: Flow gives no value (no rate to convert it to USD).',
    });
    expect(run(myr('2023', '7'), myr('2024', '0'))).toMatchObject({ standing: 'compliant', period: '2024' });
  });
});
