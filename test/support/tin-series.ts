import { sql } from 'kysely';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import type { Db } from '../../db/connection.ts';
import { type NewObservation, reportsAsOf, type Written } from '../../db/vintages.ts';
import { addDocument, addSeries, DEAL, figure, instant, write } from './vintages.ts';

export const FIRST = instant('2026-11-01T06:00:00Z');
export const SECOND = instant('2026-11-02T06:00:00Z');
export const THIRD = instant('2026-11-03T06:00:00Z');

/** A monthly series of the test deal, to write figures of and to look at. */
export interface TinSeries {
  readonly key: string;
  readonly id: number;
  readonly sha256: string;
  of(period: string, value: string | null, more?: Partial<NewObservation>): NewObservation;
  put(at: Temporal.Instant, ...figures: readonly NewObservation[]): Promise<Written>;
  /** What stood at an instant, as `2026-01 5`. */
  asOf(at: Temporal.Instant, clock?: Clock, from?: string | null): Promise<string[]>;
  /** Every vintage by its id, with the instants between which it was what was known. */
  history(): Promise<string[]>;
}

let count = 0;

/** A series that no other test knows. */
export async function tinSeries(db: Db): Promise<TinSeries> {
  const key = `tin-${(count += 1)}`;
  const id = (await addSeries(db, key)).get(key)!;
  const sha256 = await addDocument(db);
  return {
    key,
    id,
    sha256,
    of: (period, value, more) => figure(id, sha256, period, value, more),
    put: (at, ...figures) => write(db, figures, at),
    asOf: async (at, clock = 'known', from = null) => {
      const rows = await reportsAsOf(db, DEAL, [{ series: key, from }], clock, at);
      return rows.map(({ period, value, status }) => `${period} ${value ?? status}`);
    },
    history: async () => {
      const time = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'MM-DD HH24:MI:SS.US')`;
      const { rows } = await sql<{ said: string; from: string; to: string }>`
        select concat_ws(' ', period, coalesce(value::text, status)) as said, ${time('knownFrom')} as from,
          case when known_to = 'infinity' then 'now' else ${time('knownTo')} end as to
        from vintage where series_id = ${id} order by id`.execute(db);
      return rows.map(({ said, from, to }) => `${said}: ${from} - ${to}`);
    },
  };
}
