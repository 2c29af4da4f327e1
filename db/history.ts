import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { ReportRow } from './vintages.ts';

/** Every vintage of the series, whatever became of it, in the order in which they became known. */
export async function vintageHistory(db: Db, deal: string, series: readonly string[]): Promise<ReportRow[]> {
  if (series.length === 0) return [];
  const { rows } = await sql<ReportRow>`
    select v.id as vintage, s.key as series, v.period, s.unit, v.value, v.status, v.reported_by, v.superseded, v.note,
      v.published_at, v.known_from, v.sha256 as document, v.locator
    from series s
    join vintage v on v.series_id = s.id
    where s.deal = ${deal} and s.key = any(${[...series]}::text[])
    order by v.known_from, v.id`.execute(db);
  return rows;
}

/** Every time at which a register of a deal answered, in order. */
export async function registerReads(db: Db, deal: string) {
  return db
    .selectFrom('pull')
    .select(['source as register', 'finishedAt as at'])
    .where('deal', '=', deal)
    .where('measures', 'is not', null)
    .orderBy('finishedAt')
    .execute();
}
