import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { inject } from 'vitest';
import type { Db } from '../../db/connection.ts';
import { type Queues, postgresQueues, redisQueues } from '../../jobs/queues.ts';
import { testDatabase } from './database.ts';

/** A store of queues that one test file has to itself. */
export interface QueueStore extends AsyncDisposable {
  readonly url: string;
  /** Queues whose jobs nobody else sees who takes another prefix. */
  open(prefix: string, onError?: (error: Error) => void): Promise<Queues>;
  /** Loses all that is queued, done and failed, while it is being used. */
  wipe(): Promise<void>;
  /** Breaks every connection that is open, once. */
  cutConnections(): Promise<void>;
}

export interface StoreKind {
  readonly name: 'PostgreSQL' | 'Redis';
  /** Why it cannot be tested here. */
  readonly missing: string | undefined;
  /** @param redisDatabase the number of a Redis database that no other test file takes. */
  start(redisDatabase: number): Promise<QueueStore>;
}

export const POSTGRES: StoreKind = { name: 'PostgreSQL', missing: undefined, start: startOnPostgres };

/** Both stores that queues are kept in. */
export const QUEUE_STORES: readonly StoreKind[] = [
  POSTGRES,
  { name: 'Redis', missing: inject('redisUrl') === null ? 'no redis-server here' : undefined, start: startOnRedis },
];

async function startOnPostgres(): Promise<QueueStore> {
  const { db, url } = await testDatabase();
  return {
    url,
    open: (prefix, onError = () => {}) => postgresQueues(url, { prefix, onError }),
    wipe: () => wipePostgres(db),
    cutConnections: async () => {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(db);
    },
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** Empties the tables of BullMQ in a database, but for the one that says of which version they are. */
async function wipePostgres(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'bullmq' and table_name <> 'migration'`.execute(db);
  await sql`truncate ${sql.join(rows.map(({ name }) => sql.id('bullmq', name)))}`.execute(db);
}

async function startOnRedis(redisDatabase: number): Promise<QueueStore> {
  const server = inject('redisUrl');
  if (server === null) throw new Error('no Redis here');
  const url = new URL(`/${redisDatabase}`, server).href;
  const admin = new Redis(url);
  await admin.flushdb();
  return {
    url,
    open: (prefix, onError = () => {}) => redisQueues(url, { prefix, onError }),
    wipe: async () => void (await admin.flushdb()),
    cutConnections: async () => {
      const clients = String(await admin.client('LIST')).split('\n');
      const ids = clients
        .filter((line) => line.includes(` db=${redisDatabase} `))
        .map((line) => /^id=(\d+)/.exec(line)![1]!);
      const own = String(await admin.client('ID'));
      for (const id of ids) if (id !== own) await admin.client('KILL', 'ID', id);
    },
    [Symbol.asyncDispose]: async () => void (await admin.quit()),
  };
}
