import { describe, expect, test } from 'vitest';
import { stepsOf, releasesOf } from '../../../services/replay/instants.ts';
import { movesOf } from '../../../services/replay/moves.ts';
import { walk } from '../../../services/replay/walk.ts';
import type { History } from '../../../services/replay/history.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { commitment, dealWith, report, series } from '../../support/evidence.ts';

// All figures are made up.

const day = (text: string) => Temporal.Instant.from(`${text}T00:00:00Z`);
const deal = dealWith({
  series: { imports: series('Imports') },
  commitment: commitment({
    due: { from: '2026-01-01' },
    rule: { kind: 'prohibited-flow', series: ['imports'], de_minimis: { value: '0', unit: 't' } },
  }),
});
const vintage = (id: string, period: string, value: string | null, knownFrom: string, published?: string) =>
  report('imports', period, value, {
    vintage: id,
    knownFrom: day(knownFrom),
    ...(published !== undefined && { publishedAt: day(published) }),
  });
const historyOf = (reports: readonly KnownObservation[]): History => ({
  reports: new Map([['imports', reports]]),
  measures: new Map(),
  reads: new Map([['gta', [day('2026-11-05'), day('2026-11-06')]]]),
});
const REPORTS = [
  vintage('1', '2026-01', '0', '2026-11-01', '2026-02-15'),
  vintage('2', '2026-01', '4', '2026-11-02', '2026-03-15'),
  vintage('3', '2026-02', '5', '2026-11-02', '2026-03-15'),
  vintage('4', '2026-03', null, '2026-11-03'),
];
const HISTORY = historyOf(REPORTS);
const texts = (instants: readonly Temporal.Instant[]) => instants.map((at) => at.toString().slice(0, 10));

describe('the instants of a walk', () => {
  test('are those at which something became known, each once, and the first answer of a register', () => {
    expect(texts(releasesOf(HISTORY, 'known'))).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-05']);
  });

  test('are on the published clock those of publication, or of becoming known where none is stated', () => {
    expect(texts(releasesOf(HISTORY, 'published'))).toEqual(['2026-02-15', '2026-03-15', '2026-11-03']);
  });

  test('are those of the span, its ends included; by day also the start of each day', () => {
    const releases = [day('2026-11-01'), day('2026-11-02').add({ hours: 6 }), day('2026-11-04')];
    const span = { from: day('2026-11-01').add({ hours: 1 }), to: day('2026-11-04') };
    expect(stepsOf(releases, 'release', span).map(String)).toEqual(['2026-11-02T06:00:00Z', '2026-11-04T00:00:00Z']);
    expect(stepsOf(releases, 'day', span).map(String)).toEqual([
      '2026-11-02T00:00:00Z',
      '2026-11-02T06:00:00Z',
      '2026-11-03T00:00:00Z',
      '2026-11-04T00:00:00Z',
    ]);
  });
});

describe('a walk', () => {
  const walked = (history: History, clock: 'known' | 'published' = 'published') =>
    walk({ deal, history, clock }, 'promise', releasesOf(history, clock));

  test('keeps what differs from the one before, with the standing since it stands so', () => {
    expect(
      walked(HISTORY).map(({ at, standing, since }) => [...texts([at]), standing, ...texts([since])].join(' ')),
    ).toEqual(['2026-02-15 compliant 2026-02-15', '2026-03-15 breached 2026-03-15', '2026-11-03 breached 2026-03-15']);
  });

  test('moves where standing or law move, and not where only figures do', () => {
    expect(movesOf(walked(HISTORY)).map(({ from, to }) => [from?.standing ?? null, to.standing])).toEqual([
      [null, 'compliant'],
      ['compliant', 'breached'],
    ]);
  });

  test('counts publications on its clock, and neither days nor what was loaded at once', () => {
    const [{ rule }, steady] = [deal.commitments['promise']!, { confirm: 2, recover: 1 }];
    const waiting = {
      ...deal,
      commitments: { promise: { ...commitment({ due: { from: '2026-01-01' }, rule }), steady } },
    };
    const mirror = { ...waiting, series: { imports: series('Imports', { evidence: ['mirror'] }) } };
    const span = { from: day('2026-02-01'), to: day('2026-12-01') };
    const course = { deal: mirror, history: HISTORY, clock: 'published' as const };
    const daily = walk(course, 'promise', stepsOf(releasesOf(HISTORY, 'published'), 'day', span));
    expect(movesOf(daily).map(({ at, to }) => `${at.slice(0, 10)} ${to.standing}`)).toEqual([
      '2026-02-01 unknown',
      '2026-02-15 on_track',
    ]);
    const more = historyOf([...REPORTS, vintage('5', '2026-02', '6', '2026-11-09', '2026-04-15')]);
    const confirmed = walk({ ...course, history: more }, 'promise', releasesOf(more, 'published'));
    expect(movesOf(confirmed).map(({ at, to }) => `${at.slice(0, 10)} ${to.standing}`)).toEqual([
      '2026-02-15 on_track',
      '2026-04-15 off_track',
    ]);
  });

  test('is the same for the same history, and another vintage in the future changes none of it', () => {
    const before = walked(HISTORY);
    const more = historyOf([...REPORTS, vintage('5', '2026-01', '0', '2026-11-09', '2026-11-08')]);
    expect(walked(more).slice(0, before.length)).toEqual(before);
    expect(walked(more)).toHaveLength(before.length + 1);
  });

  test('does not depend on the order in which rows of other figures come', () => {
    // Two vintages of one figure have an order, that in which they became known; all others have none.
    const orders = [
      [0, 1, 2, 3],
      [0, 1, 3, 2],
      [0, 2, 1, 3],
      [2, 0, 1, 3],
      [2, 3, 0, 1],
      [3, 2, 0, 1],
      [3, 0, 2, 1],
    ];
    const straight = JSON.stringify(walked(HISTORY));
    for (const order of orders) {
      expect(JSON.stringify(walked(historyOf(order.map((index) => REPORTS[index]!)))), String(order)).toBe(straight);
    }
  });
});
