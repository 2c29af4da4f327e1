import { sql } from 'kysely';
import { type Db, inTransaction } from '../../db/connection.ts';
import { type MeasureRow, measuresAsOf, type NewMeasure } from '../../db/measures.ts';
import { type MeasuresWritten, writeMeasures } from '../../db/write-measures.ts';
import { addDocument, DEAL } from './vintages.ts';

/** A register of a database's own, all of it made up. */
export interface TestRegister {
  readonly source: string;
  ban(key: string, more?: Partial<NewMeasure>): NewMeasure;
  /** Writes an answer that lists these, and nothing else unless told that it may not be whole. */
  list(at: Temporal.Instant, measures: readonly NewMeasure[], isWhole?: boolean): Promise<MeasuresWritten>;
  asOf(at: Temporal.Instant, clock?: 'known' | 'published'): Promise<MeasureRow[]>;
  /** Every vintage by its id, as `ban/1 listed 2026-02-01: 11-01 06:00 - now`. */
  history(): Promise<string[]>;
}

let registers = 0;

export async function testRegister(db: Db): Promise<TestRegister> {
  const source = `register-${(registers += 1)}`;
  const sha256 = await addDocument(db, `the list of ${source}`);
  return {
    source,
    ban: (key, more = {}) => ({
      key,
      title: `Ban ${key}`,
      kind: 'export_ban',
      kindInRegister: null,
      effect: 'restricting',
      implementer: 'MYS',
      isOfficial: true,
      announced: '2026-01-01',
      inForceFrom: '2026-02-01',
      removed: null,
      products: [{ code: '284690', inForceFrom: null, removed: null }],
      affected: ['CHN', 'USA'],
      reportedBy: 'Register',
      page: null,
      note: null,
      publishedAt: null,
      sha256,
      locator: '#/0/id',
      ...more,
    }),
    list: (at, measures, isWhole = true) =>
      inTransaction(db, (trx) =>
        writeMeasures(trx, { deal: DEAL, source, whole: isWhole ? sha256 : null }, measures, at),
      ),
    asOf: async (at, clock = 'known') =>
      (await measuresAsOf(db, DEAL, clock, at)).filter((row) => row.source === source),
    history: async () => {
      const time = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'MM-DD HH24:MI')`;
      const { rows } = await sql<{ said: string; from: string; to: string }>`
        select concat_ws(' ', key, listing, in_force_from) as said, ${time('knownFrom')} as from,
          case when known_to = 'infinity' then 'now' else ${time('knownTo')} end as to
        from measure_vintage v join measure m on m.id = v.measure_id
        where m.source = ${source}
        order by v.id`.execute(db);
      return rows.map(({ said, from, to }) => `${said}: ${from} - ${to}`);
    },
  };
}
