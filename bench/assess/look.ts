import { sql } from 'kysely';
import type { Deal } from '../../config/deal/schema.ts';
import { connect, type Db } from '../../db/connection.ts';
import { assessDue } from '../../services/commitments/assess.ts';
import { type BenchDatabase, createDatabase, settle } from '../ingest/databases.ts';
import { fillHistory, type History } from './history.ts';

/** A database with the history of a deal. All work on it goes through one connection, which counts what it reads. */
export interface Judged extends AsyncDisposable {
  readonly deal: Deal;
  readonly db: Db;
  readonly database: BenchDatabase;
}

export async function judged(serverUrl: string, name: string, deal: Deal, history: History): Promise<Judged> {
  await using opening = new AsyncDisposableStack();
  const database = opening.use(await createDatabase(serverUrl, name));
  const db = connect(database.url, { name: 'bench', max: 1, onError: () => {} });
  opening.defer(() => db.destroy());
  await fillHistory(db, database, deal, history);
  await settle(database);
  const opened = opening.move();
  return { deal, db, database, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

export interface Looked {
  readonly ms: number;
  /** The commitments that were judged. */
  readonly judged: readonly string[];
  readonly standings: readonly string[];
  /** Rows of vintages that the database read for it, whether or not it gave them back. */
  readonly read: number;
}

/** Judges what is due, and counts what was read for it. */
export async function look({ db, deal, database }: Judged, at: Temporal.Instant): Promise<Looked> {
  const before = await vintagesRead(db, database);
  const start = performance.now();
  const summaries = await assessDue({ db, deal, now: () => at }, new AbortController().signal);
  const ms = performance.now() - start;
  return {
    ms,
    judged: summaries.map(({ commitment }) => commitment),
    standings: summaries.map(({ commitment, standing }) => `${commitment} ${standing}`),
    read: (await vintagesRead(db, database)) - before,
  };
}

/** Takes away all that was judged, so that everything is due again. */
export async function forgetJudgements({ database: { client } }: Judged): Promise<void> {
  await client.query('truncate assessed, assessment cascade');
  await client.query('vacuum analyze assessed');
}

/** What the server counted of the connection: it tells others at the end of a statement, if it is asked to. */
async function vintagesRead(db: Db, { client }: BenchDatabase): Promise<number> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await client.query<{ read: string }>(
    `select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read from pg_stat_user_tables where relname = 'vintage'`,
  );
  return Number(rows[0]!.read);
}
