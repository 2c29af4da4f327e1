import { type Kysely, sql } from 'kysely';
import { Migrator, type MigrationProvider } from 'kysely/migration';
import * as history from './migrations/2026-11-24-history.ts';
import * as judgement from './migrations/2026-11-24-judgement.ts';
import type { Db } from './connection.ts';

/** Frozen once released; a change of the schema is a new entry at the end. */
const migrations = {
  '2026-11-24-history': history,
  '2026-11-24-judgement': judgement,
};

const provider: MigrationProvider = { getMigrations: async () => migrations };

/** The database holds migrations that this version of pactwatch does not know. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';
}

/**
 * Brings the schema up to date. Safe from any number of processes at once: kysely holds an advisory lock meanwhile.
 * @returns the names of the migrations that were applied.
 * @throws NewerSchemaError when a newer version of pactwatch migrated this database.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db: db as Kysely<unknown>, provider });
  const known = new Set(Object.keys(migrations));
  const unknown = (await executedMigrations(db)).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new NewerSchemaError(
      `the database was migrated by a newer pactwatch (${unknown.join(', ')}): run that version or a newer one`,
    );
  }
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

async function executedMigrations(db: Db): Promise<string[]> {
  const table = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!table.rows[0]?.there) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map((row) => row.name);
}
