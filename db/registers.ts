import { sql } from 'kysely';
import type { Clock } from '../config/vocabulary/evidence.ts';
import type { Db } from './connection.ts';
import { contentOf, type MeasureRow } from './measures.ts';

/**
 * Every form in which registers listed their measures that stood by `at`, by register and key, in the order in which
 * they became known: the last of a key is how it stands. The clocks are those of `measuresAsOf`.
 */
export async function registerHistory(
  db: Db,
  deal: string,
  registers: readonly string[],
  clock: Clock,
  at: Temporal.Instant,
): Promise<MeasureRow[]> {
  const { rows } = await sql<MeasureRow>`
    select ${ROW}
    from measure m
    join measure_vintage v on v.measure_id = m.id
    where m.deal = ${deal} and m.source = any(${[...registers]}::text[])
      and ${clock === 'known' ? sql`v.known_from` : sql`coalesce(v.published_at, v.known_from)`} <= ${at}
    order by m.source, m.key, v.known_from`.execute(db);
  return rows;
}

/** Every vintage of the measures of registers, by register and key, in the order in which they became known. */
export async function measureHistory(db: Db, deal: string, registers: readonly string[]): Promise<MeasureRow[]> {
  if (registers.length === 0) return [];
  const { rows } = await sql<MeasureRow>`
    select ${ROW}
    from measure m
    join measure_vintage v on v.measure_id = m.id
    where m.deal = ${deal} and m.source = any(${[...registers]}::text[])
    order by m.source, m.key, v.known_from`.execute(db);
  return rows;
}

/** Vintages of measures by their ids, by register and key, the newest first. */
export async function measureVintagesById(db: Db, ids: readonly string[]): Promise<MeasureRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<MeasureRow>`
    select ${ROW}
    from measure_vintage v
    join measure m on m.id = v.measure_id
    where v.id = any(${[...new Set(ids)]}::bigint[])
    order by m.source, m.key, v.known_from desc`.execute(db);
  return rows;
}

const ROW = sql`v.id as vintage, m.source, m.key, v.listing, ${contentOf('v')}, v.published_at, v.known_from,
  v.sha256 as document, v.locator`;

export interface RegisterMark {
  readonly register: string;
  /** `0` where none is known. */
  readonly lastVintage: string;
  readonly lastKnown: Temporal.Instant | null;
  /** When it first answered; null when it never did. */
  readonly firstRead: Temporal.Instant | null;
}

/** How far each register has got, by its id. */
export async function registerMarks(db: Db, deal: string, registers: readonly string[]): Promise<RegisterMark[]> {
  if (registers.length === 0) return [];
  const { rows } = await sql<RegisterMark>`
    select r.register, coalesce(max(v.id), 0) as last_vintage, max(v.known_from) as last_known,
      (select min(p.finished_at) from pull p
       where p.deal = ${deal} and p.source = r.register and p.measures is not null) as first_read
    from unnest(${[...registers]}::text[]) as r (register)
    left join measure m on m.deal = ${deal} and m.source = r.register
    left join measure_vintage v on v.measure_id = m.id
    group by r.register
    order by r.register`.execute(db);
  return rows;
}
