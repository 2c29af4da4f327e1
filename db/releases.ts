import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { ReportRow, Window } from './vintages.ts';

// With `reportsAsOf`, the three ways in which a history of vintages is read. There are no others.

/**
 * Of every report of the windows the vintage that came out first, by series, period and reporter: by its publication
 * date where it has one, else by when it became known.
 */
export function firstReleases(db: Db, deal: string, windows: readonly Window[]): Promise<ReportRow[]> {
  return oneOfEach(db, deal, windows, sql`coalesce(v.published_at, v.known_from), v.known_from`);
}

/** Of every report of the windows the vintage that no other has ended, by series, period and reporter. */
export function latestReports(db: Db, deal: string, windows: readonly Window[]): Promise<ReportRow[]> {
  return oneOfEach(db, deal, windows, sql`v.known_from desc`);
}

async function oneOfEach(
  db: Db,
  deal: string,
  windows: readonly Window[],
  order: ReturnType<typeof sql>,
): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select distinct on (s.key, v.period_start, v.period_months, v.reported_by)
      v.id as vintage, s.key as series, v.period, s.unit, v.value, v.status, v.reported_by, v.superseded, v.note,
      v.published_at, v.known_from, v.sha256 as document, v.locator
    from unnest(${windows.map((window) => window.series)}::text[], ${windows.map((window) => window.from)}::date[])
      as w (key, first)
    join series s on s.deal = ${deal} and s.key = w.key
    join vintage v on v.series_id = s.id and v.period_start >= coalesce(w.first, '-infinity')
    order by s.key, v.period_start, v.period_months, v.reported_by, ${order}`.execute(db);
  return rows;
}
