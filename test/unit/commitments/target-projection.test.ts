import { describe, expect, it, test } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { severity } from '../../../config/vocabulary/standing.ts';
import { growthSteps, project } from '../../../services/commitments/methods/projection.ts';
import { seededRandom } from '../../../services/commitments/methods/seeded-random.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { AT, assess, commitment, judged, report, series } from '../../support/evidence.ts';

// All figures are made up.
const specs = { level: series('Level', { frequency: 'year' }) };
const rule = (terms = {}) => ({
  kind: 'target-by-date',
  series: 'level',
  unit: 't',
  baseline: { period: '2015', value: '100', source: 'made up' },
  low: '400',
  high: '800',
  by: '2030',
  ...terms,
});
const years = (first: number, values: readonly (string | null)[]) =>
  values.map((value, index) => report('level', String(first + index), value));
const run = (reports: readonly KnownObservation[], terms = {}) => assess({ rule: rule(terms), series: specs, reports });
const projectionOf = (finding: ReturnType<typeof run>) =>
  finding.steps.find(({ what }) => what.startsWith('projection'))!;

/** Ten levels from 2016 to 2025, each 1.1 times the one before: exact in decimals. */
const steady = Array.from({ length: 10 }, (_, index) => new Decimal('1.1').pow(index).times(100).toFixed());
const uneven = ['100', '120', '115', '140', '150', '190', '180', '220', '240', '250'];

describe('a straight way to the target', () => {
  it('needs the same amount every year, and shows it', () => {
    const finding = run(years(2025, ['280']), { path: 'linear' });
    expect(finding).toMatchObject({ standing: 'at_risk', margin: { value: '-20', unit: 't' } });
    expect(finding.reason).toBe(
      'Level: 280 t in 2025: growth of 18 t a year since 2015, 90% of the 20 t a year that 400 t by 2030 needs.',
    );
    expect(finding.wayBack).toBe('From 280 t in 2025, growth of 24 t a year to reach 400 t by 2030.');
    expect(finding.steps.map(({ arithmetic }) => arithmetic)).toEqual([
      '(280 - 100) ÷ 10',
      '(400 - 100) ÷ 15',
      '18 ÷ 20',
      'score of the ratio 0.9, from -5 to 5',
      '100 t + 20 × 10',
      '280 t - (100 t + 12 × 10), for 0.6 of the growth required',
      '(400 - 280) ÷ 5',
      '(800 - 280) ÷ 5',
      'none',
    ]);
  });

  it('is another one than the compound way, which is taken where none is said', () => {
    expect(run(years(2025, ['280'])).standing).toBe('on_track');
    expect(() => run([], { path: 'cubic' })).toThrow(/compound/);
  });

  it('may start from zero', () => {
    const terms = { path: 'linear', baseline: { period: '2015', value: '0', source: 'made up' } };
    expect(run(years(2025, ['280']), terms).standing).toBe('on_track');
    expect(run(years(2025, ['200']), terms).standing).toBe('at_risk');
  });

  it('a lower level never has a better standing', () => {
    const standings = Array.from({ length: 50 }, (_, index) =>
      severity(run(years(2025, [String(10 + index * 10)]), { path: 'linear' }).standing),
    );
    expect(standings).toEqual(standings.toSorted((a, b) => b - a));
    expect(new Set(standings).size).toBe(4);
  });
});

