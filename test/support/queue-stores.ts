import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { inject } from 'vitest';
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

export type StoreName = 'PostgreSQL' | 'Redis';

export interface StoreKind {
  readonly name: StoreName;
  /** Why it cannot be tested here. */
  readonly missing: string | undefined;
  /** @param redisDatabase the number of a Redis database that no other test file takes. */
  start(redisDatabase: number): Promise<QueueStore>;
}

/** Both stores that queues are kept in. */
export const QUEUE_STORES: readonly StoreKind[] = [
  { name: 'PostgreSQL', missing: undefined, start: startOnPostgres },
  { name: 'Redis', missing: inject('redisUrl') === null ? 'no redis-server here' : undefined, start: startOnRedis },
];

export const openQueuesOn: Readonly<Record<StoreName, typeof postgresQueues>> = {
  PostgreSQL: postgresQueues,
  Redis: redisQueues,
};

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
export async function wipePostgres(db: Awaited<ReturnType<typeof testDatabase>>['db']): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'bullmq' and table_name <> 'migration'`.execute(db);
  await sql`truncate ${sql.join(rows.map(({ name }) => sql.id('bullmq', name)))}`.execute(db);
}

/** The URL of one numbered database of the Redis of these tests. */
export function redisUrlOf(database: number): string {
  const url = inject('redisUrl');
  if (url === null) throw new Error('no Redis here');
  return new URL(`/${database}`, url).href;
}

async function startOnRedis(redisDatabase: number): Promise<QueueStore> {
  const url = redisUrlOf(redisDatabase);
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
