import { describe, expect, it } from 'vitest';
import type { SeriesSpec } from '../../../config/deal/schema.ts';
import { Watch, type WatchSpec } from '../../../config/deal/watch.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { windowsOf } from '../../../services/commitments/windows.ts';
import { AT, commitment, dealWith, judged, months, report, series } from '../../support/evidence.ts';
import { MONTGOMERY } from './methods/montgomery.ts';

// All figures are made up, but for those of Montgomery.
const watch = (spec: object): WatchSpec => Watch.parse(spec);
const floor = (terms = {}) =>
  commitment({
    rule: {
      kind: 'quantity-per-period',
      series: 'flow',
      unit: 't',
      every: 'year',
      floor: '12',
      from: '2020-01',
      ...terms,
    },
  });
const flow = (spec: object | undefined, more: Partial<SeriesSpec> = {}) => ({
  flow: series('Flow', { ...more, ...(spec && { watch: watch(spec) }) }),
});
const look = (spec: object | undefined, reports: readonly KnownObservation[], terms = {}, previous = null as never) =>
  judged({ commitment: floor(terms), series: flow(spec), reports, previous });
const driftStep = (judgement: ReturnType<typeof judged>) =>
  judgement.steps.find(({ what }) => what.startsWith('drift of Flow'))!;

/** Values about 10 that vary a little, with nothing of a season. */
const around = (count: number, level = 10) =>
  Array.from({ length: count }, (_, index) => String(level + [0, 0.3, -0.2, 0.1, -0.3, 0.2, -0.1][index % 7]!));
const REFERENCE = { from: '2024-01', to: '2024-12' };
const EWMA = { detector: 'ewma', reference: REFERENCE, bad: 'down' };

describe('a series that is watched', () => {
  const steady = months('flow', '2024-01', around(30));
  const fallen = [...months('flow', '2024-01', [...around(25), '10.4']), ...months('flow', '2026-03', around(4, 8))];

  it('without a shift says so in a step, and leaves the standing', () => {
    const judgement = look(EWMA, steady);
    expect(judgement).toMatchObject({ standing: 'compliant', found: 'compliant', remarks: [] });
    expect(driftStep(judgement)).toMatchObject({
      what: 'drift of Flow, by ewma/1',
      arithmetic: expect.stringMatching(
        /^values, learnt from 2024-01 to 2024-12, lambda 0.3, width 3; 12 periods, centre /,
      ),
      result: expect.stringMatching(/^2026-06: average .*: no signal$/),
    });
  });

  it('with a shift in the bad direction is at risk, and says from which month on', () => {
    const judgement = look(EWMA, fallen);
    expect(judgement).toMatchObject({ standing: 'at_risk', found: 'at_risk', legal: 'compliant' });
    expect(judgement.reason).toMatch(
      / Its figures drift: Flow shifted down, from 2026-03 on \(ewma: average .* in 2026-06, limit .*\)\.$/,
    );
    expect(judgement.remarks).toEqual([expect.stringMatching(/^Drift: Flow shifted down, from 2026-03 on/)]);
    expect(judgement.steps.at(-1)).toMatchObject({ what: 'moved by drift', arithmetic: 'compliant -> at_risk' });
    expect(judgement.wayBack).toBe('Figures that are back within the limits of the watch for drift.');
  });

  it('with a shift in the other direction is remarked, and moves nothing', () => {
    const judgement = look({ ...EWMA, bad: 'up' }, fallen);
    expect(judgement.standing).toBe('compliant');
    expect(judgement.remarks).toEqual([expect.stringContaining('Drift: Flow shifted down, from 2026-03 on')]);
  });

  it('where no direction is said to be bad, either is', () => {
    const { bad: _, ...either } = EWMA;
    const risen = [...months('flow', '2024-01', around(26)), ...months('flow', '2026-03', around(4, 12))];
    expect(look(either, fallen).standing).toBe('at_risk');
    expect(look(either, risen).standing).toBe('at_risk');
  });

  it('never makes a worse standing better, nor an unknown one known', () => {
    expect(look(EWMA, fallen, { floor: '1000' }).standing).toBe('off_track');
    const undated = { from: undefined, undated: 'no year' };
    const unknown = look(EWMA, fallen, undated);
    expect(unknown).toMatchObject({ standing: 'unknown', found: 'unknown' });
    expect(unknown.remarks).toEqual(expect.arrayContaining([expect.stringContaining('Drift: Flow shifted down')]));
  });

  it('worse figures never have a better standing', () => {
    const standings = [10, 9.9, 9.5, 9, 8, 5, 2, 0.1].map(
      (level) =>
        look(EWMA, [...months('flow', '2024-01', around(26)), ...months('flow', '2026-03', around(4, level))]).standing,
    );
    const order = ['compliant', 'at_risk', 'off_track'];
    const ranks = standings.map((one) => order.indexOf(one));
    expect(ranks).toEqual(ranks.toSorted());
    expect(new Set(standings).size).toBeGreaterThan(1);
  });

  it('that is not watched has no step of it', () => {
    const judgement = look(undefined, fallen);
    expect(judgement.steps.some(({ what }) => what.startsWith('drift'))).toBe(false);
    expect(judgement.standing).toBe('compliant');
  });

  it('names the newest figure among the figures, and all of its history among the inputs', () => {
    const judgement = look(EWMA, fallen, { floor: '1000' });
    expect(judgement.inputs).toHaveLength(30);
    expect(judgement.figures.some(({ period }) => period === '2026-06')).toBe(true);
  });
});

