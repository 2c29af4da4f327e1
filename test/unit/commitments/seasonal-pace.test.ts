import { describe, expect, it } from 'vitest';
import { severity } from '../../../config/vocabulary/standing.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { AT, assess, months, report, series } from '../../support/evidence.ts';

// All figures are made up. 2017: 5, 5, 20, 10 … 10 t, 120 t in all, so a quarter of the season is 30 t and its first two
// months are 10 t, where an even share would be 20 t.
const SEASON = ['5', '5', '20', ...Array.from({ length: 9 }, () => '10')];
const base = (id = 'flow') => months(id, '2017-01', SEASON);
const tens = (first: string, count: number, value = '10') =>
  months(
    'flow',
    first,
    Array.from({ length: count }, () => value),
  );
const specs = { flow: series('Flow'), other: series('Other side'), parts: series('Parts') };
const yearly = (reports: readonly KnownObservation[], terms = {}) =>
  assess({
    rule: {
      kind: 'quantity-per-period',
      series: 'flow',
      unit: 't',
      every: 'year',
      floor: '240',
      from: '2020-01',
      proration: { seasonal: { base_year: 2017 } },
      ...terms,
    },
    series: specs,
    reports,
  });

describe('a year that follows the months of a base year', () => {
  it('owes by a month what the base year had by then, with the sums shown', () => {
    const finding = yearly([...base(), ...months('flow', '2026-01', ['9', '9'])]);
    expect(finding).toMatchObject({
      standing: 'at_risk',
      margin: { value: '-2', unit: 't' },
      value: { value: '18' },
      target: { value: '240' },
    });
    expect(finding.reason).toBe(
      'Flow: 18 t in 2026-01/2026-02 (2 of 12 months), 90% of the seasonal pace (months of 2017) of 20 t towards the floor of 240 t in 2026.',
    );
    expect(finding.steps.slice(1, 4)).toEqual([
      { what: 'Flow, 2017 in the months of 2026-01/2026-02', arithmetic: '5 + 5 t', result: '10 t' },
      {
        what: 'Flow, 2017 in the months of 2026',
        arithmetic: '5 + 5 + 20 + 10 + 10 + 10 + 10 + 10 + 10 + 10 + 10 + 10 t',
        result: '120 t',
      },
      { what: 'seasonal pace, by the months of 2017', arithmetic: '240 t × 10 t ÷ 120 t', result: '20 t' },
    ]);
    expect(finding.figures.some(({ period }) => period === '2017-01')).toBe(true);
  });

  it('has another standing than the even pace would give, and never takes that silently', () => {
    const reports = [...base(), ...months('flow', '2026-01', ['9', '11'])];
    expect(yearly(reports).standing).toBe('on_track');
    expect(yearly(reports, { proration: 'equal' }).standing).toBe('off_track');
  });

  it.each([
    ['a month without a row', base().toSpliced(6, 1), 'Flow has no figure for 2017-07'],
    ['a missing month', [...base().toSpliced(1, 1), report('flow', '2017-02', null)], 'no figure for 2017-02'],
    ['a year that is not there', [], 'no figure for 2017-01 and 2017-02'],
    [
      'a year of zeros',
      months(
        'flow',
        '2017-01',
        Array.from({ length: 12 }, () => '0'),
      ),
      'come to 0 t',
    ],
  ] as const)('is unknown by %s in the base year', (_, reports, why) => {
    const finding = yearly([...reports, ...tens('2026-01', 2)]);
    expect(finding).toMatchObject({ standing: 'unknown', value: { value: '20', unit: 't' } });
    expect(finding.reason).toContain(`The seasonal share of 2017 is undefined: `);
    expect(finding.reason).toContain(why);
  });

  it('owes nothing in months in which the base year had nothing', () => {
    const late = months('flow', '2017-01', ['0', '0', ...SEASON.slice(2)]);
    const finding = yearly([...late, ...months('flow', '2026-01', ['0', '0'])]);
    expect(finding.standing).toBe('on_track');
    expect(finding.reason).toContain('when nothing is due yet by the season of 2017');
    expect(yearly([...late, ...months('flow', '2026-01', ['0', '-1'])]).standing).toBe('off_track');
  });

  it('at the end of the year owes the whole, as by the even pace', () => {
    const full = [...base(), ...tens('2025-01', 12, '19')];
    expect(yearly(full)).toMatchObject({ standing: 'breached', margin: { value: '-12' } });
    expect(yearly(full, { proration: 'equal' })).toMatchObject({ standing: 'breached', margin: { value: '-12' } });
  });

  it('takes the base year of another series where it is told to, whatever its unit', () => {
    const elsewhere = base('other').map((one) => ({ ...one, unit: 'kg' }));
    const reports = [...elsewhere, ...months('flow', '2026-01', ['9', '11'])];
    const terms = { proration: { seasonal: { series: 'other', base_year: 2017 } } };
    const finding = assess({
      rule: {
        kind: 'quantity-per-period',
        series: 'flow',
        unit: 't',
        every: 'year',
        floor: '240',
        from: '2020-01',
        ...terms,
      },
      series: { ...specs, other: series('Other side', { unit: 'kg' }) },
      reports,
    });
    expect(finding.standing).toBe('on_track');
    expect(finding.steps.find(({ what }) => what.startsWith('seasonal pace'))!.arithmetic).toBe(
      '240 t × 10 kg ÷ 120 kg',
    );
  });

  it('reads the base year, and of other series nothing before it', () => {
    const needs = (terms: object) =>
      boundRule({
        rule: {
          kind: 'quantity-per-period',
          series: 'flow',
          unit: 't',
          every: 'year',
          floor: '1',
          from: '2020-01',
          ...terms,
        },
      })
        .needs(AT)
        .map((one) => `${one.series} ${one.from}`);
    expect(needs({})).toEqual(['flow 2021-01']);
    expect(needs({ proration: { seasonal: { base_year: 2017 } } })).toEqual(['flow 2017-01']);
    expect(needs({ proration: { seasonal: { base_year: 2024 } } })).toEqual(['flow 2021-01']);
    expect(needs({ proration: { seasonal: { series: 'other', base_year: 2017 } } })).toEqual([
      'flow 2021-01',
      'other 2017-01',
    ]);
  });

  it('is no matter for a ceiling', () => {
    expect(() => yearly([], { floor: undefined, ceiling: '5' })).toThrow(/a ceiling has no pace/);
    expect(() => yearly([], { proration: { seasonal: {} } })).toThrow(/base_year/);
  });

  it('a broken first year owes what the base year had in its months', () => {
    // January to March of 2017 are a quarter, so April to December of a year owe 180 t.
    const finding = yearly([...base(), ...tens('2025-04', 9, '20')], { from: '2025-04' });
    expect(finding).toMatchObject({ standing: 'compliant', target: { value: '180' }, period: '2025-04/2025-12' });
  });
});

