import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { contentOf, type NewMeasure } from './measures.ts';

/** What a register's answer was about: its source, and the document that shows it whole, if it is known to be whole. */
export interface RegisterAnswer {
  readonly deal: string;
  readonly source: string;
  readonly whole: string | null;
}

export interface MeasuresWritten {
  /** Measures of which nothing was known before. */
  readonly added: number;
  /** Measures that are listed in another form than before, or again. */
  readonly changed: number;
  /** Measures that were listed and are no more. */
  readonly unlisted: number;
}

/**
 * Stores what differs from the current vintages of a register's measures, and nothing else. Call it in a transaction,
 * after the series; it locks the register. The list must hold each key once.
 */
export async function writeMeasures(
  trx: Db,
  { deal, source, whole }: RegisterAnswer,
  measures: readonly NewMeasure[],
  at: Temporal.Instant,
): Promise<MeasuresWritten> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`measures/${deal}/${source}`}, 0))`.execute(trx);
  await loadIncoming(trx, measures);
  await sql`
    insert into measure (deal, source, key)
    select ${deal}, ${source}, i.key from incoming_measure i order by i.key
    on conflict do nothing`.execute(trx);

  const ended = await sql`
    update measure_vintage v
    set known_to = greatest(${at}, v.known_from + interval '1 microsecond')
    from measure m join incoming_measure i on i.key = m.key
    where m.deal = ${deal} and m.source = ${source} and v.measure_id = m.id and v.known_to = 'infinity'
      and (v.listing, ${contentOf('v')}) is distinct from ('listed', ${contentOf('i')})`.execute(trx);
  const inserted = await sql`
    insert into measure_vintage (measure_id, listing, ${contentOf()}, published_at, known_from, sha256, locator)
    select m.id, 'listed', ${contentOf('i')}, i.published_at,
      greatest(${at}, (select max(v.known_to) from measure_vintage v where v.measure_id = m.id)), i.sha256, i.locator
    from incoming_measure i join measure m on m.deal = ${deal} and m.source = ${source} and m.key = i.key
    where not exists (select from measure_vintage v where v.measure_id = m.id and v.known_to = 'infinity')
    order by i.key`.execute(trx);
  const unlisted = whole === null ? 0 : await unlistOthers(trx, { deal, source, whole }, at);
  await sql`drop table incoming_measure`.execute(trx);

  const changed = Number(ended.numAffectedRows ?? 0);
  return { added: Number(inserted.numAffectedRows ?? 0) - changed, changed, unlisted };
}

/** Gives every listed measure that the answer does not list a vintage that says so. */
async function unlistOthers(
  trx: Db,
  { deal, source, whole }: { deal: string; source: string; whole: string },
  at: Temporal.Instant,
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update measure_vintage v
    set known_to = greatest(${at}, v.known_from + interval '1 microsecond')
    from measure m
    where m.deal = ${deal} and m.source = ${source} and v.measure_id = m.id and v.known_to = 'infinity'
      and v.listing = 'listed' and not exists (select from incoming_measure i where i.key = m.key)
    returning v.id`.execute(trx);
  if (rows.length === 0) return 0;
  await sql`
    insert into measure_vintage (measure_id, listing, ${contentOf()}, known_from, sha256, locator)
    select v.measure_id, 'unlisted', ${contentOf('v')}, v.known_to, ${whole}, '#'
    from measure_vintage v
    where v.id = any(${rows.map(({ id }) => id)}::bigint[])
    order by v.id`.execute(trx);
  return rows.length;
}

async function loadIncoming(trx: Db, measures: readonly NewMeasure[]): Promise<void> {
  const list = measures.map(({ publishedAt, ...measure }) => ({
    ...measure,
    publishedAt: publishedAt?.toString() ?? null,
  }));
  await sql`
    create temp table incoming_measure on commit drop as
    select "key", title, kind, "kindInRegister" as kind_in_register, effect, implementer,
      "isOfficial" as is_official, announced, "inForceFrom" as in_force_from, removed, products, affected,
      "reportedBy" as reported_by, page, note, "publishedAt" as published_at, sha256, locator
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as i ("key" text, title text, kind text,
      "kindInRegister" text, effect text, implementer text, "isOfficial" boolean, announced date, "inForceFrom" date,
      removed date, products jsonb, affected jsonb, "reportedBy" text, page text, note text,
      "publishedAt" timestamptz, sha256 text, locator text)`.execute(trx);
  await sql`create unique index on incoming_measure (key)`.execute(trx);
}
