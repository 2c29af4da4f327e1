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
}

/** One row a pull, whatever came of it: the record that outlives the queue. */
export async function recordPull(db: Db, pull: PullRecord): Promise<void> {
  await db.insertInto('pull').values(pull).execute();
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
