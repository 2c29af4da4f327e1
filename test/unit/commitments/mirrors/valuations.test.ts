import { describe, expect, test } from 'vitest';
import { report, series } from '../../../support/evidence.ts';
import { both, IN_WEIGHT, sidesOf, trade, usd, VALUES, WEIGHTS } from '../../../support/mirrored-trade.ts';

describe('two sides on one valuation', () => {
  // The vector of the method: IMF, Direction of Trade Statistics Yearbook 2017, imports CIF over 1.06 are exports FOB.
  test('106 of imports CIF are 100 of exports FOB: they agree to the cent', () => {
    expect(sidesOf(both('106', '100'))).toMatchObject({
      says: 'agree',
      period: '2025',
      basis: 'fob',
      importer: { value: '100', unit: 'USD' },
      exporter: { value: '100', unit: 'USD' },
      relative: '0',
      index: '0',
    });
  });

  test('100 of exports FOB are 106 of imports CIF, where CIF is what they are compared on', () => {
    expect(sidesOf(both('106', '100'), { mirror: trade({ basis: 'cif' }) })).toMatchObject({
      says: 'agree',
      importer: { value: '106' },
      exporter: { value: '106' },
    });
  });

  test('57.6 of imports CIF are 54.3396 of exports FOB', () => {
    expect(sidesOf(both('57.6', '54.339622641509')).importer!.value).toBe('54.339622641509');
  });

  test('without the factor, what agrees would part by freight and insurance', () => {
    const unadjusted = { imports: { ...VALUES.imports, basis: 'fob' as const }, exports: VALUES.exports };
    expect(sidesOf(both('106', '100'), { mirror: trade({ tolerance: '0.05' }) }).says).toBe('agree');
    expect(sidesOf(both('106', '100'), { series: unadjusted, mirror: trade({ tolerance: '0.05' }) }).says).toBe(
      'disagree',
    );
  });

  test('the arithmetic of both is written down, and the conversion is named with its source', () => {
    const { steps, remarks } = sidesOf(both('212', '150'));
    expect(steps).toEqual([
      { what: "A's imports, 2025", arithmetic: '212 USD', result: '212 USD' },
      { what: 'the same, by cif-to-fob/1', arithmetic: '212 USD (CIF) ÷ 1.06 = 200 USD (FOB)', result: '200 USD' },
      { what: "B's exports, 2025", arithmetic: '150 USD', result: '150 USD' },
      {
        what: "relative asymmetry, importer's less exporter's over their mean",
        arithmetic: '(200 USD (FOB) - 150 USD (FOB)) ÷ ((200 USD (FOB) + 150 USD (FOB)) ÷ 2)',
        result: '0.285714285714, more than 0.10',
      },
      {
        what: 'difference over sum',
        arithmetic: '|200 USD (FOB) - 150 USD (FOB)| ÷ (200 USD (FOB) + 150 USD (FOB))',
        result: '0.142857142857',
      },
    ]);
    expect(remarks).toEqual([
      'Figures were converted by cif-to-fob between USD (CIF) and USD (FOB) (IMF Direction of Trade Statistics Yearbook 2017).',
    ]);
  });

  test('a rate that lacks the year is no rate: the year is not compared', () => {
    const { basis: _cif, ...imports } = VALUES.imports;
    const { basis: _fob, ...exports } = VALUES.exports;
    const ringgit = { imports: { ...imports, unit: 'MYR' }, exports };
    const conversions = {
      'myr-to-usd': {
        from: 'MYR',
        to: 'USD',
        by_year: { '2024': { factor: '0.22', source: 'made up' } },
        version: 1,
        standing: 'confirmed' as const,
        source: 'made up',
      },
    };
    const reports = [report('imports', '2025', '100', { unit: 'MYR' }), usd('exports', '2025', '22')];
    const { basis: _basis, ...mirror } = trade();
    expect(sidesOf(reports, { series: ringgit, conversions, mirror })).toMatchObject({
      says: 'unknown',
      period: null,
      words: 'Tin from B to A: 2025 cannot be converted: myr-to-usd has no rate for 2025.',
    });
  });
});

describe('weights', () => {
  test('take no factor: China reported 19,081 t of rare earths from Malaysia in 2023, Malaysia acknowledged 3,000 t', () => {
    // New Straits Times, March 2024. The factor from CIF to FOB is there, and is not for weights.
    const reports = [report('imports', '2023', '19081'), report('exports', '2023', '3000')];
    const sides = sidesOf(reports, { series: WEIGHTS, mirror: trade(IN_WEIGHT) });
    expect(sides).toMatchObject({ says: 'disagree', importer: { value: '19081' }, exporter: { value: '3000' } });
    expect(sides.index).toBe('0.728273176034');
    expect(sides.remarks).toEqual([]);
  });

  test('of several lines are summed on each side', () => {
    const lines = { ...WEIGHTS, more: series('More exports', { frequency: 'year', basis: 'gross-weight' }) };
    const reports = [report('imports', '2025', '10'), report('exports', '2025', '4'), report('more', '2025', '6')];
    const sides = sidesOf(reports, { series: lines, mirror: trade({ ...IN_WEIGHT, exporter: ['exports', 'more'] }) });
    expect(sides).toMatchObject({ says: 'agree', exporter: { value: '10' } });
    expect(sides.steps).toContainEqual({
      what: "sum of the exporter's series",
      arithmetic: '4 t + 6 t',
      result: '10 t',
    });
  });
});
