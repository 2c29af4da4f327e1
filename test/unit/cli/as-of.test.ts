import { expect, test } from 'vitest';
import { parseAsOf, parseSince } from '../../../cli/as-of.ts';

test.each([
  ['2026-11-23', '2026-11-23T23:59:59.999999Z'],
  ['2028-02-29', '2028-02-29T23:59:59.999999Z'],
  ['2026-11-23T06:00:00Z', '2026-11-23T06:00:00Z'],
  ['2026-11-23T06:00:00+08:00', '2026-11-22T22:00:00Z'],
])('%s means %s: a date is the whole of its day in UTC', (text, instant) => {
  expect(parseAsOf(text).toString()).toBe(instant);
});

test.each(['', 'yesterday', '2026-02-30', '2026-13-01', '2026-11', '2026-11-23T06:00:00', '1795500000000'])(
  '%j is no instant, and a person is told how to write one',
  (text) => {
    expect(() => parseAsOf(text)).toThrow(/write a date such as 2026-11-23/);
  },
);

test.each([
  ['2026-11-23', '2026-11-23T00:00:00Z'],
  ['2026-11-23T06:00:00Z', '2026-11-23T06:00:00Z'],
])('the beginning of a span, %s, means %s: a date is its first moment', (text, instant) => {
  expect(parseSince(text).toString()).toBe(instant);
});
