import { describe, expect, test } from 'vitest';
import type { SuppressionCause } from '../../../../config/vocabulary/notice.ts';
import { decideNotice } from '../../../../services/notices/decide/decide-notice.ts';
import type { NoticeCase } from '../../../../services/notices/decide/notice-case.ts';
import { caseOf, courseOf, hours, NOON, pastOf, toldOf, wordOf } from '../../../support/notice-cases.ts';

const opened = courseOf('commitment', ['opened', 'at_risk']);
const worse = courseOf('commitment', ['opened', 'at_risk'], ['worsened', 'off_track']);
const better = courseOf('commitment', ['opened', 'off_track'], ['improved', 'at_risk']);
const corrected = courseOf('commitment', ['opened', 'at_risk'], ['corrected', 'at_risk', 'data_revised']);
const unstable = courseOf('commitment', ['opened', 'at_risk'], ['unstable', 'off_track']);
const closed = courseOf('commitment', ['opened', 'at_risk'], ['closed', 'on_track']);
const breached = courseOf('commitment', ['opened', 'breached']);

const decided = (about: NoticeCase) => wordOf(decideNotice(about));

describe('the decision table', () => {
  // The rules of Alertmanager's dedup stage, in their order, for one incident and one recipient.
  test.each<[string, string, NoticeCase]>([
    ['1 never told, it is open', 'told: first', caseOf(opened)],
    ['1 never told, it became worse', 'told: first', caseOf(worse)],
    ['1 never told, it is closed', 'never_told', caseOf(closed)],
    ['2 told, it became worse', 'told: worsened', toldOf(worse, [1])],
    ['2 told, it became better', 'told: improved', toldOf(better, [1])],
    ['2 told, its figures were revised', 'told: corrected', toldOf(corrected, [1])],
    ['2 told, it became unstable', 'told: unstable', toldOf(unstable, [1])],
    ['3 told, it is closed', 'told: closed', toldOf(closed, [1])],
    ['3 told that it is closed', 'nothing_new', toldOf(closed, [1, 2])],
    ['4 told of all, not long ago', 'not_yet', toldOf(worse, [1, 2])],
    ['5 told of all, long ago', 'told: reminder', toldOf(opened, [1], { now: hours(7 * 24) })],
  ])('%s: %s', (_rule, expected, about) => {
    expect(decided(about)).toBe(expected);
  });

  test('says the same at the transition, at any look after it, and a second time nothing', () => {
    const first = decideNotice(caseOf(opened, { now: opened[0]!.at }));
    const later = decideNotice(caseOf(opened, { now: hours(30) }));
    expect([first, later].map(wordOf)).toEqual(['told: first', 'told: first']);
    expect([first, later].map((decision) => decision.reason !== null && `${decision.seq}:${decision.kind}`)).toEqual([
      '1:opened',
      '1:opened',
    ]);
    expect(decided(toldOf(opened, [1]))).toBe('not_yet');
  });

  test('of several transitions that were not told, the last says it all', () => {
    const course = courseOf(
      'commitment',
      ['opened', 'at_risk'],
      ['worsened', 'breached'],
      ['improved', 'off_track'],
      ['improved', 'at_risk'],
    );
    expect(decided(toldOf(course.slice(0, 3), [1]))).toBe('told: worsened');
    expect(decided(toldOf(course, [1])), 'it came and went').toBe('not_yet');
    expect(decided(toldOf(course, [1, 2]))).toBe('told: improved');
  });
});

describe('who wants to hear of it', () => {
  test('nobody who does not follow it, but for the end of what they were told of', () => {
    expect(decided(caseOf(opened, { least: null }))).toBe('not_followed');
    expect(decided(toldOf(worse, [1], { least: null }))).toBe('not_followed');
    expect(decided(toldOf(closed, [1], { least: null }))).toBe('told: closed');
  });

  test('a drift milder than they want to hear of is not told, and told when it is as bad as that', () => {
    expect(decided(caseOf(opened, { least: 'off_track' }))).toBe('too_mild');
    expect(decided(caseOf(worse, { least: 'off_track' }))).toBe('told: first');
    expect(decided(caseOf(worse, { least: 'breached' }))).toBe('too_mild');
  });

  test('that figures flap is told to who wants to hear of where they are held, and to who was told before', () => {
    const held = courseOf('commitment', ['unstable', 'off_track']);
    expect(decided(caseOf(held))).toBe('told: first');
    expect(decided(caseOf(held, { least: 'breached' }))).toBe('too_mild');
    expect(decided(toldOf(unstable, [1], { least: 'breached' }))).toBe('told: unstable');
  });

  test('who was told that it was bad is told that it is milder, and reminded of it no more', () => {
    expect(decided(toldOf(better, [1], { least: 'off_track' }))).toBe('told: improved');
    expect(decided(toldOf(better, [1, 2], { least: 'off_track', now: hours(30 * 24) }))).toBe('nothing_new');
  });
});

