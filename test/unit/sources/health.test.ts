import { describe, expect, test } from 'vitest';
import { formatPeriod } from '../../../config/vocabulary/period.ts';
import type { SourceHealth } from '../../../services/sources/health/health.ts';
import { AT, days, facts, failedRun, ledgerHealth, runOf } from '../../support/tin-sources.ts';

// All figures are made up. On 24 November October is expected since the 15th, and September is overdue since the 25th of October.

/** The series that make a source late, with the period each lacks; null when it is in time. */
function lateness({ late }: SourceHealth): readonly string[] | string | null {
  if (late === null) return null;
  if (late.reason === 'quiet_too_long') return `quiet since ${late.quietSince.toString()}`;
  return late.lacking.map(
    ({ series, period, newest }) => `${series} ${formatPeriod(period)} after ${newest && formatPeriod(newest)}`,
  );
}

const sparse = { spec: { sparse: 'Made up.' } };

describe('a source is late', () => {
  test('when a series lacks the newest overdue period, and not while only its grace runs', () => {
    expect(lateness(ledgerHealth([facts('tin', '2026-09')]))).toBeNull();
    expect(lateness(ledgerHealth([facts('tin', '2026-08')]))).toEqual(['tin 2026-09 after 2026-08']);
  });

  test('when one of several lacks it, and the others do not cover for that one', () => {
    expect(lateness(ledgerHealth([facts('tin', '2026-10'), facts('raw', '2026-07')]))).toEqual([
      'raw 2026-09 after 2026-07',
    ]);
  });

  test('and stays it when an old period is filled in: only the newest that is known counts', () => {
    const backfilled = facts('tin', '2026-08', { reach: { lastKnown: AT } });
    expect(lateness(ledgerHealth([backfilled]))).toEqual(['tin 2026-09 after 2026-08']);
  });

  test('no more once the period has come, or a later one', () => {
    for (const period of ['2026-09', '2026-10', '2026-11']) {
      expect(lateness(ledgerHealth([facts('tin', period)]))).toBeNull();
    }
  });

  test('never by a series whose publisher leaves periods out, as long as another one speaks for it', () => {
    expect(lateness(ledgerHealth([facts('tin', '2026-09'), facts('coal', '2025-01', sparse)]))).toBeNull();
    expect(lateness(ledgerHealth([facts('coal', '2025-01', sparse)]))).toBeNull();
    expect(lateness(ledgerHealth([facts('tin', '2026-08'), facts('coal', '2026-09', sparse)]))).toEqual([
      'tin 2026-09 after 2026-08',
    ]);
  });

  test('never by a series that has ended', () => {
    const ended = { spec: { ended: '2026-03' } };
    expect(lateness(ledgerHealth([facts('old', '2026-03', ended)]))).toBeNull();
    expect(lateness(ledgerHealth([facts('old', '2026-02', ended)]))).toEqual(['old 2026-03 after 2026-02']);
  });

  test('only after its grace, counted from when it was first asked, or its series came into the deal', () => {
    const none = facts('tin', null);
    expect(lateness(ledgerHealth([none], runOf({ firstAt: days(-9) })))).toBeNull();
    expect(lateness(ledgerHealth([none], runOf({ firstAt: days(-12) })))).toEqual(['tin 2026-09 after null']);
    const added = facts('tin', null, { reach: { addedAt: days(-1) } });
    expect(lateness(ledgerHealth([added, facts('raw', '2026-10')]))).toBeNull();
  });

  test.each([
    ['that was never asked', null, {}],
    ['that is idle', runOf({ latestOutcome: 'idle' }), {}],
    ['whose figures are recorded', runOf(), { mode: 'recorded' }],
  ] as const)('never: one %s', (_what, run, more) => {
    const health = ledgerHealth([facts('tin', '2020-01')], run, more);
    expect(health).toMatchObject({ watched: false, late: null, expected: null, next: null });
  });
});

describe('without a calendar', () => {
  const hand = { source: { release: { irregular: 'Made up.', quiet_for: 'P6M' } } } as const;
  const news = (at: Temporal.Instant | null) => facts('tin', at && '2024-01', { reach: { lastKnown: at } });

  test('a source that nobody fed for its time is late, whatever periods it has', () => {
    const since = Temporal.Instant.from('2026-05-24T08:59:00Z');
    expect(lateness(ledgerHealth([news(since)], runOf(), hand))).toBe('quiet since 2026-05-24T08:59:00Z');
    expect(lateness(ledgerHealth([news(since.add({ minutes: 2 }))], runOf(), hand))).toBeNull();
  });

  test('one that was never fed is counted from when it was first looked at', () => {
    expect(lateness(ledgerHealth([news(null)], runOf({ firstAt: days(-100) }), hand))).toBeNull();
    expect(lateness(ledgerHealth([news(null)], runOf({ firstAt: days(-200) }), hand))).toContain('quiet since');
  });

  test('one without such a time is never late, and one whose series have ended neither', () => {
    const never = { source: { release: { irregular: 'Made up.' } } } as const;
    expect(lateness(ledgerHealth([news(days(-3000))], runOf(), never))).toBeNull();
    const ended = facts('tin', '2020-01', { spec: { ended: '2020-01' }, reach: { lastKnown: days(-3000) } });
    expect(lateness(ledgerHealth([ended], runOf(), hand))).toBeNull();
  });
});

describe('what is told of a source', () => {
  const told = ({ expected, next, newest }: SourceHealth) => [
    expected && `${formatPeriod(expected.period)} by ${expected.by.toString()}`,
    next && `${formatPeriod(next.period)} by ${next.by.toString()}`,
    newest && formatPeriod(newest),
  ];

  test('in time: the newest period that has to be there, and the next one', () => {
    expect(told(ledgerHealth([facts('tin', '2026-10')]))).toEqual([
      '2026-10 by 2026-11-15',
      '2026-11 by 2026-12-15',
      '2026-10',
    ]);
  });

  test('late: the period that is lacking, not one whose grace still runs', () => {
    expect(told(ledgerHealth([facts('tin', '2026-08'), facts('raw', '2026-10')]))).toEqual([
      '2026-09 by 2026-10-15',
      '2026-11 by 2026-12-15',
      '2026-10',
    ]);
  });

  test('that fails: how often, since when and why, in either mode', () => {
    for (const mode of ['live', 'recorded'] as const) {
      expect(ledgerHealth([], failedRun(3, -2, 0), { mode }).failing).toEqual({
        fault: 'unreachable',
        detail: 'The tin ledger: no answer within 30 s',
        failures: 3,
        since: days(-2),
        until: AT,
      });
    }
    expect(ledgerHealth([], runOf()).failing).toBeNull();
  });
});
