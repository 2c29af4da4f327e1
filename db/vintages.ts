import { sql } from 'kysely';
import type { Clock, ObservationStatus } from '../config/vocabulary/evidence.ts';
import type { Db } from './connection.ts';
import { mergeIncoming, type Written } from './vintage-merge.ts';
import { dropStaging, stageFigures } from './vintage-staging.ts';

export type { Written };

/** A figure as a document reports it, ready to be stored. */
export interface NewObservation {
  readonly seriesId: number;
  readonly period: string;
  readonly periodStart: string;
  readonly periodMonths: number;
  readonly reportedBy: string;
  readonly value: string | null;
  readonly status: ObservationStatus;
  readonly superseded: string | null;
  readonly note: string | null;
  readonly publishedAt: Temporal.Instant | null;
  /**
   * What `publishedAt` is the date of: this very figure, or a release as a whole. A figure that changed takes the date
   * of a release only if an earlier vintage of it did not have that date already: the change came after it, and when,
   * the publisher does not say.
   */
  readonly publishedOf?: 'figure' | 'release';
  readonly sha256: string;
  readonly locator: string;
}

/**
 * Stores what differs from the current vintages, and nothing else. Call it in a transaction; it locks the series, so
 * that their vintages become visible in the order of their ids.
 * The list must hold each (series, period, reporter) once.
 */
export async function writeVintages(
  trx: Db,
  observations: readonly NewObservation[],
  at: Temporal.Instant,
): Promise<Written> {
  if (observations.length === 0) return { added: 0, revised: 0, seriesIds: [], ended: [] };
  await lockSeries(
    trx,
    observations.map((observation) => observation.seriesId),
  );
  await stageFigures(trx, observations);
  const written = await mergeIncoming(trx, at, {
    marks: 'each series',
    isInOrder: false,
    figures: observations.length,
  });
  await dropStaging(trx);
  return written;
}

/** Locks series until the transaction ends, always in the order of their ids, and after any bulk that is being written. */
export async function lockSeries(trx: Db, seriesIds: readonly number[]): Promise<void> {
  const ids = [...new Set(seriesIds)];
  if (ids.length === 0) return;
  await sql`lock table vintage in row exclusive mode`.execute(trx);
  await sql`select from series where id = any(${ids}::integer[]) order by id for update`.execute(trx);
}

/** The part of a series to read; `from` is the first day of a month. */
export interface Window {
  readonly series: string;
  readonly from: string | null;
}

/**
 * Every report of the windows as it stood at `at`, by series, period and reporter; of a series that is named more than
 * once, the longest window.
 * On the known clock that is the vintage then current; on the published clock the one that became known last of those
 * that were published, where a vintage without a publication date counts as published when it became known.
 * Of each figure the vintage that is current now is read, and only where that was not out yet those before it: the work
 * grows with the windows, and for the present not with what was revised in them.
 */
export async function reportsAsOf(
  db: Db,
  deal: string,
  windows: readonly Window[],
  clock: Clock,
  at: Temporal.Instant,
) {
  const { rows } = await sql<ReportRow>`
    with current as materialized (
      select s.key, s.unit, c.*
      from (
        select key, min(coalesce(first, '-infinity')) as first
        from unnest(${windows.map((window) => window.series)}::text[], ${windows.map((window) => window.from)}::date[])
          as named (key, first)
        group by key
      ) w
      join series s on s.deal = ${deal} and s.key = w.key
      cross join lateral (
        select v.* from vintage v
        where v.series_id = s.id and v.period_start >= w.first and v.known_to = 'infinity'
        -- Planned by itself: joined, all of the series might be read, and its window told afterwards.
        offset 0
      ) c
    )
    select v.id as vintage, v.key as series, v.period, v.unit, v.value, v.status, v.reported_by, v.superseded, v.note,
      v.published_at, v.known_from, v.sha256 as document, v.locator
    from (
      select c.* from current c where ${releasedBy('c', clock, at)}
      union all
      select c.key, c.unit, before.*
      from current c
      cross join lateral (
        select v.* from vintage v
        where v.series_id = c.series_id and v.period_start = c.period_start and v.period_months = c.period_months
          and v.reported_by = c.reported_by and ${releasedBy('v', clock, at)}
        order by v.known_from desc limit 1
      ) before
      where not ${releasedBy('c', clock, at)}
    ) v
    order by v.key, v.period_start, v.period_months, v.reported_by`.execute(db);
  return rows;
}

const releasedBy = (vintage: string, clock: Clock, at: Temporal.Instant) => {
  const [known, published] = [sql.ref(`${vintage}.knownFrom`), sql.ref(`${vintage}.publishedAt`)];
  return clock === 'known' ? sql`(${known} <= ${at})` : sql`(coalesce(${published}, ${known}) <= ${at})`;
};

/** A vintage with its series, as `reportsAsOf` gives it. */
export interface ReportRow {
  readonly vintage: string;
  readonly series: string;
  readonly period: string;
  readonly unit: string;
  readonly value: string | null;
  readonly status: ObservationStatus;
  readonly reportedBy: string;
  readonly superseded: string | null;
  readonly note: string | null;
  readonly publishedAt: Temporal.Instant | null;
  readonly knownFrom: Temporal.Instant;
  readonly document: string;
  readonly locator: string;
}

/** The first day of the newest period that every series of a source has; null when one of them has none yet. */
export async function sourceWatermark(db: Db, deal: string, source: string): Promise<string | null> {
  const { rows } = await sql<{ newest: string | null }>`
    select (select max(v.period_start) from vintage v where v.series_id = s.id) as newest
    from series s
    where s.deal = ${deal} and s.source = ${source}`.execute(db);
  const newest = rows.map((row) => row.newest);
  return newest.includes(null) ? null : (newest.toSorted()[0] ?? null);
}

/** Vintages by id, newest period first, then by series and reporter. */
export async function vintagesById(db: Db, ids: readonly string[]): Promise<ReportRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('vintage')
    .innerJoin('series', 'series.id', 'vintage.seriesId')
    .select([
      'vintage.id as vintage',
      'series.key as series',
      'series.unit',
      'vintage.period',
      'vintage.value',
      'vintage.status',
      'vintage.reportedBy',
      'vintage.superseded',
      'vintage.note',
      'vintage.publishedAt',
      'vintage.knownFrom',
      'vintage.sha256 as document',
      'vintage.locator',
    ])
    .where('vintage.id', 'in', [...new Set(ids)])
    .orderBy('vintage.periodStart', 'desc')
    .orderBy('vintage.periodMonths', 'desc')
    .orderBy('series.key')
    .orderBy('vintage.reportedBy')
    .execute();
}
