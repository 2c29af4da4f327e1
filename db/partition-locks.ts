import { sql } from 'kysely';
import { Client, DatabaseError } from 'pg';
import type { Db } from './connection.ts';
import type { PartitionOwner } from './partitions.ts';

/**
 * Which process works on what, told by locks that the server holds for one connection: they end with it, and so with
 * the process, however it ends. They need a session of their own, which a pooler of transactions does not give.
 */
export interface PartitionLocks extends AsyncDisposable {
  /**
   * Joins those who backfill a source, until this is disposed of.
   * @param whenAlone done first, while no one else can join, if no one else has.
   * @returns whether it was alone.
   */
  join(owner: PartitionOwner, whenAlone: () => Promise<void>): Promise<boolean>;
  /** Takes a partition; false when another process has it. */
  tryTake(id: number): Promise<boolean>;
  /**
   * Takes a partition as soon as whoever has it lets it go or is gone.
   * @throws the reason of `signal` when it is raised meanwhile.
   */
  take(id: number, signal: AbortSignal): Promise<void>;
  release(id: number): Promise<void>;
}

const QUERY_CANCELED = '57014';

/** Opens the connection that holds the locks. `db` is of the same database. */
export async function openPartitionLocks(
  url: string,
  db: Db,
  onError: (error: Error) => void,
): Promise<PartitionLocks> {
  const client = new Client({
    connectionString: url,
    application_name: 'pactwatch backfill',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  // Without a listener a lost connection would end the process; the next query on it says that it is lost.
  client.on('error', onError);
  await client.connect();
  const ask = async <Row>(text: string, parameter?: string): Promise<Row> => {
    const { rows } = await client.query<{ result: Row }>(text, parameter === undefined ? [] : [parameter]);
    return rows[0]!.result;
  };
  const call = <Row>(name: string, key: string) => ask<Row>(`select ${name}(hashtextextended($1, 0)) as result`, key);
  const pid = await ask<number>('select pg_backend_pid() as result');

  return {
    async join({ deal, source, mode }, whenAlone) {
      const key = `pactwatch backfill ${deal}/${source}/${mode}`;
      const isAlone = await call<boolean>('pg_try_advisory_lock', key);
      try {
        if (isAlone) await whenAlone();
        // Waits at most for another's `whenAlone`.
        await call('pg_advisory_lock_shared', key);
      } finally {
        if (isAlone) await call('pg_advisory_unlock', key);
      }
      return isAlone;
    },

    tryTake: (id) => call<boolean>('pg_try_advisory_lock', keyOf(id)),

    async take(id, signal) {
      signal.throwIfAborted();
      const cancel = () => void sql`select pg_cancel_backend(${pid})`.execute(db).catch(onError);
      signal.addEventListener('abort', cancel, { once: true });
      try {
        await call('pg_advisory_lock', keyOf(id));
      } catch (error) {
        if (error instanceof DatabaseError && error.code === QUERY_CANCELED) signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },

    async release(id) {
      await call('pg_advisory_unlock', keyOf(id));
    },

    [Symbol.asyncDispose]: () => client.end(),
  };
}

const keyOf = (id: number) => `pactwatch partition ${id}`;
