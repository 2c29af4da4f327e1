import { expect, test } from 'vitest';
import { dueDigest } from '../../../../services/notices/digest/due.ts';

const monday = { day: 'monday', at: Temporal.PlainTime.from('08:00') } as const;
const due = (now: string, digest: Parameters<typeof dueDigest>[1] = monday, timeZone = 'UTC') => {
  const { week, dueAt } = dueDigest(Temporal.Instant.from(now), digest, timeZone);
  return `${week} ${dueAt}`;
};

test('the digest is due on its day at its time, and stays so for a week', () => {
  expect(due('2026-11-23T07:59:59Z')).toBe('2026-W47 2026-11-16T08:00:00Z');
  expect(due('2026-11-23T08:00:00Z')).toBe('2026-W48 2026-11-23T08:00:00Z');
  expect(due('2026-11-29T23:59:59Z')).toBe('2026-W48 2026-11-23T08:00:00Z');
});

test('on whichever day it is, and by the clock of its recipient', () => {
  const friday = { day: 'friday', at: Temporal.PlainTime.from('09:30') } as const;
  expect(due('2026-11-24T00:00:00Z', friday)).toBe('2026-W47 2026-11-20T09:30:00Z');
  expect(due('2026-11-23T00:30:00Z', monday, 'Asia/Kuala_Lumpur')).toBe('2026-W48 2026-11-23T00:00:00Z');
  expect(due('2026-11-23T12:30:00Z', monday, 'America/New_York')).toBe('2026-W47 2026-11-16T13:00:00Z');
});

test('the weeks are those of ISO 8601, across the turn of the year', () => {
  expect(due('2027-01-01T00:00:00Z')).toBe('2026-W53 2026-12-28T08:00:00Z');
  expect(due('2027-01-04T08:00:00Z')).toBe('2027-W01 2027-01-04T08:00:00Z');
});
