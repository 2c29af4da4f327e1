import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { migrate } from '../../../db/migrate.ts';
import { emptyDatabase } from '../../support/empty-database.ts';
import { schemaTypes } from '../../support/schema-types.ts';

test('the types of the tables are those of a migrated database, byte for byte', async () => {
  await using database = await emptyDatabase(inject('postgresUrl'));
  const db = database.open();
  await migrate(db);
  const committed = readFileSync(new URL('../../../db/schema.ts', import.meta.url), 'utf8');
  expect(committed).toBe(await schemaTypes(db));
});
