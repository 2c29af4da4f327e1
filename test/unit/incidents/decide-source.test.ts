import { describe, expect, test } from 'vitest';
import { SOURCE_STATES, type SourceState } from '../../../config/vocabulary/source-state.ts';
import {
  decideSource,
  type OpenSourceIncident,
  type SourceDecision,
} from '../../../services/incidents/decide-source.ts';
import { SOURCE_FAULTS } from '../../../services/sources/errors.ts';
import type { SourceHealth } from '../../../services/sources/health/health.ts';
import { AT, days, facts, failedRun, ledgerHealth, runOf } from '../../support/tin-sources.ts';

// All figures are made up.

const SEQ = 4;
const open = (state: SourceState, more: Partial<OpenSourceIncident> = {}): OpenSourceIncident => ({
  state,
  seq: SEQ,
  openedAt: days(-5),
  isRelapse: false,
  ...more,
});

const inTime = facts('tin', '2026-10', { reach: { lastKnown: AT } });
const behind = facts('tin', '2026-08');
const failing = failedRun(3, -2, 0);

const HEALTH = {
  in_order: ledgerHealth([inTime]),
  late: ledgerHealth([behind]),
  failing: ledgerHealth([inTime], failing),
  late_and_failing: ledgerHealth([behind], failing),
} satisfies Record<SourceState, SourceHealth>;

const words = (decision: SourceDecision): string =>
  decision.transition === null
    ? decision.because
    : `${decision.transition} ${decision.seq}: ${decision.from} to ${decision.to}, ${decision.reason}`;

const outcome = (incident: OpenSourceIncident | null, health: SourceHealth) =>
  words(decideSource(incident, health, AT));
const outcomes = (incident: OpenSourceIncident | null) =>
  Object.fromEntries(SOURCE_STATES.map((state) => [state, outcome(incident, HEALTH[state])]));

describe('what the health of a source does to its incident', () => {
  test('where none is open', () => {
    expect(outcomes(null)).toEqual({
      in_order: 'in_order',
      late: 'opened 1: null to late, period_overdue',
      failing: 'opened 1: null to failing, pulls_failing',
      late_and_failing: 'opened 1: null to late_and_failing, period_overdue',
    });
  });

  test('where one is open for a period that is late', () => {
    expect(outcomes(open('late'))).toEqual({
      in_order: 'closed 5: late to in_order, figures_came',
      late: 'same_state',
      failing: 'worsened 5: late to failing, pulls_failing',
      late_and_failing: 'worsened 5: late to late_and_failing, pulls_failing',
    });
  });

  test('where one is open for pulls that fail', () => {
    expect(outcomes(open('failing'))).toEqual({
      in_order: 'closed 5: failing to in_order, pulls_succeed',
      late: 'worsened 5: failing to late, period_overdue',
      failing: 'same_state',
      late_and_failing: 'worsened 5: failing to late_and_failing, period_overdue',
    });
  });

  test('where one is open for both: it is closed when the last of the two is over', () => {
    expect(outcomes(open('late_and_failing'))).toEqual({
      in_order: 'closed 5: late_and_failing to in_order, figures_came',
      late: 'improved 5: late_and_failing to late, pulls_succeed',
      failing: 'improved 5: late_and_failing to failing, figures_came',
      late_and_failing: 'same_state',
    });
  });

  test('a source that is quiet for too long is late for that reason', () => {
    const release = { irregular: 'Made up.', quiet_for: 'P1D' };
    expect(outcome(null, ledgerHealth([behind], runOf(), { source: { release } }))).toBe(
      'opened 1: null to late, quiet_too_long',
    );
  });

  test('a source that is asked no longer has nothing open, and opens nothing', () => {
    const idle = ledgerHealth([behind], runOf({ latestOutcome: 'idle' }));
    expect(outcome(null, idle)).toBe('not_watched');
    expect(outcome(open('late_and_failing'), idle)).toBe('closed 5: late_and_failing to in_order, no_longer_watched');
  });

  test('lateness that ends without anything new is told as a change of the calendar, not as figures', () => {
    const nothingNew = facts('tin', '2026-10', { reach: { lastKnown: days(-6) } });
    expect(outcome(open('late'), ledgerHealth([nothingNew]))).toBe('closed 5: late to in_order, calendar_changed');
  });
});

describe('the first hiccup is told to nobody', () => {
  /** The number of failures in a row, at one a day or one an hour, at which an incident opens. */
  const opensAt = (fault: string, everyDays: number) =>
    Array.from({ length: 60 }, (_, index) => index + 1).find(
      (failures) =>
        outcome(null, ledgerHealth([inTime], failedRun(failures, -(failures - 1) * everyDays, 0, fault))) !==
        'may_pass',
    );

  test('each fault has its patience, in failures and in time', () => {
    expect(
      Object.fromEntries(SOURCE_FAULTS.map((fault) => [fault, [opensAt(fault, 1), opensAt(fault, 1 / 24)]])),
    ).toEqual({
      unreachable: [3, 25],
      throttled: [3, 25],
      unavailable: [3, 25],
      refused: [2, 2],
      no_content: [3, 25],
      format: [2, 13],
      wrong_subject: [2, 13],
    });
  });

  test('failures in quick succession, as of one job that tries again, are one hiccup', () => {
    expect(outcome(null, ledgerHealth([inTime], failedRun(50, -0.5, 0)))).toBe('may_pass');
  });

  test('time that passes without another try adds nothing', () => {
    const stale = ledgerHealth([inTime], failedRun(3, -30, -29.5));
    expect(outcome(null, stale)).toBe('may_pass');
  });

  test('once open, one more failure of whatever kind keeps it open', () => {
    expect(outcome(open('failing'), ledgerHealth([inTime], failedRun(1, 0, 0)))).toBe('same_state');
  });
});

describe('flapping', () => {
  const recovered = (goodSince: Temporal.Instant) => ledgerHealth([inTime], runOf({ goodSince }));

  test('one good pull ends it, the first time', () => {
    expect(outcome(open('failing'), recovered(AT))).toBe('closed 5: failing to in_order, pulls_succeed');
  });

  test('a relapse ends only after a week of answers', () => {
    const relapse = open('failing', { isRelapse: true });
    expect(outcome(relapse, recovered(AT))).toBe('settling');
    expect(outcome(relapse, recovered(days(-6.9)))).toBe('settling');
    expect(outcome(relapse, recovered(days(-7)))).toBe('closed 5: failing to in_order, pulls_succeed');
  });
});