describe('a sum over years that follows the months of a base year', () => {
  const sum = (reports: readonly KnownObservation[], terms = {}) =>
    assess({
      rule: {
        kind: 'cumulative-by-date',
        series: ['flow', 'parts'],
        unit: 't',
        target: '480',
        binds: 'floor',
        from: '2025-11',
        by: '2026-10',
        proration: { seasonal: { base_year: 2017 } },
        ...terms,
      },
      series: specs,
      reports,
    });
  const bases = [...base(), ...base('parts')];

  it('goes by the lines in sum, and repeats the shares from year to year', () => {
    // November to February had 10 + 10 + 5 + 5 t of each line's 120 t: a quarter of 480 t is due.
    const finding = sum([
      ...bases,
      ...tens('2025-11', 4, '15'),
      ...months('parts', '2025-11', ['15', '15', '15', '15']),
    ]);
    expect(finding).toMatchObject({ standing: 'on_track', margin: { value: '0' }, period: '2025-11/2026-02' });
    expect(finding.steps.map(({ arithmetic }) => arithmetic)).toEqual(
      expect.arrayContaining(['10 + 10 + 5 + 5 t', '30 t + 30 t', '120 t + 120 t', '480 t × 60 t ÷ 240 t']),
    );
  });

  it('is unknown while one line has no whole base year', () => {
    const finding = sum([
      ...base(),
      ...tens('2025-11', 4, '15'),
      ...months('parts', '2025-11', ['15', '15', '15', '15']),
    ]);
    expect(finding.standing).toBe('unknown');
    expect(finding.reason).toContain('Parts has no figure for 2017-01, 2017-02, 2017-11 and 2017-12');
  });

  it('is no matter for a ceiling, nor without dates', () => {
    expect(() => sum([], { binds: 'ceiling' })).toThrow(/has a pace: leave proration out/);
    expect(() => sum([], { from: undefined, by: undefined, undated: 'none' })).toThrow(
      /has a pace: leave proration out/,
    );
  });
});

