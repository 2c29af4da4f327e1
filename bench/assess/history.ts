import type { Deal } from '../../config/deal/schema.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import { syncSeries } from '../../db/series.ts';
import { type NewObservation, writeVintages } from '../../db/vintages.ts';
import type { BenchDatabase } from '../ingest/databases.ts';
import { SERIES_A_SOURCE, seriesId } from './deal.ts';

/** How far back the figures of each series go, up to the end of 2025, and how often each was stated. */
export interface History {
  readonly years: number;
  readonly vintages: number;
}

/** A minute after which nothing was released but by `release`. */
export const NOW = Temporal.Instant.from('2026-02-20T09:00:00Z');

const DOCUMENT = '0'.repeat(64);
const REPORTER = 'The bureau';

/**
 * Registers the series of the deal and stores made-up figures of each: a month's first ones ten days after its end, one
 * more vintage a day, in the order in which they would have come in.
 */
export async function fillHistory(db: Db, { client }: BenchDatabase, deal: Deal, history: History): Promise<void> {
  const records = Object.entries(deal.series).map(([key, spec]) => ({ key, ...spec }));
  await syncSeries(
    db,
    deal.id,
    records.map(({ key, source, title, frequency, unit, basis, evidence, dimensions }) => ({
      key,
      source,
      title,
      frequency,
      unit,
      basis,
      evidence,
      dimensions,
    })),
  );
  await client.query(`insert into document values ($1, 'text/plain', '', now())`, [DOCUMENT]);
  await client.query(
    `insert into vintage (series_id, period, period_start, period_months, reported_by, value, status, known_from, known_to,
       sha256, locator)
     select s.id, to_char(month, 'YYYY-MM'), month, 1, $1,
       90 + (s.id * 7919 + extract(year from month)::integer * 31 + extract(month from month)::integer * 1009
         + ($2::integer - nth) * 17) % 2000 * 0.01,
       'reported', at, case when nth = $2 then 'infinity' else at + interval '1 day' end, $3, '#cell=2,' || s.id
     from generate_series(make_date(2026 - $4::integer, 1, 1), make_date(2025, 12, 1), interval '1 month') as m (first)
     cross join lateral (select m.first::date as month) d
     cross join generate_series(1, $2::integer) nth
     cross join lateral (
       select (month + interval '1 month 8 days 6 hours') at time zone 'UTC' + make_interval(days => nth) as at
     ) came
     cross join series s
     order by at, s.id`,
    [REPORTER, history.vintages, DOCUMENT, history.years],
  );
  await client.query(
    `update series set last_vintage = v.last_vintage, last_known = v.last_known
     from (select series_id, max(id) as last_vintage, max(known_from) as last_known from vintage group by series_id) v
     where v.series_id = series.id`,
  );
}

/**
 * Stores what a source releases after all that is stored: of each of its series a first figure of January 2026, and
 * revised ones of the two months before.
 */
export async function release(db: Db, deal: Deal, source: number, at: Temporal.Instant): Promise<void> {
  const keys = Array.from({ length: SERIES_A_SOURCE }, (_, index) => seriesId(source, index));
  const ids = await db
    .selectFrom('series')
    .select(['id', 'key'])
    .where('deal', '=', deal.id)
    .where('key', 'in', keys)
    .execute();
  const figures = ids.flatMap(({ id, key }) =>
    ['2025-11', '2025-12', '2026-01'].map((month) => figure(id, key, month)),
  );
  const { added, revised } = await inTransaction(db, (trx) => writeVintages(trx, figures, at));
  if (added !== SERIES_A_SOURCE || revised !== 2 * SERIES_A_SOURCE) {
    throw new Error(`the release of ${source} added ${added} figures and revised ${revised}`);
  }
}

const figure = (seriesId: number, key: string, period: string): NewObservation => ({
  seriesId,
  period,
  periodStart: `${period}-01`,
  periodMonths: 1,
  reportedBy: REPORTER,
  value: `${100 + (key.length % 7)}.125`,
  status: 'reported',
  superseded: null,
  note: null,
  publishedAt: null,
  sha256: DOCUMENT,
  locator: '#cell=2,3',
});