describe('the detectors', () => {
  const course = (values: readonly (string | null)[]) => months('flow', '2020-01', values);

  it('a cusum of the values of Montgomery has its sums, learnt from the first twenty', () => {
    const spec = { detector: 'cusum', reference: { from: '2020-01', to: '2021-08' }, interval: '3' };
    const step = driftStep(look(spec, course(MONTGOMERY.map(String)), { from: '2020-01' }));
    expect(step.arithmetic).toContain('allowance 0.5 and interval 3 standard deviations; 20 periods, centre 9.996, ');
    expect(step.result).toMatch(
      /^2022-06: sums 4.60532496969\d* up, 0 down, limit 3.54500627272\d*: shifted up, from 2021-11 on$/,
    );
  });

  it('a cusum stays until its sum is back at zero', () => {
    const spec = { detector: 'cusum', reference: { from: '2020-01', to: '2020-12' } };
    const shifted = [...around(12), ...around(5, 11)];
    const below = look(spec, course([...shifted, '9.8', '9.8', '9.8']));
    expect(driftStep(below).result).toMatch(/shifted up, from 2021-01 on$/);
    const back = look(spec, course([...shifted, ...Array.from({ length: 40 }, () => '9.9')]));
    expect(driftStep(back).result).toMatch(/no signal$/);
  });

  it('an individuals chart tells the month that left the limits', () => {
    const spec = { detector: 'individuals', reference: { from: '2020-01', to: '2020-12' } };
    expect(driftStep(look(spec, course([...around(14), '20', '21']))).result).toMatch(/shifted up, from 2021-03 on$/);
    expect(driftStep(look(spec, course([...around(14), '20', '10']))).result).toMatch(/no signal$/);
  });

  it('a robust z holds the newest change against the changes before', () => {
    const spec = { detector: 'robust-z', bad: 'down' };
    const seasonal = Array.from({ length: 40 }, (_, index) =>
      String(100 + 10 * (index % 12) + [0, 3, -2, 1, -1][index % 5]!),
    );
    expect(driftStep(look(spec, course(seasonal))).result).toMatch(/z .*, limit ±3.5: no signal$/);
    const jumped = [...seasonal.slice(0, 38), '20', '20'];
    expect(driftStep(look(spec, course(jumped))).result).toMatch(/shifted down, from 2023-03 on$/);
  });

  it('changes may be charted where values have a season', () => {
    const seasonal = Array.from({ length: 36 }, (_, index) =>
      String(100 + 50 * (index % 12) + [0, 3, -2, 1, -1][index % 5]!),
    );
    const spec = { detector: 'ewma', of: 'changes', reference: { from: '2021-01', to: '2021-12' } };
    expect(driftStep(look(spec, course(seasonal))).result).toMatch(/no signal$/);
    expect(
      driftStep(
        look(spec, course([...seasonal.slice(0, 30), ...seasonal.slice(30).map((one) => String(Number(one) - 30))])),
      ).result,
    ).toMatch(/shifted down, from 2022-07 on$/);
  });
});

