import { sql } from 'kysely';
import { connect, type Db } from '../../db/connection.ts';

/** The same database for somebody whose transactions are counted. */
export function countingTransactions(db: Db): { readonly db: Db; count(): number } {
  let begun = 0;
  return {
    db: new Proxy(db, {
      get(target, name) {
        if (name === 'transaction') begun += 1;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    count: () => begun,
  };
}

/** How many rows of a table the server read for the work, whether or not it gave them back. */
export async function rowsRead(url: string, table: string, work: (db: Db) => Promise<unknown>): Promise<number> {
  // One connection, which tells what it read at the end of a statement, if it is asked to.
  const db = connect(url, { name: 'tests', max: 1, onError: () => {} });
  const read = async () => {
    await sql`select pg_stat_force_next_flush()`.execute(db);
    const { rows } = await sql<{ read: string }>`
      select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read from pg_stat_user_tables
      where relname = ${table}`.execute(db);
    return Number(rows[0]!.read);
  };
  try {
    const before = await read();
    await work(db);
    return (await read()) - before;
  } finally {
    await db.destroy();
  }
}

/** Waits until so many connections wait for an advisory lock in the database. */
export async function lockWaiters(db: Db, count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::integer as waiting from pg_locks
      where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(db);
    if (rows[0]!.waiting >= count) return;
  }
}
