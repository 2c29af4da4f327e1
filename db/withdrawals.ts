import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { NewObservation } from './vintages.ts';

/** A part of a series that a document speaks for as a whole. */
export interface CoveredPart {
  readonly seriesId: number;
  /** The first day of the first month, and of the month after the last; null where there is no bound. */
  readonly from: string | null;
  readonly until: string | null;
  /** Only figures of this reporter; null for any. */
  readonly reportedBy: string | null;
  /** Only figures that were read from an answer of this address; null for any. */
  readonly url: string | null;
  readonly sha256: string;
  readonly locator: string;
}

/** What tells one figure from another. */
export type FigureKey = Pick<NewObservation, 'seriesId' | 'period' | 'periodStart' | 'periodMonths' | 'reportedBy'>;

/** A figure that is known with a value, and the last of the documents that should state it and do not. */
export type Unstated = FigureKey & Pick<NewObservation, 'sha256' | 'locator'>;

/**
 * The figures inside the parts that are known with a value now and are none of those that were stated. Reports that
 * step back before another are left out: they count for nothing, and stay. Lock the series first.
 */
export async function unstatedFigures(
  trx: Db,
  source: { readonly deal: string; readonly source: string },
  parts: readonly CoveredPart[],
  stated: readonly FigureKey[],
): Promise<Unstated[]> {
  if (parts.length === 0) return [];
  const column = <K extends keyof CoveredPart>(key: K) => parts.map((part) => part[key]);
  const key = <K extends keyof FigureKey>(name: K) => stated.map((figure) => figure[name]);
  const { rows } = await sql<Unstated>`
    select distinct on (v.series_id, v.period_start, v.period_months, v.reported_by)
      v.series_id, v.period, v.period_start, v.period_months, v.reported_by, c.sha256, c.locator
    from unnest(${column('seriesId')}::integer[], ${column('from')}::date[], ${column('until')}::date[],
      ${column('reportedBy')}::text[], ${column('url')}::text[], ${column('sha256')}::text[],
      ${column('locator')}::text[]) with ordinality
      as c (series_id, first, until, reported_by, url, sha256, locator, place)
    join vintage v on v.series_id = c.series_id and v.known_to = 'infinity'
      and v.value is not null and v.superseded is null
      and (c.first is null or v.period_start >= c.first)
      and (c.until is null or v.period_start + make_interval(months => v.period_months) <= c.until)
      and (c.reported_by is null or v.reported_by = c.reported_by)
    where not exists (
        select from unnest(${key('seriesId')}::integer[], ${key('periodStart')}::date[],
          ${key('periodMonths')}::smallint[], ${key('reportedBy')}::text[])
          as i (series_id, period_start, period_months, reported_by)
        where i.series_id = v.series_id and i.period_start = v.period_start
          and i.period_months = v.period_months and i.reported_by = v.reported_by)
      and (c.url is null or exists (
        select from answer a
        where a.sha256 = v.sha256 and a.url = c.url and a.deal = ${source.deal} and a.source = ${source.source}))
    order by v.series_id, v.period_start, v.period_months, v.reported_by, c.place desc`.execute(trx);
  return rows;
}