describe('what is held back is kept with its cause', () => {
  test.each<[string, SuppressionCause, Partial<NoticeCase>]>([
    ['an address that a server has refused', 'refused', { refused: true }],
    ['a recipient of the digest alone', 'digest_only', { delivery: 'digest' }],
    ['a silence', 'silenced', { silence: '7' }],
  ])('%s: also a breach', (_what, because, more) => {
    for (const moves of [opened, breached]) {
      const held = { mail: false, because, reason: 'first', kind: 'opened', seq: 1, silence: more.silence ?? null };
      expect(decideNotice(caseOf(moves, more))).toEqual(held);
    }
  });

  test('an address that is refused before all else, and the digest before a silence', () => {
    const all = { refused: true, delivery: 'digest', silence: '7' } as const;
    expect(decided(caseOf(opened, all))).toBe('held back: first, refused');
    expect(decided(caseOf(opened, { ...all, refused: false }))).toBe('held back: first, digest_only');
  });

  test('a late source, as long as only time has moved the commitment, and never a breach', () => {
    const byTime = courseOf('commitment', ['opened', 'at_risk', 'time_passed']);
    expect(decided(caseOf(byTime, { sourceLate: true }))).toBe('held back: first, source_late');
    expect(decided(caseOf(byTime))).toBe('told: first');
    expect(decided(caseOf(opened, { sourceLate: true })), 'a figure came').toBe('told: first');
    const breach = courseOf('commitment', ['opened', 'breached', 'time_passed']);
    expect(decided(caseOf(breach, { sourceLate: true }))).toBe('told: first');
    const since = courseOf('commitment', ['opened', 'at_risk'], ['worsened', 'off_track', 'time_passed']);
    expect(decided(toldOf(since, [1], { sourceLate: true }))).toBe('held back: worsened, source_late');
    expect(decided(caseOf(since, { sourceLate: true })), 'a figure opened it').toBe('told: first');
  });

  test('a changed rule restates history and raises no alarm; an end by it is told', () => {
    const restated = courseOf('commitment', ['opened', 'at_risk', 'rule_changed']);
    expect(decided(caseOf(restated))).toBe('held back: first, restated');
    const since = courseOf('commitment', ['opened', 'at_risk'], ['worsened', 'off_track', 'rule_changed']);
    expect(decided(toldOf(since, [1]))).toBe('held back: worsened, restated');
    const ended = courseOf('commitment', ['opened', 'at_risk'], ['closed', 'on_track', 'rule_changed']);
    expect(decided(toldOf(ended, [1]))).toBe('told: closed');
    const andThen = courseOf('commitment', ['opened', 'at_risk', 'rule_changed'], ['worsened', 'off_track']);
    expect(decided(caseOf(andThen))).toBe('told: first');
  });
});

describe('a silence', () => {
  test('mutes no end of what somebody was told of', () => {
    expect(decided(toldOf(closed, [1], { silence: '7' }))).toBe('told: closed');
    expect(decided(caseOf(closed, { silence: '7' }))).toBe('never_told');
    expect(decided(toldOf(closed, [1], { refused: true }))).toBe('held back: closed, refused');
  });

  test('that has ended lets what still holds be told, with that it was silenced', () => {
    const held = pastOf(opened[0]!, 'silenced', { silence: '7' });
    expect(decideNotice(caseOf(opened, { past: [held] }))).toMatchObject({ mail: true, reason: 'first', silence: '7' });
    expect(decideNotice(caseOf(closed, { past: [held] }))).toMatchObject({ because: 'never_told' });
    const told = pastOf(worse[0]!);
    const heldWorse = pastOf(worse[1]!, 'silenced', { silence: '8' });
    expect(decideNotice(caseOf(worse, { past: [told, heldWorse] }))).toMatchObject({
      reason: 'worsened',
      silence: '8',
    });
  });

  test('of long ago is not brought up again', () => {
    const past = [pastOf(worse[0]!, 'silenced', { silence: '7' }), pastOf(worse[0]!)];
    expect(decideNotice(caseOf(worse, { past }))).toMatchObject({ reason: 'worsened', silence: null });
  });
});

describe('when a mail leaves', () => {
  const leaves = (about: NoticeCase): string | null => {
    const decision = decideNotice(about);
    return decision.mail ? decision.notBefore.toString() : null;
  };
  const quietHours = { from: Temporal.PlainTime.from('22:00'), to: Temporal.PlainTime.from('07:00') };
  // It is 23:30 in Kuala Lumpur.
  const night = { quietHours, timeZone: 'Asia/Kuala_Lumpur', now: Temporal.Instant.from('2026-11-24T15:30:00Z') };

  test('after a wait for more of the same release; a breach at once', () => {
    expect(leaves(caseOf(opened))).toBe('2026-11-24T12:05:00Z');
    expect(leaves(caseOf(breached))).toBe(NOON.toString());
  });

  test('after the quiet hours of the recipient’s own clock; a breach goes through them', () => {
    expect(leaves(caseOf(opened, night))).toBe('2026-11-24T23:00:00Z');
    expect(leaves(toldOf(closed, [1], night))).toBe('2026-11-24T23:00:00Z');
    expect(leaves(caseOf(breached, night))).toBe(night.now.toString());
  });

  test('a breach whose figures are revised is no news to be woken for', () => {
    const revised = courseOf('commitment', ['opened', 'breached'], ['corrected', 'breached', 'data_revised']);
    expect(leaves(toldOf(revised, [1], night))).toBe('2026-11-24T23:00:00Z');
  });
});

