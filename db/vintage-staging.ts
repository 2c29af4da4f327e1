import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Kind } from './figure-kinds.ts';
import type { NewObservation } from './vintages.ts';

/**
 * Puts figures into a new relation `incoming`.
 * @throws when a figure is there twice: nobody knows which one is meant.
 */
export async function stageFigures(trx: Db, observations: readonly NewObservation[]): Promise<void> {
  const column = <K extends keyof NewObservation>(key: K) => observations.map((observation) => observation[key]);
  await sql`
    create temp table staged on commit drop as
    select * from unnest(
      ${column('seriesId')}::integer[], ${column('period')}::text[], ${column('periodStart')}::date[],
      ${column('periodMonths')}::smallint[], ${column('reportedBy')}::text[], ${column('value')}::numeric[],
      ${column('status')}::text[], ${column('superseded')}::text[], ${column('note')}::text[],
      ${observations.map((observation) => observation.publishedAt?.toString() ?? null)}::timestamptz[],
      ${observations.map(({ publishedOf }) => publishedOf === 'release')}::boolean[],
      ${column('sha256')}::text[], ${column('locator')}::text[]
    ) as i (series_id, period, period_start, period_months, reported_by, value, status, superseded, note,
      published_at, is_release, sha256, locator)`.execute(trx);
  await sql`create unique index on staged (series_id, period_start, period_months, reported_by)`.execute(trx);
  await sql`create temp view incoming as select s.ctid as place, s.* from staged s`.execute(trx);
}

/** A figure of a document whose name is told once for all. */
export type StagedFigure = Omit<NewObservation, 'sha256'>;

/**
 * Makes the table that lines of `copyLine` are copied into, and the relation `incoming` of it, of the kinds of the figures,
 * and of the one document that states them.
 */
export async function createStaging(trx: Db, sha256: string): Promise<void> {
  await sql`
    create temp table staged (
      series_id integer, kind integer, value numeric, status text, superseded text, note text, locator text
    ) on commit drop`.execute(trx);
  await sql`
    create temp table staged_kind (
      kind integer, period text, period_start date, period_months smallint, reported_by text, published_at timestamptz,
      is_release boolean
    ) on commit drop`.execute(trx);
  await sql`
    create temp view incoming as
    select s.ctid as place, s.series_id, k.period, k.period_start, k.period_months, k.reported_by, s.value, s.status,
      s.superseded, s.note, k.published_at, k.is_release, ${sql.lit(sha256)}::text as sha256, s.locator
    from staged s join staged_kind k using (kind)`.execute(trx);
}

export const COPY_STAGED = 'copy staged from stdin';

/** A figure in the text format of COPY. */
export function copyLine(figure: StagedFigure, kind: number): string {
  return (
    `${figure.seriesId}\t${kind}\t${figure.value ?? '\\N'}\t${figure.status}\t${cell(figure.superseded)}\t` +
    `${cell(figure.note)}\t${cell(figure.locator)}\n`
  );
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cell(text: string | null): string {
  if (text === null) return '\\N';
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text;
}

/** Tells what the figures of each kind have in common; the kinds are numbered from 0. */
export async function addKinds(trx: Db, kinds: readonly Kind[]): Promise<void> {
  if (kinds.length === 0) return;
  const column = <K extends keyof Kind>(key: K) => kinds.map((kind) => kind[key]);
  await sql`
    insert into staged_kind
    select * from unnest(
      ${kinds.map((_, number) => number)}::integer[], ${column('period')}::text[],
      ${column('periodStart')}::date[], ${column('periodMonths')}::smallint[], ${column('reportedBy')}::text[],
      ${kinds.map(({ publishedAt }) => publishedAt?.toString() ?? null)}::timestamptz[],
      ${kinds.map(({ publishedOf }) => publishedOf === 'release')}::boolean[]
    )`.execute(trx);
  await sql`analyze staged_kind`.execute(trx);
}

export async function dropStaging(trx: Db): Promise<void> {
  await sql`drop view incoming`.execute(trx);
  await sql`drop table if exists staged, staged_kind`.execute(trx);
}

/** A figure that a document states twice, and where. */
export interface DoubledFigure {
  readonly seriesId: number;
  readonly period: string;
  readonly places: readonly string[];
}

/** A figure that is incoming more than once, or undefined. */
export async function doubledFigure(trx: Db): Promise<DoubledFigure | undefined> {
  const { rows } = await sql<DoubledFigure>`
    select i.series_id, min(i.period) as period, (array_agg(i.locator order by i.place))[1:2] as places
    from incoming i
    join (
      select series_id, period_start, period_months, reported_by from incoming
      group by series_id, period_start, period_months, reported_by having count(*) > 1 limit 1
    ) d using (series_id, period_start, period_months, reported_by)
    group by i.series_id`.execute(trx);
  return rows[0];
}
