import { sql } from 'kysely';
import { ConfigError } from '../config/config-error.ts';
import type { Basis } from '../config/vocabulary/basis.ts';
import type { Clock, EvidenceGrade } from '../config/vocabulary/evidence.ts';
import type { Frequency } from '../config/vocabulary/period.ts';
import { type Db, inTransaction } from './connection.ts';

export interface SeriesRecord {
  readonly key: string;
  readonly source: string;
  readonly title: string;
  readonly frequency: Frequency;
  readonly unit: string;
  /** What the unit measures, where the deal states it. */
  readonly basis?: Basis | undefined;
  readonly evidence: readonly EvidenceGrade[];
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * Makes the series table say what the deal file says, and returns the id of each series by its key.
 * @throws ConfigError when a series that has figures would change its unit, frequency or basis: they would mean something else.
 *   A basis may be stated where none was.
 */
export function syncSeries(
  db: Db,
  deal: string,
  series: readonly SeriesRecord[],
): Promise<ReadonlyMap<string, number>> {
  return inTransaction(db, async (trx) => {
    // Locked by id, as whoever writes vintages locks them: in another order the two could wait for each other.
    const stored = await trx
      .selectFrom('series')
      .select([
        'key',
        'unit',
        'frequency',
        'basis',
        sql<boolean>`exists (select from vintage v where v.series_id = series.id)`.as('hasFigures'),
      ])
      .where('deal', '=', deal)
      .orderBy('id')
      .forUpdate()
      .execute();
    const withFigures = new Map(stored.filter(({ hasFigures }) => hasFigures).map((row) => [row.key, row]));
    const problems = series.flatMap((record) => otherMeaning(record, withFigures));
    if (problems.length > 0) throw new ConfigError(problems);
    for (let at = 0; at < series.length; at += SERIES_A_STATEMENT) {
      await upsertSeries(trx, deal, series.slice(at, at + SERIES_A_STATEMENT));
    }
    const rows = await trx.selectFrom('series').select(['id', 'key']).where('deal', '=', deal).execute();
    return new Map(rows.map((row) => [row.key, row.id]));
  });
}

/** What the figures of a stored series mean. */
interface Meaning {
  readonly unit: string;
  readonly frequency: string;
  readonly basis: string | null;
}

/** A statement takes 65 535 parameters. */
const SERIES_A_STATEMENT = 4000;

function otherMeaning(record: SeriesRecord, stored: ReadonlyMap<string, Meaning>) {
  const before = stored.get(record.key);
  return (['unit', 'frequency', 'basis'] as const).flatMap((field) =>
    before === undefined || before[field] === null || before[field] === record[field]
      ? []
      : [
          `series.${record.key}: it has figures, and its ${field} is ${before[field]} in the database and ${record[field] ?? 'not stated'} in the deal file: give the new series an id of its own`,
        ],
  );
}

async function upsertSeries(trx: Db, deal: string, series: readonly SeriesRecord[]): Promise<void> {
  await trx
    .insertInto('series')
    .values(
      series
        .toSorted((a, b) => (a.key < b.key ? -1 : 1))
        .map((record) => ({
          ...record,
          basis: record.basis ?? null,
          deal,
          evidence: [...record.evidence],
          dimensions: JSON.stringify(record.dimensions),
        })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['deal', 'key'])
        .doUpdateSet((eb) => ({
          source: eb.ref('excluded.source'),
          title: eb.ref('excluded.title'),
          frequency: eb.ref('excluded.frequency'),
          unit: eb.ref('excluded.unit'),
          basis: eb.ref('excluded.basis'),
          evidence: eb.ref('excluded.evidence'),
          dimensions: eb.ref('excluded.dimensions'),
        }))
        .where(
          sql<boolean>`(series.source, series.title, series.frequency, series.unit, series.basis, series.evidence,
              series.dimensions)
            is distinct from (excluded.source, excluded.title, excluded.frequency, excluded.unit, excluded.basis,
              excluded.evidence, excluded.dimensions)`,
        ),
    )
    .execute();
}

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
  await sql`
    with behind as (
      select s.id from series s
      where s.deal = ${deal} and s.key = any(${[...keys]}::text[]) and ${IS_BEHIND}
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

/** How many figures each source of a deal has, and the newest period with a value, as known at `at`. */
export async function sourceCoverage(db: Db, deal: string, at: Temporal.Instant) {
  const { rows } = await sql<{ source: string; observations: number; latestPeriod: string | null }>`
    select s.source, count(v.id)::integer as observations,
      (array_agg(v.period order by v.period_start + make_interval(months => v.period_months) desc, v.period desc)
        filter (where v.value is not null))[1] as latest_period
    from series s
    left join vintage v on v.series_id = s.id and v.known_from <= ${at} and ${at} < v.known_to
    where s.deal = ${deal}
    group by s.source`.execute(db);
  return rows;
}

/** When the newest figure of a deal came out on a clock, by `at`; null when none had. */
export async function lastReleaseBy(
  db: Db,
  deal: string,
  clock: Clock,
  at: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const released = clock === 'known' ? sql`v.known_from` : sql`coalesce(v.published_at, v.known_from)`;
  const { rows } = await sql<{ last: Temporal.Instant | null }>`
    select max(${released}) as last
    from vintage v join series s on s.id = v.series_id
    where s.deal = ${deal} and ${released} <= ${at}`.execute(db);
  return rows[0]?.last ?? null;
}
