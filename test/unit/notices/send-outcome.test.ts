import { describe, expect, test } from 'vitest';
import { backoffMs } from '../../../services/notices/backoff.ts';
import type { Delivery } from '../../../services/notices/mailer.ts';
import { outcomeOf } from '../../../services/notices/send.ts';

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z');
const ERROR = 'made up: the server said no';
const went = (outcome: 'retry' | 'failed' | 'ambiguous'): Delivery =>
  outcome === 'failed' ? { outcome, error: ERROR, refused: false } : { outcome, error: ERROR };
const SENT: Delivery = { outcome: 'sent', response: '250 ok', place: 'mail.example.org' };

const KEY = '12:1:opened:desk@example.org';
const after = (delivery: Delivery, attempts = 1, maybeSent = false, dedupKey = KEY) =>
  outcomeOf(delivery, { dedupKey, attempts, maybeSent }, NOW);
const waitAfter = (attempts: number, dedupKey = KEY) =>
  after(went('retry'), attempts, false, dedupKey).notBefore!.since(NOW).total('seconds');

test('a mail that the server took is sent, with its words and the time', () => {
  expect(after(SENT)).toEqual({
    state: 'sent',
    maybeSent: false,
    sentAt: NOW,
    place: 'mail.example.org',
    detail: '250 ok',
  });
});

test('a mail that was refused for good is failed, in the words of the server, and not tried again', () => {
  expect(after(went('failed'))).toEqual({
    state: 'failed',
    maybeSent: false,
    sentAt: null,
    place: null,
    detail: ERROR,
  });
});

describe('a mail that surely did not arrive', () => {
  test('is tried again, and is not in doubt', () => {
    expect(after(went('retry'))).toEqual({
      state: 'retry',
      maybeSent: false,
      sentAt: null,
      place: null,
      detail: ERROR,
      notBefore: NOW.add({ milliseconds: backoffMs(KEY, 1) }),
    });
  });

  test('waits up to twice as long each time, at least half of that, and never longer than an hour', () => {
    const longest = [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600];
    const waits = longest.map((_, index) => waitAfter(index + 1));
    expect(waits.filter((wait, index) => wait < longest[index]! / 2 || wait > longest[index]!)).toEqual([]);
    expect(waitAfter(1_000_000)).toBeLessThanOrEqual(3600);
  });

  test('waits the same whoever reckons it, and otherwise than the others that failed with it', () => {
    const keys = Array.from({ length: 50 }, (_, index) => `${index}:1:opened:desk@example.org`);
    const waits = keys.map((key) => waitAfter(3, key));
    expect(keys.map((key) => waitAfter(3, key))).toEqual(waits);
    expect(new Set(waits).size).toBeGreaterThan(45);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(40);
    expect(new Set([1, 2, 3].map((attempt) => waitAfter(attempt) / 2 ** attempt)).size).toBe(3);
  });

  test('is tried for as long as it takes: a server that is down for a week loses no alarm', () => {
    expect(after(went('retry'), 24 * 7).state).toBe('retry');
  });
});

describe('a mail that may have arrived', () => {
  test('is tried once more: rather twice than never', () => {
    expect(after(went('ambiguous'))).toMatchObject({
      state: 'retry',
      maybeSent: true,
      notBefore: NOW.add({ milliseconds: backoffMs(KEY, 1) }),
    });
  });

  test('and ends in doubt again, stays ambiguous: a person looks', () => {
    expect(after(went('ambiguous'), 2, true)).toEqual({
      state: 'ambiguous',
      maybeSent: true,
      sentAt: null,
      place: null,
      detail: ERROR,
    });
  });

  test('stays marked as such whatever comes after: a second copy must be known to be one', () => {
    expect(after(SENT, 2, true)).toMatchObject({ state: 'sent', maybeSent: true });
    expect(after(went('failed'), 2, true)).toMatchObject({ state: 'failed', maybeSent: true });
    expect(after(went('retry'), 2, true)).toMatchObject({ state: 'retry', maybeSent: true });
  });

  test('is not tried again by waiting for a server in between: the next doubt is the last', () => {
    const first = after(went('ambiguous'), 1);
    const second = after(went('retry'), 2, first.maybeSent);
    expect(after(went('ambiguous'), 3, second.maybeSent).state).toBe('ambiguous');
  });
});
