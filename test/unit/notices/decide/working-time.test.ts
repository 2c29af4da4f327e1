import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  afterQuietHours,
  onWorkingDay,
  workingTime,
} from '../../../../services/notices/decide/working-time.ts';

const at = (text: string) => Temporal.Instant.from(text);
const hours = (from: string, to: string) => ({ from: Temporal.PlainTime.from(from), to: Temporal.PlainTime.from(to) });
const NIGHT = hours('22:00', '07:00');
const LUNCH = hours('12:00', '13:30');

describe('quiet hours', () => {
  test.each([
    ['in the evening, until the next morning', '2026-11-24T23:15:00Z', NIGHT, '2026-11-25T07:00:00Z'],
    ['after midnight, until the same morning', '2026-11-25T06:59:59Z', NIGHT, '2026-11-25T07:00:00Z'],
    ['from their first minute', '2026-11-24T22:00:00Z', NIGHT, '2026-11-25T07:00:00Z'],
    ['not in their last', '2026-11-25T07:00:00Z', NIGHT, '2026-11-25T07:00:00Z'],
    ['not in the day', '2026-11-24T12:00:00Z', NIGHT, '2026-11-24T12:00:00Z'],
    ['within a day', '2026-11-24T12:30:00Z', LUNCH, '2026-11-24T13:30:00Z'],
    ['within a day, not outside', '2026-11-24T13:30:00Z', LUNCH, '2026-11-24T13:30:00Z'],
  ])('hold %s', (_what, from, quiet, until) => {
    expect(afterQuietHours(at(from), quiet, 'UTC').toString()).toBe(until);
  });

  test('are of the recipient’s own clock, also when that is put forward', () => {
    expect(afterQuietHours(at('2026-11-24T15:00:00Z'), NIGHT, 'Asia/Kuala_Lumpur').toString()).toBe(
      '2026-11-24T23:00:00Z',
    );
    // The night in which the clocks of New York go from 2 to 3.
    expect(afterQuietHours(at('2026-03-08T05:00:00Z'), NIGHT, 'America/New_York').toString()).toBe(
      '2026-03-08T11:00:00Z',
    );
  });
});

describe('working days', () => {
  test('a weekend becomes the same time on Monday', () => {
    expect(onWorkingDay(at('2026-11-27T23:59:00Z'), 'UTC').toString()).toBe('2026-11-27T23:59:00Z');
    expect(onWorkingDay(at('2026-11-28T15:00:00Z'), 'UTC').toString()).toBe('2026-11-30T15:00:00Z');
    expect(onWorkingDay(at('2026-11-29T15:00:00Z'), 'UTC').toString()).toBe('2026-11-30T15:00:00Z');
    expect(onWorkingDay(at('2026-11-27T17:00:00Z'), 'Asia/Kuala_Lumpur').toString()).toBe('2026-11-29T17:00:00Z');
  });

  test('a Friday night ends on Monday', () => {
    expect(workingTime(at('2026-11-27T23:00:00Z'), NIGHT, 'UTC').toString()).toBe('2026-11-30T07:00:00Z');
    expect(workingTime(at('2026-11-28T03:00:00Z'), NIGHT, 'UTC').toString()).toBe('2026-11-30T07:00:00Z');
    expect(workingTime(at('2026-11-25T12:00:00Z'), NIGHT, 'UTC').toString()).toBe('2026-11-25T12:00:00Z');
  });

  test('are counted without weekends, from Monday on when it is one', () => {
    expect(addWorkingDays(at('2026-11-24T15:00:00Z'), 2, 'UTC').toString()).toBe('2026-11-26T15:00:00Z');
    expect(addWorkingDays(at('2026-11-27T15:00:00Z'), 1, 'UTC').toString()).toBe('2026-11-30T15:00:00Z');
    expect(addWorkingDays(at('2026-11-28T15:00:00Z'), 1, 'UTC').toString()).toBe('2026-12-01T00:00:00Z');
    expect(addWorkingDays(at('2026-11-24T15:00:00Z'), 10, 'UTC').toString()).toBe('2026-12-08T15:00:00Z');
  });
});
