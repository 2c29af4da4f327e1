import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { connect } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { FLOWS, MEASURES, partnersOf, REPORTER, seriesIn, type Shape } from './shape.ts';

const VINTAGE = `series_id, period, period_start, period_months, reported_by, value, status, superseded, note,
  published_at, known_from, known_to, sha256, locator`;

/** A database for the bench, migrated, under a client of its own. */
export interface BenchDatabase extends AsyncDisposable {
  readonly url: string;
  readonly client: pg.Client;
}

/** Makes a new database on the server of the URL. */
export async function createDatabase(serverUrl: string, name: string): Promise<BenchDatabase> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const db = connect(url.href, { name: 'bench', max: 1, onError: () => {} });
  await migrate(db);
  await db.destroy();
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return { url: url.href, client, [Symbol.asyncDispose]: () => client.end() };
}

/** Registers the series of a shape, in the order in which `seriesFinder` counts them. */
export async function registerSeries({ client }: BenchDatabase, shape: Shape): Promise<void> {
  await client.query(
    `insert into series (id, deal, key, source, title, frequency, unit, evidence, dimensions)
     overriding system value
     select $1::integer + n, 'bench', 'made-up-' || ($1::integer + n), 'bench', 'made up', $2::text,
       ($3::text[])[1 + n % 2], '{reported}',
       jsonb_build_object('reporter', $4::text, 'partner', ($5::text[])[1 + (n / 4) % $6::integer],
         'product', 'HS/' || (100000 + n / (4 * $6::integer)), 'flow', ($7::text[])[1 + (n / 2) % 2],
         'measure', ($8::text[])[1 + n % 2])
     from generate_series(0, $9::integer - 1) n`,
    [
      shape.firstSeries,
      shape.frequency,
      MEASURES.map(({ unit }) => unit),
      REPORTER,
      partnersOf(shape),
      shape.partners,
      FLOWS,
      MEASURES.map(({ measure }) => measure),
      seriesIn(shape),
    ],
  );
}

/** Stores made-up observations of other countries, whose series were registered before: so many with so many years each. */
export async function fill({ client }: BenchDatabase, series: number, years: number): Promise<void> {
  await client.query(
    `insert into series (id, deal, key, source, title, frequency, unit, evidence, dimensions)
     overriding system value
     select n, 'bench', 'stored-' || n, 'bench', 'made up', 'year', 'kg', '{reported}', '{}'
     from generate_series(1, $1::integer) n`,
    [series],
  );
  await client.query(`insert into document values (repeat('0', 64), 'text/plain', '', now())`);
  await client.query(
    `insert into vintage (series_id, period, period_start, period_months, reported_by, value, status, known_from, sha256,
       locator)
     select n, year, make_date(year, 1, 1), 12, 'UN Comtrade', ((n::bigint * 7919 + year) % 1000000007) / 1000.0,
       'reported', '2026-01-01', repeat('0', 64), '#gzip;cell=' || (n + 1) || ',26'
     from generate_series(1, $1::integer) n, generate_series(2024 - $2::integer, 2023) year`,
    [series, years],
  );
}

/** Does now what the server would do soon in the background, so that nothing else goes on while something is measured. */
export async function settle({ client }: BenchDatabase): Promise<void> {
  for (const table of ['vintage', 'series', 'document', 'document_chunk', 'answer']) {
    await client.query(`vacuum analyze ${table}`);
  }
  await client.query('checkpoint');
}

/** Takes away all that an ingest stored. */
export async function forget({ client }: BenchDatabase): Promise<void> {
  await client.query('truncate vintage, answer, document_chunk, document cascade');
}

/** Writes the vintages that an ingest stored into a file for `copyBare`, in the order in which they came in. */
export async function exportRows({ client }: BenchDatabase, file: string): Promise<void> {
  await pipeline(
    client.query(to(`copy (select ${VINTAGE} from vintage order by id) to stdout`)),
    createWriteStream(file),
  );
}

/** How long a bare COPY of the rows takes into a table with the same indexes, from the first byte to the commit; ms. */
export async function copyBare({ client }: BenchDatabase, file: string): Promise<number> {
  await client.query('drop table if exists bare');
  await client.query(
    'create table bare (like vintage including defaults including constraints including indexes including identity)',
  );
  const start = performance.now();
  await pipeline(createReadStream(file), client.query(from(`copy bare (${VINTAGE}) from stdin`)));
  const ms = performance.now() - start;
  await client.query('drop table bare');
  return ms;
}

export async function countVintages({ client }: BenchDatabase): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) from vintage');
  return Number(rows[0]!.count);
}
