import { writeFileSync } from 'node:fs';
import { migrate } from '../../db/migrate.ts';
import { emptyDatabase } from './empty-database.ts';
import { startPostgres } from './postgres-server.ts';
import { schemaTypes } from './schema-types.ts';

// Writes db/schema.ts anew from the migrations.
await using server = await startPostgres();
await using database = await emptyDatabase(server.url);
const db = database.open();
await migrate(db);
writeFileSync(new URL('../../db/schema.ts', import.meta.url), await schemaTypes(db));