describe('a projection to the date', () => {
  it('of steady growth has no spread: the level goes on by the same rate', () => {
    // 235.79… × 1.1^5 = 379.74…
    expect(projectionOf(run(years(2016, steady)))).toEqual({
      what: 'projection to 2030, by bootstrap/1',
      arithmetic: expect.stringMatching(
        /^235\.7947691 t × 5 growth steps, 2000 times: 9 known steps, mean log 0\.09531017980\d, their residuals drawn with replacement, seed test-deal$/,
      ),
      result:
        '80% of the draws between 379.75 t and 379.75 t; 400 t or more in 0% of the draws; 800 t or more in 0% of the draws',
    });
    expect(projectionOf(run(years(2016, steady), { low: '379' })).result).toContain('379 t or more in 100%');
  });

  it('gives an interval and how likely each aim is, the same every time', () => {
    const first = run(years(2016, uneven));
    expect(projectionOf(first).result).toMatch(
      /^80% of the draws between [\d.]+ t and [\d.]+ t; 400 t or more in \d+% of the draws; 800 t or more in \d+% of the draws$/,
    );
    expect(run(years(2016, uneven).toReversed())).toEqual(first);
  });

  it('of more draws comes near to what resampling tends to', () => {
    // The log of the end has the mean and the variance of five drawn steps: checked against the normal distribution.
    const steps = growthSteps(uneven.map((value) => new Decimal(value)));
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    const variance = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / steps.length;
    const { from, to, reached } = project(new Decimal(250), steps, [new Decimal(250 * Math.exp(5 * mean))], {
      draws: 20_000,
      coverage: new Decimal('0.8'),
      ahead: 5,
      direction: 1,
      random: seededRandom('a'),
    });
    const half = 1.2816 * Math.sqrt(5 * variance);
    expect(Math.log(from.toNumber() / 250)).toBeCloseTo(5 * mean - half, 1);
    expect(Math.log(to.toNumber() / 250)).toBeCloseTo(5 * mean + half, 1);
    expect(reached[0]!.toNumber()).toBeCloseTo(0.5, 1);
  });

  it('draws by the commitment and the terms of its rule, and by nothing else of the deal file', () => {
    const projected = (terms: ReturnType<typeof rule>, more = {}) =>
      judged({
        commitment: commitment({ rule: terms, ...more }),
        series: specs,
        reports: years(2016, uneven),
      }).steps.find(({ what }) => what.startsWith('projection'))!;
    const first = projected(rule());
    expect(first.arithmetic).toMatch(/seed promise\/target-by-date\/[0-9a-f]{16}$/);
    const reordered = Object.fromEntries(Object.entries(rule()).toReversed()) as ReturnType<typeof rule>;
    expect(projected(reordered, { title: 'Another title', source: 'another page' })).toEqual(first);
    expect(projected(rule({ substantial: '0.9' })).arithmetic).not.toBe(first.arithmetic);
    const draw = (seed: string) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw('deal/one')).toEqual(draw('deal/one'));
    expect(draw('deal/one')).not.toEqual(draw('deal/two'));
  });

  it('moves no standing', () => {
    const { standing } = run(years(2016, uneven));
    expect(run(years(2016, uneven), { projection: { draws: 100, coverage: '0.5' } }).standing).toBe(standing);
  });

  it.each([
    ['from too few steps', years(2018, uneven.slice(2)), '7 growth steps are known, and 8 are needed'],
    [
      'across a gap',
      years(2016, [...uneven.slice(0, 5), null, ...uneven.slice(6)]),
      '7 growth steps are known, and 8 are needed',
    ],
    ['from one step', years(2024, ['100', '110']), '1 growth step is known, and 8 are needed'],
    [
      'from zeros',
      years(
        2016,
        ['0', ...uneven.slice(1, 9), '250'].map((one, n) => (n < 3 ? '0' : one)),
      ),
      '6 growth steps',
    ],
  ] as const)('is not made %s, and says why', (_, reports, why) => {
    expect(projectionOf(run(reports))).toMatchObject({ arithmetic: 'none', result: expect.stringContaining(why) });
  });

  it('may draw from growth before the baseline where it is told to', () => {
    const late = { baseline: { period: '2024', value: '240', source: 'made up' } };
    expect(projectionOf(run(years(2016, uneven), late)).arithmetic).toBe('none');
    const since = { ...late, projection: { since: '2016-01' } };
    expect(projectionOf(run(years(2016, uneven), since)).arithmetic).toContain('9 known steps');
    expect(
      boundRule({ rule: rule(since) })
        .needs(AT)[0]!
        .from!.toString(),
    ).toBe('2016-01');
  });

  it('is made for an "up to" too, and no longer once the date is over', () => {
    const upTo = { low: undefined };
    expect(projectionOf(run(years(2016, uneven), upTo)).result).toMatch(/; 800 t or more in \d+% of the draws$/);
    expect(projectionOf(run(years(2016, uneven), { ...upTo, by: '2025' }))).toBeUndefined();
  });
});

describe('growth steps', () => {
  it('are taken between neighbours with a value above zero', () => {
    const levels = [1, 2, null, 4, 0, 8, 16].map((one) => (one === null ? null : new Decimal(one)));
    expect(growthSteps(levels)).toEqual([new Decimal(2).ln().toNumber(), new Decimal(2).ln().toNumber()]);
  });
});

test('a projection of a level that is to fall counts the draws that end at the aim or below it', () => {
  const falling = years(2016, steady.toReversed());
  const terms = {
    direction: 'fall',
    baseline: { period: '2016', value: '240', source: 'made up' },
    low: '50',
    high: '63',
  };
  // 100 ÷ 1.1^5 = 62.09…
  expect(projectionOf(run(falling, terms)).result).toBe(
    '80% of the draws between 62.09 t and 62.09 t; 50 t or less in 0% of the draws; 63 t or less in 100% of the draws',
  );
});
