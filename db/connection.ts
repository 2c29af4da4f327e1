import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
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
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new InstantPlugin(), new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** Runs `work` in a transaction, or in the one that is already open. */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
