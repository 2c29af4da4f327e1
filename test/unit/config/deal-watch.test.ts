import { describe, expect, it } from 'vitest';
import { Watch } from '../../../config/deal/watch.ts';
import { watchProblems } from '../../../config/deal/watch-check.ts';
import { readYaml } from '../../../config/yaml.ts';
import { dealWith, series } from '../../support/evidence.ts';

const reference = { from: '2023-01', to: '2024-12' };

describe('a watch', () => {
  it('has the parameters of the books where it states none', () => {
    expect(Watch.parse({ detector: 'robust-z' })).toEqual({ detector: 'robust-z', window: 36, threshold: '3.5' });
    expect(Watch.parse({ detector: 'ewma', reference })).toMatchObject({ of: 'values', lambda: '0.3', width: '3' });
    expect(Watch.parse({ detector: 'cusum', reference })).toMatchObject({ allowance: '0.5', interval: '5' });
  });

  it.each([
    [{ detector: 'grubbs' }, /detector/],
    [{ detector: 'ewma' }, /reference/],
    [{ detector: 'ewma', reference, lambda: '1.01' }, /at most 1/],
    [{ detector: 'ewma', reference, lambda: '0' }, /above 0/],
    [{ detector: 'cusum', reference, allowance: '-0.1' }, /not be below 0/],
    [{ detector: 'cusum', reference, interval: '0.0' }, /above 0/],
    [{ detector: 'individuals', reference: { from: '2024-12', to: '2023-01' } }, /before from/],
    [{ detector: 'robust-z', window: 7 }, /8/],
    [{ detector: 'robust-z', bad: 'sideways' }, /up/],
    [{ detector: 'robust-z', lambda: '0.3' }, /lambda/],
    [{ detector: 'robust-z', threshold: 'high' }, /decimal number/],
  ])('%j is refused', (spec, why) => {
    expect(() => Watch.parse(spec)).toThrow(why);
  });
});

describe('a watch that could never say anything is a problem of the deal', () => {
  const placed = readYaml('series:\n  flow:\n    watch: {}\n', 'deal.yaml');
  const problems = (spec: object, frequency: 'month' | 'quarter' | 'year' | 'year-to-date') =>
    watchProblems(dealWith({ series: { flow: series('Flow', { frequency, watch: Watch.parse(spec) }) } }), placed);

  it('on a series that counts from January', () => {
    expect(problems({ detector: 'robust-z' }, 'year-to-date')).toEqual([
      expect.stringContaining('counts from January'),
    ]);
  });

  it('with a reference of fewer than eight periods', () => {
    expect(problems({ detector: 'ewma', reference }, 'month')).toEqual([]);
    expect(problems({ detector: 'ewma', reference }, 'quarter')).toEqual([]);
    expect(problems({ detector: 'ewma', reference }, 'year')).toEqual([
      expect.stringContaining('the reference has 2 periods of a year: at least 8 are needed'),
    ]);
  });
});
