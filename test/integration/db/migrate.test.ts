import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { migrate, NewerSchemaError } from '../../../db/migrate.ts';
import { syncSeries } from '../../../db/series.ts';
import { emptyDatabase } from '../../support/empty-database.ts';
import { addSeries } from '../../support/vintages.ts';

/** Each migration is a file, in the order of their names. */
const ALL = readdirSync(new URL('../../../db/migrations/', import.meta.url))
  .map((file) => file.replace(/\.ts$/, ''))
  .toSorted();

/** Those that databases in use have already, in the order in which they ran there. */
const IN_USE = [
  '2026-11-24-history',
  '2026-11-24-judgement',
  '2026-11-24-large-documents',
  '2026-11-24-large-writes',
  '2026-11-24-measure-inputs',
  '2026-11-24-measures',
  '2026-11-24-partitions',
  '2026-11-24-publisher-turns',
  '2026-11-24-revisions',
  '2026-11-24-source-incidents',
];

const tablesOf = async (db: Db) => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%' order by 1`.execute(db);
  return rows.map((row) => row.name);
};

test('a new migration runs after all that databases in use have, which could not be opened otherwise', () => {
  expect(ALL.slice(0, IN_USE.length)).toEqual(IN_USE);
});

test('an empty database is brought up to date, and a second time nothing is done', async () => {
  await using database = await emptyDatabase(inject('postgresUrl'));
  const db = database.open();
  expect(await migrate(db)).toEqual(ALL);
  const tables = [
    'answer',
    'assessed',
    'assessment',
    'document',
    'incident',
    'measure',
    'measure_vintage',
    'notice',
    'pull',
    'series',
    'transition',
    'vintage',
  ];
  expect(await tablesOf(db)).toEqual(expect.arrayContaining(tables));
  expect(await migrate(db)).toEqual([]);
});

test('what is stored outlives another start', async () => {
  await using database = await emptyDatabase(inject('postgresUrl'));
  const db = database.open();
  await migrate(db);
  const ids = await addSeries(db, 'tin');
  await migrate(database.open());
  expect(await syncSeries(db, 'test-deal', [])).toEqual(ids);
});

test('ten processes that start at once bring it up to date once', async () => {
  await using database = await emptyDatabase(inject('postgresUrl'));
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(database.open())));
  expect(applied.flat().toSorted()).toEqual(ALL);
});

test('a database of a newer version is refused by name, and is left as it is', async () => {
  await using database = await emptyDatabase(inject('postgresUrl'));
  const db = database.open();
  await migrate(db);
  await sql`insert into kysely_migration (name, timestamp) values ('2027-03-01-later', 'x')`.execute(db);
  const refused = migrate(db);
  await expect(refused).rejects.toThrow(NewerSchemaError);
  await expect(refused).rejects.toThrow(
    'the database was migrated by a newer pactwatch (2027-03-01-later): run that version or a newer one',
  );
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by 1`.execute(db);
  expect(rows.map(({ name }) => name)).toEqual([...ALL, '2027-03-01-later']);
});

test('a migration that fails leaves nothing half done, and is made good at the next start', async () => {
  await using database = await emptyDatabase(inject('postgresUrl'));
  const db = database.open();
  await sql`create table incident (in_the_way integer)`.execute(db);
  await expect(migrate(db)).rejects.toThrow(/"incident" already exists/);
  expect(await tablesOf(db)).not.toContain('assessment');
  await sql`drop table incident`.execute(db);
  await migrate(db);
  expect(await tablesOf(db)).toContain('notice');
});
