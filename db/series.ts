import { sql } from 'kysely';
import { ConfigError } from '../config/config-error.ts';
import type { EvidenceGrade } from '../config/vocabulary/evidence.ts';
import type { Frequency } from '../config/vocabulary/period.ts';
import { type Db, inTransaction } from './connection.ts';

export interface SeriesRecord {
  readonly key: string;
  readonly source: string;
  readonly title: string;
  readonly frequency: Frequency;
  readonly unit: string;
  readonly evidence: readonly EvidenceGrade[];
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * Makes the series table say what the deal file says, and returns the id of each series by its key.
 * @throws ConfigError when a series that has figures would change its unit or frequency: they would mean something else.
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
      .select(['key', 'unit', 'frequency', 'lastVintage'])
      .where('deal', '=', deal)
      .orderBy('id')
      .forUpdate()
      .execute();
    const withFigures = stored.filter(({ lastVintage }) => lastVintage !== '0');
    const problems = series.flatMap((record) => otherMeaning(record, withFigures));
    if (problems.length > 0) throw new ConfigError(problems);
    if (series.length > 0) await upsertSeries(trx, deal, series);
    const rows = await trx.selectFrom('series').select(['id', 'key']).where('deal', '=', deal).execute();
    return new Map(rows.map((row) => [row.key, row.id]));
  });
}

function otherMeaning(record: SeriesRecord, stored: readonly { key: string; unit: string; frequency: string }[]) {
  const before = stored.find(({ key }) => key === record.key);
  return (['unit', 'frequency'] as const).flatMap((field) =>
    before === undefined || before[field] === record[field]
      ? []
      : [
          `series.${record.key}: it has figures, and its ${field} is ${before[field]} in the database and ${record[field]} in the deal file: give the new series an id of its own`,
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
          evidence: eb.ref('excluded.evidence'),
          dimensions: eb.ref('excluded.dimensions'),
        }))
        .where(
          sql<boolean>`(series.source, series.title, series.frequency, series.unit, series.evidence, series.dimensions)
            is distinct from (excluded.source, excluded.title, excluded.frequency, excluded.unit, excluded.evidence,
              excluded.dimensions)`,
        ),
    )
    .execute();
}

/** How far each series of a deal has got: its newest vintage, and the latest instant at which one became known. */
export async function seriesMarks(db: Db, deal: string) {
  return db.selectFrom('series').select(['key', 'lastVintage', 'lastKnown']).where('deal', '=', deal).execute();
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

/** When the newest figure of a deal became known, by `at`; null when none was. */
export async function lastKnownBy(db: Db, deal: string, at: Temporal.Instant): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('vintage')
    .innerJoin('series', 'series.id', 'vintage.seriesId')
    .select((eb) => eb.fn.max('vintage.knownFrom').as('last'))
    .where('series.deal', '=', deal)
    .where('vintage.knownFrom', '<=', at)
    .executeTakeFirst();
  return row?.last ?? null;
}
