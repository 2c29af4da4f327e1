import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { REVISIONS_TOLD } from './vintage-merge.ts';
import { type ReportRow, vintagesById } from './vintages.ts';

/** A figure that was revised: the vintage that ended, and the one that followed it at once. */
export interface RevisionRow {
  readonly before: ReportRow;
  readonly after: ReportRow;
}

interface Pair {
  readonly before: string;
  readonly after: string;
}

const follows = sql`a.series_id = b.series_id and a.period_start = b.period_start
  and a.period_months = b.period_months and a.reported_by = b.reported_by and a.known_from = b.known_to`;

/** The revisions that ended the given vintages, newest period first. */
export async function revisionsOf(db: Db, ended: readonly string[]): Promise<RevisionRow[]> {
  if (ended.length === 0) return [];
  const { rows } = await sql<Pair>`
    select b.id::text as before, a.id::text as after
    from vintage b join vintage a on ${follows} join series s on s.id = b.series_id
    where b.id = any(${ended}::bigint[])
    order by b.period_start desc, b.period_months desc, s.key, b.reported_by`.execute(db);
  return rowsOf(db, rows);
}

/**
 * The figures of a deal that were revised after one instant and by another: how many, and the newest revisions, at most
 * as many as `REVISIONS_TOLD`.
 * @param series Of these alone; without it, of all.
 */
export async function revisionsBetween(
  db: Db,
  deal: string,
  after: Temporal.Instant,
  by: Temporal.Instant,
  series?: readonly string[],
): Promise<{ readonly count: number; readonly newest: readonly RevisionRow[] }> {
  const { rows } = await sql<Pair & { count: number }>`
    select b.id::text as before, a.id::text as after, (count(*) over ())::integer as count
    from vintage b join vintage a on ${follows} join series s on s.id = b.series_id
    where s.deal = ${deal} and (${series ?? null}::text[] is null or s.key = any(${series ?? null}::text[]))
      and b.known_to < 'infinity' and b.known_to > ${after} and b.known_to <= ${by}
    order by b.known_to desc, b.period_start desc, b.period_months desc, s.key, b.reported_by
    limit ${sql.lit(REVISIONS_TOLD)}`.execute(db);
  return { count: rows[0]?.count ?? 0, newest: await rowsOf(db, rows) };
}

async function rowsOf(db: Db, pairs: readonly Pair[]): Promise<RevisionRow[]> {
  const vintages = await vintagesById(
    db,
    pairs.flatMap(({ before, after }) => [before, after]),
  );
  const byId = new Map(vintages.map((row) => [row.vintage, row]));
  return pairs.map(({ before, after }) => ({ before: byId.get(before)!, after: byId.get(after)! }));
}
