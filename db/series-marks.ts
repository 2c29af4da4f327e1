import { sql } from 'kysely';
import type { Db } from './connection.ts';

export interface SeriesMark {
  readonly key: string;
  /** `0` where none is known. */
  readonly lastVintage: string;
  readonly lastKnown: Temporal.Instant | null;
}

/** How far series of a deal have got: the newest vintage of each, and the latest instant at which one became known. */
export async function seriesMarks(db: Db, deal: string, keys: readonly string[]): Promise<SeriesMark[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<SeriesMark & { readonly id: number; readonly isBehind: boolean }>`
    select s.id, s.key, s.last_vintage, s.last_known, ${IS_BEHIND} as is_behind
    from series s
    where s.deal = ${deal} and s.key = any(${[...keys]}::text[])`.execute(db);
  const behind = rows.filter(({ isBehind }) => isBehind).map(({ id }) => id);
  const newest = behind.length === 0 ? undefined : await newestVintages(db, behind);
  return rows.map(({ id, key, lastVintage, lastKnown }) => ({
    key,
    ...(newest?.get(id) ?? { lastVintage, lastKnown }),
  }));
}

/**
 * Brings the marks of series up to what was written in bulk, so that nobody has to look it up again. It waits for nobody:
 * a series that is being written stays behind until the next time.
 */
export async function catchUpMarks(db: Db, deal: string, keys: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select s.id from series s
    where s.deal = ${deal} and s.key = any(${[...keys]}::text[]) and ${IS_BEHIND}`.execute(db);
  if (rows.length === 0) return;
  await sql`
    with behind as (
      select s.id from series s
      where s.id = any(${rows.map(({ id }) => id)}::integer[]) and ${IS_BEHIND}
      for update skip locked
    )
    update series s
    set last_vintage = greatest(s.last_vintage, n.last_vintage), last_known = greatest(s.last_known, n.last_known),
      marked_to = (select m.last_vintage from bulk_mark m)
    from (
      select b.id, max(v.id) as last_vintage, max(v.known_from) as last_known
      from behind b left join vintage v on v.series_id = b.id and v.known_to = 'infinity'
      group by b.id
    ) n
    where s.id = n.id`.execute(db);
}

/** Whoever writes very many series leaves one mark for all of them, which may tell of vintages that their own do not. */
const IS_BEHIND = sql<boolean>`(greatest(s.last_vintage, s.marked_to) < (select m.last_vintage from bulk_mark m))`;

/** Looked up. The newest vintage of a series is a current one, since each ends with the next of its figure. */
async function newestVintages(db: Db, seriesIds: readonly number[]) {
  const { rows } = await sql<Omit<SeriesMark, 'key'> & { readonly id: number }>`
    select series_id as id, max(id) as last_vintage, max(known_from) as last_known
    from vintage
    where series_id = any(${[...seriesIds]}::integer[]) and known_to = 'infinity'
    group by series_id`.execute(db);
  return new Map(rows.map(({ id, lastVintage, lastKnown }) => [id, { lastVintage, lastKnown }]));
}