describe('a reminder', () => {
  /** Told on Tuesday 24 November at 11 in UTC. */
  const since = (more: Partial<NoticeCase>) => toldOf(opened, [1], more);
  const atNoonOn = (day: number) => Temporal.Instant.from(`2026-12-${String(day).padStart(2, '0')}T12:00:00Z`);

  test('comes when nothing was said for so long, once for each such time', () => {
    expect(decided(since({ now: Temporal.Instant.from('2026-12-01T10:59:00Z') }))).toBe('not_yet');
    const due = decideNotice(since({ now: atNoonOn(1) }));
    expect(due).toMatchObject({ mail: true, reason: 'reminder', kind: 'reminder-2026-12-01', seq: 1 });
    const reminded = [pastOf(opened[0]!), pastOf(opened[0]!, null, { notBefore: atNoonOn(1) })];
    expect(decided(caseOf(opened, { past: reminded, now: atNoonOn(7) }))).toBe('not_yet');
    expect(decideNotice(caseOf(opened, { past: reminded, now: atNoonOn(8) }))).toMatchObject({
      kind: 'reminder-2026-12-08',
    });
  });

  test('falls on a working day, and into no quiet hours', () => {
    const onSaturday = { remindAfter: Temporal.Duration.from({ days: 4 }) };
    expect(decided(since({ ...onSaturday, now: Temporal.Instant.from('2026-11-29T12:00:00Z') }))).toBe('not_yet');
    expect(decideNotice(since({ ...onSaturday, now: Temporal.Instant.from('2026-11-30T11:00:00Z') }))).toMatchObject({
      kind: 'reminder-2026-11-30',
    });
    // Nobody looked before the next Saturday.
    const late = decideNotice(since({ ...onSaturday, now: atNoonOn(5) }));
    expect(late.mail && late.notBefore.toString()).toBe('2026-12-07T12:05:00Z');
  });

  test('is not sent to who wants none, nor before the mail before it has left', () => {
    expect(decided(since({ remindAfter: null, now: atNoonOn(20) }))).toBe('nothing_new');
    const waiting = pastOf(opened[0]!, null, { isSettled: false });
    expect(decided(caseOf(opened, { past: [waiting], now: atNoonOn(20) }))).toBe('not_yet');
  });

  test('is held back while somebody has taken the incident on, until a date or until it worsens', () => {
    const taken = (until: Temporal.Instant | null) => ({ acknowledged: { seq: 1, until }, now: atNoonOn(1) });
    expect(decided(since(taken(null)))).toBe('held back: reminder, acknowledged');
    expect(decided(since(taken(atNoonOn(2))))).toBe('held back: reminder, acknowledged');
    expect(decided(since(taken(atNoonOn(1))))).toBe('told: reminder');
    expect(decided(toldOf(worse, [1, 2], taken(null)))).toBe('told: reminder');
    expect(decided(since({ silence: '7', now: atNoonOn(1) }))).toBe('held back: reminder, silenced');
  });

  test('says that the silence which held it back has ended', () => {
    const past = [pastOf(opened[0]!), pastOf(opened[0]!, 'silenced', { silence: '7' })];
    expect(decideNotice(caseOf(opened, { past, now: atNoonOn(1) }))).toMatchObject({
      reason: 'reminder',
      silence: '7',
    });
  });
});

test('taking an incident on mutes no news of it', () => {
  const taken = { acknowledged: { seq: 1, until: null } };
  for (const [moves, said] of [
    [worse, 'told: worsened'],
    [better, 'told: improved'],
    [corrected, 'told: corrected'],
    [closed, 'told: closed'],
  ] as const) {
    expect(decided(toldOf(moves, [1], taken))).toBe(said);
  }
});

describe('of a source', () => {
  const late = courseOf('source', ['opened', 'late']);
  const both = courseOf('source', ['opened', 'late'], ['worsened', 'late_and_failing']);
  const half = courseOf(
    'source',
    ['opened', 'late_and_failing'],
    ['improved', 'late'],
    ['worsened', 'late_and_failing'],
  );
  const over = courseOf('source', ['opened', 'late'], ['closed', 'in_order']);

  test.each<[string, string, NoticeCase]>([
    ['its trouble', 'told: first', caseOf(late)],
    ['a trouble of another kind', 'told: worsened', toldOf(both, [1])],
    ['that part of it is over', 'not_yet', toldOf(half.slice(0, 2), [1])],
    ['trouble that comes back', 'not_yet', toldOf(half, [1])],
    ['the end, to who was told', 'told: closed', toldOf(over, [1])],
    ['the end, to who was not', 'never_told', caseOf(over)],
    ['that it goes on', 'told: reminder', toldOf(late, [1], { now: hours(7 * 24) })],
    ['to who does not follow it', 'not_followed', caseOf(late, { least: null })],
  ])('%s: %s', (_what, expected, about) => {
    expect(decided(about)).toBe(expected);
  });
});
