import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../../services/sources/transport/retry-after.ts';

const AT = Temporal.Instant.from('2026-10-01T06:00:00Z');

it.each([
  ['2', 2000],
  ['0', 0],
  [' 120 ', 120_000],
  ['Thu, 01 Oct 2026 06:01:30 GMT', 90_000],
  ['Thu, 01 Oct 2026 05:00:00 GMT', 0],
])('%j asks for %i ms', (header, ms) => {
  expect(retryAfterMs(header, AT)).toBe(ms);
});

it.each(['', 'soon', '-1', '1.5', 'Thu, 31 Feb 2026 06:00:00 GMT', 'Thu, 01 Foo 2026 06:00:00 GMT', undefined])(
  '%j asks for nothing that could be kept to',
  (header) => {
    expect(retryAfterMs(header, AT)).toBeUndefined();
  },
);

it.each(['9'.repeat(400), 'Fri, 01 Oct 2049 06:00:00 GMT'])('a day is the longest that is believed: %s', (header) => {
  expect(retryAfterMs(header, AT)).toBe(86_400_000);
});
