import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, SchemaMigrationRequiredError } from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { type Check, fail, ok, warn, wordsOf } from '../services/health/check.ts';

const place = { area: 'queue' } as const;
const TIMEOUT_MS = 5_000;

/** The queues in PostgreSQL, by the address of the database; nothing is changed in it. */
export async function checkPostgresQueues(url: string): Promise<Check> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const version = await assertSchemaCompatibility(client);
    const figure = `in PostgreSQL, schema bullmq version ${version}`;
    return version >= LATEST_SCHEMA_VERSION
      ? ok(place, figure)
      : warn(place, `${figure}, this pactwatch has ${LATEST_SCHEMA_VERSION}`, 'pactwatch run brings it up to date.');
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return ok(place, 'in PostgreSQL, made when they are first used');
    return fail(
      place,
      'dependency',
      `in PostgreSQL: ${wordsOf(error)}`,
      'Mend the database first. A schema bullmq of a newer version needs a newer pactwatch.',
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** The queues in Redis or Valkey. What it may evict, it may evict of the queues. */
export async function checkRedisQueues(url: string): Promise<Check> {
  const connection = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: () => null,
  });
  // The rejection says only that the connection is closed; the event says why.
  let reason: Error | undefined;
  connection.on('error', (error: Error) => void (reason = error));
  try {
    await connection.connect();
    return redisCheck(await connection.info());
  } catch (error) {
    return fail(
      place,
      'dependency',
      `no Redis can be used there: ${wordsOf(reason ?? error)}`,
      'Start that Redis, or correct REDIS_URL: host, port, password, rediss:// for TLS.',
    );
  } finally {
    connection.disconnect();
  }
}

/** What `INFO` tells. */
export function redisCheck(info: string): Check {
  const fields = new Map(info.split(/\r?\n/).map((line) => line.split(':', 2) as [string, string]));
  const version = fields.get('redis_version') ?? 'of an unknown version';
  const policy = fields.get('maxmemory_policy') ?? 'unknown';
  const figure = `Redis ${version}, maxmemory-policy ${policy}`;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (policy !== 'noeviction') {
    return warn(
      place,
      figure,
      'Set maxmemory-policy noeviction (redis-cli config set maxmemory-policy noeviction, and in redis.conf).',
    );
  }
  return major > 6 || (major === 6 && minor >= 2) ? ok(place, figure) : warn(place, figure, 'Use Redis 6.2 or newer.');
}
