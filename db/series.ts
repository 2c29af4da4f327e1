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
