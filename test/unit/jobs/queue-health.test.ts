import { expect, test } from 'vitest';
import { redisCheck } from '../../../jobs/queue-health.ts';

const info = (version: string, policy: string) =>
  `# Server\r\nredis_version:${version}\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n`;

test('a Redis that keeps what it is given is good', () => {
  expect(redisCheck(info('8.0.1', 'noeviction'))).toMatchObject({
    result: 'ok',
    figure: 'Redis 8.0.1, maxmemory-policy noeviction',
  });
});

test('one that may evict queued jobs is told how not to', () => {
  expect(redisCheck(info('8.0.1', 'allkeys-lru'))).toMatchObject({
    result: 'warn',
    fix: expect.stringContaining('maxmemory-policy noeviction'),
  });
});

test.each([
  ['6.2.0', 'ok'],
  ['6.1.9', 'warn'],
  ['5.0.14', 'warn'],
  ['7.0.0', 'ok'],
])('Redis %s is %s', (version, result) => {
  expect(redisCheck(info(version, 'noeviction')).result).toBe(result);
});
