import { describe, expect, test } from 'vitest';
import { decideEscalation, type Escalation } from '../../../../services/notices/decide/decide-escalation.ts';
import type { NoticeCase } from '../../../../services/notices/decide/notice-case.ts';
import { caseOf, courseOf, pastOf, toldOf, wordOf } from '../../../support/notice-cases.ts';

/** Told on Tuesday 24 November at 11 in UTC. */
const opened = courseOf('commitment', ['opened', 'at_risk']);
const worse = courseOf('commitment', ['opened', 'at_risk'], ['worsened', 'off_track']);
const closed = courseOf('commitment', ['opened', 'at_risk'], ['closed', 'on_track']);
const friday = Temporal.Instant.from('2026-11-27T11:00:00Z');
const monday = Temporal.Instant.from('2026-11-30T11:00:00Z');

const head = (more: Partial<Escalation> = {}): Escalation => ({
  afterWorkingDays: 4,
  refused: false,
  delivery: 'at_once',
  silence: null,
  quietHours: null,
  timeZone: 'UTC',
  ...more,
});
const decided = (about: NoticeCase, more?: Partial<Escalation>) => wordOf(decideEscalation(about, head(more)));

describe('someone else is told', () => {
  test('when nobody has taken the incident on for so many working days', () => {
    expect(decided(toldOf(opened, [1], { now: friday }))).toBe('not_yet');
    expect(decideEscalation(toldOf(opened, [1], { now: monday }), head())).toMatchObject({
      mail: true,
      reason: 'escalation',
      kind: 'escalation',
      seq: 1,
    });
  });

  test('from when it became worse on, once more', () => {
    const then = pastOf(worse[1]!, null, { notBefore: friday });
    expect(decided(caseOf(worse, { past: [pastOf(worse[0]!), then], now: monday }))).toBe('not_yet');
    const later = Temporal.Instant.from('2026-12-03T11:00:00Z');
    expect(decideEscalation(caseOf(worse, { past: [pastOf(worse[0]!), then], now: later }), head())).toMatchObject({
      reason: 'escalation',
      seq: 2,
    });
  });

  test('also where figures that flap began it', () => {
    const flapping = courseOf('commitment', ['unstable', 'off_track']);
    expect(decided(toldOf(flapping, [1], { now: monday }))).toBe('told: escalation');
    const worsened = courseOf('commitment', ['opened', 'at_risk'], ['unstable', 'off_track']);
    const taken = { seq: 1, until: null };
    expect(decided(toldOf(worsened, [1, 2], { now: monday, acknowledged: taken }))).toBe('told: escalation');
  });

  test('not while somebody has it, and again so long after that has ended', () => {
    const until = (text: string | null) => ({ seq: 1, until: text === null ? null : Temporal.Instant.from(text) });
    const about = (text: string | null) => toldOf(opened, [1], { now: monday, acknowledged: until(text) });
    expect(decided(about(null))).toBe('not_yet');
    expect(decided(about('2026-12-24T00:00:00Z'))).toBe('not_yet');
    expect(decided(about('2026-11-27T11:00:00Z'))).toBe('not_yet');
    expect(decided({ ...about('2026-11-27T11:00:00Z'), now: Temporal.Instant.from('2026-12-03T11:00:00Z') })).toBe(
      'told: escalation',
    );
    expect(decided(toldOf(worse, [1, 2], { now: monday, acknowledged: until(null) })), 'it became worse').toBe(
      'told: escalation',
    );
  });

  test('not of what is closed, nor of what the recipient was never told', () => {
    expect(decided(toldOf(closed, [1, 2], { now: monday }))).toBe('nothing_new');
    expect(decided(caseOf(opened, { now: monday }))).toBe('never_told');
    expect(decided(toldOf(worse, [1], { now: monday }))).toBe('never_told');
  });

  test('unless they are silent themselves, which is kept', () => {
    const about = toldOf(opened, [1], { now: monday });
    expect(decided(about, { refused: true })).toBe('held back: escalation, refused');
    expect(decided(about, { delivery: 'digest' })).toBe('held back: escalation, digest_only');
    expect(decideEscalation(about, head({ silence: '7' }))).toMatchObject({ because: 'silenced', silence: '7' });
  });

  test('in their own working hours', () => {
    const quietHours = { from: Temporal.PlainTime.from('18:00'), to: Temporal.PlainTime.from('08:00') };
    const decision = decideEscalation(
      toldOf(opened, [1], { now: monday }),
      head({ quietHours, timeZone: 'Asia/Kuala_Lumpur' }),
    );
    expect(decision.mail && decision.notBefore.toString()).toBe('2026-12-01T00:00:00Z');
  });
});
