import { expect, test } from 'vitest';
import { databaseClock, publisherClock } from '../../../services/health/clock.ts';

test.each([
  [0, 'ok', 'within a second of the database'],
  [-999, 'ok', 'within a second of the database'],
  [5_000, 'ok', 'this clock is 5 s ahead of the database'],
  [5_001, 'warn', 'this clock is 5 s ahead of the database'],
  [-3_725_000, 'warn', 'this clock is 1 h 2 min 5 s behind the database'],
])('a clock that is %s ms ahead of the database is %s', (skewMs, result, figure) => {
  expect(databaseClock(skewMs)).toMatchObject({ result, figure, subject: 'database' });
});

test('a publisher states whole seconds, and its answer was some time under way: a minute is no skew', () => {
  expect(publisherClock('eia', 'EIA', 60_000)).toBeUndefined();
  expect(publisherClock('eia', 'EIA', -60_000)).toBeUndefined();
  expect(publisherClock('eia', 'EIA', undefined)).toBeUndefined();
  expect(publisherClock('eia', 'EIA', 61_000)).toMatchObject({
    result: 'warn',
    figure: 'this clock is 1 min 1 s ahead of EIA',
    fix: expect.stringContaining('NTP'),
  });
});
