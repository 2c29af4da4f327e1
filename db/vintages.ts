import { sql } from 'kysely';
import type { Clock, ObservationStatus } from '../config/vocabulary/evidence.ts';
import type { Db } from './connection.ts';

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
  readonly sha256: string;
  readonly locator: string;
}

export interface Written {
  /** Figures of which nothing was known before. */
  readonly added: number;
  /** Figures that differ from what was known: the earlier vintage ended, and stays. */
  readonly revised: number;
  readonly seriesIds: readonly number[];
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
  if (observations.length === 0) return { added: 0, revised: 0, seriesIds: [] };
  const ids = [...new Set(observations.map((observation) => observation.seriesId))].toSorted((a, b) => a - b);
  await trx.selectFrom('series').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
  await loadIncoming(trx, observations);

  const revised = await sql`
    update vintage v
    set known_to = greatest(${at}, v.known_from + interval '1 microsecond')
    from incoming i
    where ${sameFigure} and v.known_to = 'infinity'
      and (v.value, v.status, v.superseded) is distinct from (i.value, i.status, i.superseded)`.execute(trx);
  const inserted = await sql<{ seriesId: number }>`
    with written as (
      insert into vintage (series_id, period, period_start, period_months, reported_by, value, status, superseded,
        note, published_at, known_from, sha256, locator)
      select i.series_id, i.period, i.period_start, i.period_months, i.reported_by, i.value, i.status, i.superseded,
        i.note, i.published_at,
        greatest(${at}, (select max(v.known_to) from vintage v where ${sameFigure})), i.sha256, i.locator
      from incoming i
      where not exists (select from vintage v where ${sameFigure} and v.known_to = 'infinity')
      order by i.series_id, i.period_start, i.period_months, i.reported_by
      returning id, series_id, known_from
    )
    , marked as (
      update series s
      set last_vintage = w.last_vintage, last_known = greatest(s.last_known, w.last_known)
      from (select series_id, max(id) as last_vintage, max(known_from) as last_known from written group by series_id) w
      where s.id = w.series_id
    )
    select series_id from written`.execute(trx);
  await sql`drop table incoming`.execute(trx);

  const revisions = Number(revised.numAffectedRows ?? 0);
  return {
    added: inserted.rows.length - revisions,
    revised: revisions,
    seriesIds: [...new Set(inserted.rows.map((row) => row.seriesId))],
  };
}

const sameFigure = sql`v.series_id = i.series_id and v.period_start = i.period_start
  and v.period_months = i.period_months and v.reported_by = i.reported_by`;

async function loadIncoming(trx: Db, observations: readonly NewObservation[]): Promise<void> {
  const column = <K extends keyof NewObservation>(key: K) => observations.map((observation) => observation[key]);
  await sql`
    create temp table incoming on commit drop as
    select * from unnest(
      ${column('seriesId')}::integer[], ${column('period')}::text[], ${column('periodStart')}::date[],
      ${column('periodMonths')}::smallint[], ${column('reportedBy')}::text[], ${column('value')}::numeric[],
      ${column('status')}::text[], ${column('superseded')}::text[], ${column('note')}::text[],
      ${observations.map((observation) => observation.publishedAt?.toString() ?? null)}::timestamptz[],
      ${column('sha256')}::text[], ${column('locator')}::text[]
    ) as i (series_id, period, period_start, period_months, reported_by, value, status, superseded, note,
      published_at, sha256, locator)`.execute(trx);
  await sql`create unique index on incoming (series_id, period_start, period_months, reported_by)`.execute(trx);
}

/** The part of a series to read; `from` is the first day of a month. */
export interface Window {
  readonly series: string;
  readonly from: string | null;
}

/**
 * Every report of the windows as it stood at `at`, by series, period and reporter.
 * On the known clock that is the vintage then current; on the published clock the one its publisher had released
 * last, where a vintage without a publication date counts as published when it became known.
 */
export async function reportsAsOf(
  db: Db,
  deal: string,
  windows: readonly Window[],
  clock: Clock,
  at: Temporal.Instant,
) {
  const { rows } = await sql<ReportRow>`
    select distinct on (s.key, v.period_start, v.period_months, v.reported_by)
      v.id as vintage, s.key as series, v.period, s.unit, v.value, v.status, v.reported_by, v.superseded, v.note,
      v.published_at, v.known_from, v.sha256 as document, v.locator
    from unnest(${windows.map((window) => window.series)}::text[], ${windows.map((window) => window.from)}::date[])
      as w (key, first)
    join series s on s.deal = ${deal} and s.key = w.key
    join vintage v on v.series_id = s.id and v.period_start >= coalesce(w.first, '-infinity')
    where ${
      clock === 'known'
        ? sql`v.known_from <= ${at} and ${at} < v.known_to`
        : sql`coalesce(v.published_at, v.known_from) <= ${at}`
    }
    order by s.key, v.period_start, v.period_months, v.reported_by,
      coalesce(v.published_at, v.known_from) desc, v.known_from desc`.execute(db);
  return rows;
}

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
