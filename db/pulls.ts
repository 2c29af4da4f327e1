import type { Db } from './connection.ts';

export interface PullRecord {
  readonly deal: string;
  readonly source: string;
  readonly mode: 'live' | 'recorded';
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant;
  readonly outcome: 'ok' | 'failed' | 'idle';
  readonly fault: string | null;
  readonly detail: string | null;
  readonly observations: number;
  readonly vintages: number;
  /** How many of the vintages revised a figure, and how many of those are figures that were withdrawn. */
  readonly revised?: number;
  readonly withdrawn?: number;
  /** Of a register that was read: how many measures it listed, and how many vintages of them were written. */
  readonly measures?: number | null;
  readonly measureVintages?: number | null;
}

/** One row a pull, whatever came of it: the record that outlives the queue. */
export async function recordPull(db: Db, pull: PullRecord): Promise<void> {
  await db.insertInto('pull').values(pull).execute();
}

/** Whether a source was ever pulled with success, and so all of its history asked for. */
export async function hasBeenPulled(db: Db, deal: string, source: string): Promise<boolean> {
  const row = await db
    .selectFrom('pull')
    .select('id')
    .where('deal', '=', deal)
    .where('source', '=', source)
    .where('outcome', '=', 'ok')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The latest pull of each source of a deal, and when it last succeeded, as recorded by `at`. */
export async function latestPulls(db: Db, deal: string, at: Temporal.Instant) {
  const successes = await db
    .selectFrom('pull')
    .select((eb) => ['source', eb.fn.max('finishedAt').as('lastSuccess')])
    .where('deal', '=', deal)
    .where('outcome', '=', 'ok')
    .where('finishedAt', '<=', at)
    .groupBy('source')
    .execute();
  const latest = await db
    .selectFrom('pull')
    .distinctOn('source')
    .select(['source', 'outcome', 'fault', 'detail', 'finishedAt'])
    .where('deal', '=', deal)
    .where('finishedAt', '<=', at)
    .orderBy('source')
    .orderBy('finishedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const lastSuccess = new Map(successes.map((row) => [row.source, row.lastSuccess]));
  return latest.map((row) => ({ ...row, lastSuccess: lastSuccess.get(row.source) ?? null }));
}

/** When each register of a deal last answered by `at`, and how many measures it listed then: none is an answer too. */
export async function latestListings(db: Db, deal: string, at: Temporal.Instant) {
  return db
    .selectFrom('pull')
    .distinctOn('source')
    .select(['source', 'finishedAt as askedAt'])
    .select((eb) => eb.fn.coalesce('measures', eb.lit(0)).as('listed'))
    .where('deal', '=', deal)
    .where('measures', 'is not', null)
    .where('finishedAt', '<=', at)
    .orderBy('source')
    .orderBy('finishedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
