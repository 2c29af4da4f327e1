import { describe, expect, test } from 'vitest';
import { individualsChart, movingRanges } from '../../../../services/commitments/methods/drift/individuals.ts';
import { decimals, printed } from '../../../support/decimals.ts';

describe("SAS/QC's thirty single measurements (User's Guide, example 9.4)", () => {
  test('give the published limits', () => {
    const chart = individualsChart(
      decimals(`24.05 23.99 23.95 23.93 23.97 24.02 24.06 24.1 23.98 24.03 23.91 24.06 24.06 23.96 23.98
        24.06 24.01 24.0 23.93 23.92 24.09 24.11 24.05 23.98 23.98 24.06 24.02 24.06 23.97 23.96`),
    );
    if ('silent' in chart) throw new Error(chart.silent);
    expect({
      mean: printed(chart.centre, 4),
      lower: printed(chart.lower, 4),
      upper: printed(chart.upper, 4),
      range: printed(chart.meanRange, 6),
      upperRange: printed(chart.upperRange, 5),
      sigma: printed(chart.sigma, 6),
    }).toEqual({
      mean: '24.0083',
      lower: '23.8571',
      upper: '24.1596',
      range: '0.056897',
      upperRange: '0.18585',
      sigma: '0.050423',
    });
  });
});

test('no range is taken across a missing value', () => {
  const ranges = movingRanges([...decimals('1 3'), null, ...decimals('9 10')]);
  expect(ranges.map((range) => range?.toFixed() ?? null)).toEqual([null, '2', null, null, '1']);
});

test('fewer than eight values say nothing', () => {
  expect(individualsChart(decimals('1 2 3 4 5 6 7'))).toEqual({ silent: 'no_data' });
});

test('eight values without two neighbours say nothing either', () => {
  const apart = decimals('1 2 3 4 5 6 7 8').flatMap((value) => [value, null]);
  expect(individualsChart(apart)).toEqual({ silent: 'no_data' });
});

test('values that do not vary give no scale', () => {
  expect(individualsChart(decimals('4 4 4 4 4 4 4 4'))).toEqual({ silent: 'no_scale' });
});
