import { type RawBuilder, sql } from 'kysely';
import type { Db } from './connection.ts';

/** How many revised figures are told one by one; of the others only how many there are. */
export const REVISIONS_TOLD = 50;

export interface Written {
  /** Figures of which nothing was known before. */
  readonly added: number;
  /** Figures that differ from what was known: the earlier vintage ended, and stays. */
  readonly revised: number;
  /** The series that they are of; none are named where there are many. */
  readonly seriesIds: readonly number[];
  /** The vintages that were revised, newest period first, at most as many as `REVISIONS_TOLD`. */
  readonly ended: readonly string[];
}

export interface Merge {
  /** Each series that gets a vintage is marked, or, where there are very many, one mark is left that stands for all. */
  readonly marks: 'each series' | 'one for all';
  /** Whether the figures come in the order of their series already. */
  readonly isInOrder: boolean;
  /** How many figures come in. */
  readonly figures: number;
}

/**
 * Stores as vintages what differs from the current ones in the relation `incoming`, which must hold each figure once. The
 * series, or all vintages, must be locked.
 * Each figure is looked up by itself, so that the work grows with what comes in and not with what is stored. Every figure
 * that has vintages has a current one: the next begins where that one ends.
 * @throws when the series of a figure does not exist, or its document is not stored.
 */
export async function mergeIncoming(
  trx: Db,
  at: Temporal.Instant,
  { marks, isInOrder, figures }: Merge,
): Promise<Written> {
  await refuseStrays(trx);
  // What is new, by its place, and which vintage it ends, if any.
  await sql`
    create temp table fresh on commit drop as
    select i.place, v.id as ends, v.since
    from (select place, ${FIGURE}, value, status, superseded from incoming ${orderOf(isInOrder)}) i
    left join lateral (
      select v.id, v.known_from as since, v.value, v.status, v.superseded from vintage v
      where ${sameFigure} and v.known_to = 'infinity' offset 0
    ) v on true
    where v.id is null or (v.value, v.status, v.superseded) is distinct from (i.value, i.status, i.superseded)`.execute(
    trx,
  );
  await sql`analyze fresh`.execute(trx);
  const { rows } = await sql<Fresh>`
    select count(*)::integer as count, count(ends)::integer as revised, array(
      select f.ends::text from fresh f join vintage v on v.id = f.ends
      order by v.period_start desc, v.id limit ${sql.lit(REVISIONS_TOLD)}
    ) as ended
    from fresh`.execute(trx);
  const { count, revised, ended } = rows[0]!;
  if (revised > 0) {
    await sql`update vintage v set known_to = ${nextFrom(at)} from fresh f where v.id = f.ends`.execute(trx);
  }
  const from = count === figures && revised === 0 ? ALL_OF_THEM : sql`join fresh f on f.place = i.place`;
  const seriesIds = count === 0 ? [] : await INSERTS[marks](trx, insertion(at, from, orderOf(isInOrder)));
  await sql`drop table fresh`.execute(trx);
  return { added: count - revised, revised, seriesIds, ended };
}

const orderOf = (isInOrder: boolean) => (isInOrder ? sql`` : sql`order by ${FIGURE}`);

/** The table has no foreign keys: they would look up each row by itself. Who would delete a row waits for this writer. */
async function refuseStrays(trx: Db): Promise<void> {
  const { rows } = await sql<{ series: boolean; document: boolean }>`
    select
      exists (select from incoming i where not exists (select from series s where s.id = i.series_id)) as series,
      exists (
        select from (select distinct sha256 from incoming) i
        where not exists (select from document d where d.sha256 = i.sha256)
      ) as document`.execute(trx);
  const { series, document } = rows[0]!;
  if (series) throw new Error('a figure violates its reference to a series');
  if (document) throw new Error('a figure violates its reference to a document');
}

/** Nothing was known of any: they need not be looked for. */
const ALL_OF_THEM = sql`cross join (select null::bigint as ends, null::timestamptz as since) f`;

interface Fresh {
  readonly count: number;
  readonly revised: number;
  readonly ended: readonly string[];
}

const FIGURE = sql.raw('series_id, period_start, period_months, reported_by');

const sameFigure = sql`v.series_id = i.series_id and v.period_start = i.period_start
  and v.period_months = i.period_months and v.reported_by = i.reported_by`;

const nextFrom = (at: Temporal.Instant) => sql`greatest(${at}, f.since + interval '1 microsecond')`;

/** A figure that changed takes the date of a release only if no earlier vintage of it had that date already. */
const insertion = (at: Temporal.Instant, from: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql`
  insert into vintage (series_id, period, period_start, period_months, reported_by, value, status, superseded, note,
    published_at, known_from, sha256, locator)
  select i.series_id, i.period, i.period_start, i.period_months, i.reported_by, i.value, i.status, i.superseded, i.note,
    case
      when f.ends is null or not i.is_release then i.published_at
      when i.published_at <= (select max(v.published_at) from vintage v where ${sameFigure}) then null
      else i.published_at
    end,
    case when f.ends is null then ${at}::timestamptz else ${nextFrom(at)} end,
    i.sha256, i.locator
  from incoming i ${from}
  ${order}`;

const INSERTS: Record<Merge['marks'], (trx: Db, insert: RawBuilder<unknown>) => Promise<readonly number[]>> = {
  async 'each series'(trx, insert) {
    const { rows } = await sql<{ seriesId: number }>`
      with written as (${insert} returning id, series_id, known_from)
      , marked as (
        update series s
        set last_vintage = w.last_vintage, last_known = greatest(s.last_known, w.last_known)
        from (
          select series_id, max(id) as last_vintage, max(known_from) as last_known from written group by series_id
        ) w
        where s.id = w.series_id
      )
      select distinct series_id from written order by series_id`.execute(trx);
    return rows.map(({ seriesId }) => seriesId);
  },

  async 'one for all'(trx, insert) {
    await insert.execute(trx);
    await sql`update bulk_mark set last_vintage = (select max(id) from vintage)`.execute(trx);
    return [];
  },
};
