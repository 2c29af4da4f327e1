import { expect, it } from 'vitest';
import { clockSkewMs } from '../../../../services/sources/transport/clock-skew.ts';

const AT = Temporal.Instant.from('2026-10-01T06:00:00.400Z');

it.each([
  ['Thu, 01 Oct 2026 06:00:00 GMT', 400],
  ['Thu, 01 Oct 2026 05:55:00 GMT', 300_400],
  ['Thu, 01 Oct 2026 06:10:00 GMT', -599_600],
])('a publisher that says %s shows a clock that is ahead by %i ms', (header, skew) => {
  expect(clockSkewMs(header, AT)).toBe(skew);
});

it.each([undefined, '', 'yesterday', 'Thu, 31 Feb 2026 06:00:00 GMT', '2026-10-01T06:00:00Z'])(
  'a header that is no HTTP date (%j) says nothing of the clock',
  (header) => {
    expect(clockSkewMs(header, AT)).toBeUndefined();
  },
);
