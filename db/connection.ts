import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import { InstantPlugin } from './instant-plugin.ts';
import type { DB } from './schema.ts';

/** A pool or a transaction: every query function takes either. */
export type Db = Kysely<DB>;

const DATE = 1082;
const TIMESTAMPTZ = 1184;

// numeric and int8 stay text, as pg gives them: neither passes through a float.
const parsers = new Map<number, (text: string) => unknown>([
  [TIMESTAMPTZ, (text) => Temporal.Instant.from(text.replace(' ', 'T'))],
  [DATE, (text) => text],
]);

export interface ConnectionOptions {
  /** `application_name`, which shows in `pg_stat_activity`. */
  readonly name: string;
  readonly max?: number;
  /** Called when an idle connection breaks; the pool replaces it. */
  readonly onError: (error: Error) => void;
}

/** Opens a pool on a PostgreSQL database. `destroy()` closes it. */
export function connect(url: string, { name, max = 8, onError }: ConnectionOptions): Db {
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (oid, format) => parsers.get(oid) ?? types.getTypeParser(oid, format) },
  });
  pool.on('error', onError);
  // While it is in use its query is told; without a listener, the connection that breaks would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = kyselyOn(pool);
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Db, Pool>();

const kyselyOn = (pool: PostgresPool): Db =>
  new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new InstantPlugin(), new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });

/** The same client for somebody who may not give it back. */
const lentOut = (client: PoolClient): PoolClient =>
  new Proxy(client, {
    get(target, name) {
      if (name === 'release') return () => {};
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** Runs `work` on one connection, which it has twice: for queries, and as pg's own client for what needs that. */
export async function withClient<T>(db: Db, work: (single: Db, client: PoolClient) => Promise<T>): Promise<T> {
  const pool = pools.get(db);
  if (!pool) throw new TypeError('this needs a connection of its own: give it the pool, not a transaction');
  const client = await pool.connect();
  let broken: Error | undefined;
  const notice = (error: Error) => void (broken = error);
  client.on('error', notice);
  try {
    const lent = lentOut(client);
    return await work(kyselyOn({ options: pool.options, connect: async () => lent, end: async () => {} }), client);
  } finally {
    client.off('error', notice);
    client.release(broken);
  }
}

/** Runs `work` in a transaction, or in the one that is already open. */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