describe('a shortfall that is carried over', () => {
  const carry = (reports: readonly KnownObservation[], terms = {}) =>
    yearly(reports, { floor: '120', from: '2024-01', proration: 'equal', carry_over: true, ...terms });

  it('is due in the next year on top, and shown', () => {
    const finding = carry([...tens('2024-01', 12, '12'), ...tens('2025-01', 12, '8'), ...tens('2026-01', 6, '12')]);
    expect(finding).toMatchObject({ standing: 'on_track', target: { value: '144' }, margin: { value: '0' } });
    const steps = finding.steps.map(({ what, arithmetic, result }) => `${what}: ${arithmetic} = ${result}`);
    expect(steps).toEqual(
      expect.arrayContaining([
        'shortfall of 2024, carried over: 120 t - 144 t = none',
        'shortfall of 2025, carried over: 120 t - 96 t = 24 t',
        'due with what is carried over: 120 t + 24 t = 144 t',
      ]),
    );
  });

  it('grows while it is not made up, and a later surplus makes it up', () => {
    const two = [...tens('2024-01', 12, '9'), ...tens('2025-01', 12, '9')];
    expect(carry([...two, ...tens('2026-01', 1)]).target).toEqual({ value: '144', unit: 't' });
    const madeUp = [...tens('2024-01', 12, '9'), ...tens('2025-01', 12, '11')];
    expect(carry([...madeUp, ...tens('2026-01', 1)])).toMatchObject({ standing: 'on_track', target: { value: '120' } });
  });

  it('is unknown while a year before has a gap, and no zero', () => {
    const gap = [...tens('2024-01', 12), ...tens('2025-01', 11), ...tens('2026-01', 6)];
    expect(carry(gap)).toMatchObject({ standing: 'unknown', value: { value: '60' } });
    expect(carry(gap).reason).toContain('final figures for 11 of the 12 months of 2025');
  });

  it('from the assumed share of a broken year is expected, and no breach', () => {
    const finding = carry([...tens('2024-07', 6, '5'), ...tens('2025-01', 12, '12')], { from: '2024-07' });
    expect(finding).toMatchObject({ standing: 'off_track', target: { value: '150' }, value: { value: '144' } });
    expect(finding.headroom).toEqual([{ to: 'breached', quantity: { value: '24', unit: 't' } }]);
  });

  it('from an assumed share does not excuse that the year itself falls short', () => {
    const finding = carry([...tens('2024-07', 6, '5'), ...tens('2025-01', 12, '9')], { from: '2024-07' });
    expect(finding).toMatchObject({ standing: 'breached', target: { value: '150' }, value: { value: '108' } });
  });

  it('needs a start and something to fall short of', () => {
    expect(() => carry([], { floor: undefined, ceiling: '5' })).toThrow(/shortfall to carry over/);
    expect(() => carry([], { from: undefined, undated: 'none' })).toThrow(/shortfall to carry over/);
  });
});

describe('less of what was promised', () => {
  const RANK = (standing: Parameters<typeof severity>[0]) => severity(standing);

  it('never has a better standing, by the season and with what is carried over', () => {
    const standings = Array.from(
      { length: 41 },
      (_, index) =>
        yearly([...base(), ...tens('2025-01', 12, String(10 + index * 0.5)), ...tens('2026-01', 7, String(index))], {
          from: '2025-01',
          carry_over: true,
        }).standing,
    );
    expect(standings.map(RANK)).toEqual(standings.map(RANK).toSorted((a, b) => b - a));
    expect(new Set(standings).size).toBeGreaterThan(2);
  });
});
