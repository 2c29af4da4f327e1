import type { TestProject } from 'vitest/node';
import { sql } from 'kysely';
import { connect } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { startPostgres } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';
import { TEMPLATE, urlOf } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server whose database `pactwatch_template` is migrated. */
    readonly postgresUrl: string;
    /** URL of a Redis, or null where there is none. */
    readonly redisUrl: string | null;
  }
}

/** Servers once for all tests, and one migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using starting = new AsyncDisposableStack();
  const postgres = starting.use(await startPostgres());
  const redis = await startRedis();
  if (redis) starting.use(redis);
  else console.warn('Left out: the queues on Redis. Install redis-server (or start Docker) and they are tested too.');

  const admin = connect(postgres.url, { name: 'tests', onError: () => {} });
  await sql`create database ${sql.id(TEMPLATE)}`.execute(admin);
  await admin.destroy();
  const template = connect(urlOf(postgres.url, TEMPLATE), { name: 'tests', onError: () => {} });
  await migrate(template);
  await template.destroy();

  project.provide('postgresUrl', postgres.url);
  project.provide('redisUrl', redis?.url ?? null);
  const started = starting.move();
  return () => started.disposeAsync();
}
