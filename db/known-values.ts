import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { NewObservation } from './vintages.ts';

/** The periods of those of the figures that are known with a value now, oldest first. */
export async function periodsWithValue(trx: Db, figures: readonly NewObservation[]): Promise<string[]> {
  if (figures.length === 0) return [];
  const column = <K extends keyof NewObservation>(key: K) => figures.map((figure) => figure[key]);
  const { rows } = await sql<{ period: string }>`
    select v.period
    from unnest(${column('seriesId')}::integer[], ${column('periodStart')}::date[],
      ${column('periodMonths')}::smallint[], ${column('reportedBy')}::text[])
      as i (series_id, period_start, period_months, reported_by)
    join vintage v on v.series_id = i.series_id and v.period_start = i.period_start
      and v.period_months = i.period_months and v.reported_by = i.reported_by
    where v.known_to = 'infinity' and v.value is not null
    group by v.period, v.period_start
    order by v.period_start, v.period`.execute(trx);
  return rows.map(({ period }) => period);
}
