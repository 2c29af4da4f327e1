import { describe, expect, it } from 'vitest';
import type { KnownObservation } from '../../../../services/commitments/rule.ts';
import { assess, months, series } from '../../../support/evidence.ts';

const conversions = {
  'mmcf-to-t-lng': {
    from: 'MMcf',
    to: 't LNG',
    divisor: '0.048',
    version: 1,
    standing: 'unconfirmed' as const,
    source: 'made up',
  },
};

describe('US LNG for Malaysia', () => {
  // EIA, NGM_EPG0_EVE_NUS-NMY_MMCF: 7,166, 7,366 and 3,694 MMcf in May, July and August 2024, none in the other
  // months from May 2023 to July 2026.
  const values = Array.from({ length: 39 }, () => '0');
  values[12] = '7166';
  values[14] = '7366';
  values[15] = '3694';
  const lng = months('lng', '2023-05', values, { unit: 'MMcf' });
  const specs = { lng: series('US LNG to Malaysia', { unit: 'MMcf', evidence: ['mirror', 'proxy'] }) };
  const rule = { kind: 'quantity-per-period', series: 'lng', unit: 't LNG', every: 'year' };
  const expected = { ...rule, expectation: '3000000', undated: 'The first delivery year is not stated.' };
  const run = (terms: typeof rule, reports: KnownObservation[] = lng) =>
    assess({ rule: terms, series: specs, reports, conversions });

  it('while no start is stated nothing is due, and value, target and pace are shown', () => {
    const finding = run(expected);
    expect(finding).toMatchObject({
      standing: 'unknown',
      value: { value: '0', unit: 't LNG' },
      target: { value: '3000000', unit: 't LNG' },
      margin: { value: '-1750000', unit: 't LNG' },
      period: '2026-01/2026-07',
      wayBack: null,
    });
    expect(finding.reason).toBe(
      'US LNG to Malaysia: 0 t LNG in 2026-01/2026-07 (7 of 12 months), 0% of the even pace of 1,750,000 t LNG ' +
        'towards the expectation of 3,000,000 t LNG in 2026; nothing is due on a known date: The first delivery year is not stated.',
    );
    expect(finding.steps.map(({ what }) => what)).toEqual([
      'US LNG to Malaysia, 2026-01/2026-07',
      'the same, by mmcf-to-t-lng/1',
      'even pace',
      'pace ratio',
      'margin to the pace',
    ]);
  });

  it('every calendar year is summed in the unit of the series, with the vintages of its months', () => {
    const { figures } = run(expected);
    const sums = figures.filter(({ vintages }) => vintages.length > 1);
    expect(sums.map(({ period, value, unit, vintages }) => [period, value, unit, vintages.length])).toEqual([
      ['2023-05/2023-12', '0', 'MMcf', 8],
      ['2024', '18226', 'MMcf', 12],
      ['2025', '0', 'MMcf', 12],
      ['2026-01/2026-07', '0', 'MMcf', 7],
    ]);
    expect(figures.filter(({ vintages }) => vintages.length === 1).map(({ period }) => period)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
    ]);
  });

  it('a ceiling is judged without a start, and not missed by buying nothing', () => {
    const { undated } = expected;
    expect(run({ ...rule, ceiling: '5000000', undated } as typeof rule)).toMatchObject({
      standing: 'on_track',
      margin: { value: '5000000', unit: 't LNG' },
    });
  });

  it('the year is converted as a whole, by the named conversion', () => {
    const finding = run({ ...rule, expectation: '3000000', from: '2024-01' } as typeof rule, lng.slice(0, 20));
    expect(finding).toMatchObject({ standing: 'off_track', value: { value: '379708.333333333333' }, period: '2024' });
    expect(finding.steps[1]!.arithmetic).toBe('18226 MMcf ÷ 0.048 = 379708.333333333333 t LNG');
  });
});