describe('a watch with too little to go by', () => {
  it('says nothing from fewer than eight periods', () => {
    const gappy = around(12).map((value, index) => (index < 7 ? value : null));
    const judgement = look(EWMA, [...months('flow', '2024-01', gappy), ...months('flow', '2025-01', ['1', '1', '1'])]);
    expect(driftStep(judgement).result).toBe('no signal: too few figures to learn from');
    expect(driftStep(look({ detector: 'robust-z' }, months('flow', '2024-01', around(20)))).result).toBe(
      'no signal: too few figures to learn from',
    );
  });

  it('says nothing of figures that do not vary', () => {
    const flat = months(
      'flow',
      '2024-01',
      Array.from({ length: 30 }, () => '10'),
    );
    expect(driftStep(look(EWMA, flat)).result).toContain('do not vary');
    expect(driftStep(look({ ...EWMA, detector: 'individuals' }, flat)).result).toContain('do not vary');
  });

  it('says nothing before there is a figure after its reference', () => {
    expect(driftStep(look(EWMA, months('flow', '2024-01', around(12)))).result).toBe(
      'no signal: there is no figure to judge',
    );
    expect(driftStep(look(EWMA, [])).result).toBe('no signal: there is no figure to judge');
  });

  it('of a series of zeros, the first flow is an event and moves nothing', () => {
    const zeros = Array.from({ length: 40 }, () => '0');
    const ceiling = { floor: undefined, ceiling: '100' };
    const judgement = look({ detector: 'robust-z' }, months('flow', '2022-01', [...zeros, '50']), ceiling);
    expect(judgement.standing).toBe('on_track');
    expect(driftStep(judgement).result).toBe(
      'no signal, but an event: first flow in 2025-05, after 12 periods of zero',
    );
    expect(judgement.remarks).toContain('Flow: first flow in 2025-05, after 12 periods of zero.');
    const later = look({ detector: 'robust-z' }, months('flow', '2022-01', [...zeros, '50', '60']), ceiling);
    expect(driftStep(later).result).toContain('do not vary');
  });

  it('a month that is missing is no zero: it moves no average, and no month is made up for it', () => {
    const gaps = months('flow', '2025-01', [...around(6), null, null, null, ...around(4)]);
    const reports = [...months('flow', '2024-01', around(12)), ...gaps.filter((_, index) => index !== 7)];
    const judgement = look(EWMA, reports, { floor: '1' });
    expect(driftStep(judgement).result).toMatch(/^2026-01: .*: no signal$/);
  });

  it('a newest month without a value leaves the one before to be judged', () => {
    const judgement = look(EWMA, [...months('flow', '2024-01', around(28)), report('flow', '2026-05', null)]);
    expect(driftStep(judgement).result).toMatch(/^2026-04: /);
  });

  it('a provisional newest figure is marked', () => {
    const reports = [
      ...months('flow', '2024-01', around(26)),
      ...months('flow', '2026-03', around(4, 8), { status: 'provisional' }),
    ];
    expect(look(EWMA, reports).remarks).toEqual(
      expect.arrayContaining([expect.stringMatching(/shifted down.* The newest figure is provisional\.$/)]),
    );
  });
});

describe('the windows of a watch', () => {
  const windows = (spec: object, more: Partial<SeriesSpec> = {}) =>
    windowsOf(dealWith({ series: flow(spec, more) }), boundRule(floor()), AT).map(
      ({ series: id, from, watch: watched }) => `${id} ${from}${watched ? ' watch' : ''}`,
    );

  it('reach back to what the detector learns from, beside those of the rule', () => {
    expect(windows(EWMA)).toEqual(['flow 2021-01', 'flow 2024-01 watch']);
    expect(windows({ ...EWMA, of: 'changes' })).toEqual(['flow 2021-01', 'flow 2023-01 watch']);
    expect(windows({ ...EWMA, of: 'changes' }, { frequency: 'quarter' })).toEqual([
      'flow 2021-01',
      'flow 2023-01 watch',
    ]);
    expect(windows({ detector: 'robust-z' })).toEqual(['flow 2021-01', 'flow 2021-01 watch']);
    expect(windows({ detector: 'robust-z', window: 10 }, { frequency: 'year' })).toEqual([
      'flow 2021-01',
      'flow 2014-01 watch',
    ]);
  });

  it('are not seen by the rule', () => {
    const old = months('flow', '2015-01', around(12));
    const spec = { ...EWMA, reference: { from: '2015-01', to: '2015-12' } };
    const judgement = look(spec, [...old, ...months('flow', '2026-01', around(3))]);
    expect(judgement.figures.some(({ period }) => period.startsWith('2015'))).toBe(false);
    expect(judgement.inputs).toContain('flow@2015-01#Publisher');
    expect(driftStep(judgement).arithmetic).toContain('12 periods');
  });
});
