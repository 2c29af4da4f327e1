import { type Kysely, sql } from 'kysely';
import { Migrator, type MigrationProvider } from 'kysely/migration';
import * as history from './migrations/2026-11-24-history.ts';
import * as judgement from './migrations/2026-11-24-judgement.ts';
import * as partitions from './migrations/2026-11-24-partitions.ts';
import * as sourceIncidents from './migrations/2026-11-24-source-incidents.ts';
import * as revisions from './migrations/2026-11-24-revisions.ts';
import * as measures from './migrations/2026-11-24-measures.ts';
import * as largeDocuments from './migrations/2026-11-24-large-documents.ts';
import * as largeWrites from './migrations/2026-11-24-large-writes.ts';
import * as publisherTurns from './migrations/2026-11-24-publisher-turns.ts';
import * as measureInputs from './migrations/2026-11-24-measure-inputs.ts';
import * as unstable from './migrations/2026-11-24-unstable.ts';
import * as vintageMarks from './migrations/2026-11-24-vintage-marks.ts';
import * as writtenMessages from './migrations/2026-11-24-written-messages.ts';
import type { Db } from './connection.ts';

/** Frozen once released. A change of the schema is a new entry, whose name sorts after all others: they run in that order. */
const migrations = {
  '2026-11-24-history': history,
  '2026-11-24-judgement': judgement,
  '2026-11-24-partitions': partitions,
  '2026-11-24-source-incidents': sourceIncidents,
  '2026-11-24-revisions': revisions,
  '2026-11-24-measures': measures,
  '2026-11-24-large-documents': largeDocuments,
  '2026-11-24-large-writes': largeWrites,
  '2026-11-24-publisher-turns': publisherTurns,
  '2026-11-24-measure-inputs': measureInputs,
  '2026-11-24-unstable': unstable,
  '2026-11-24-vintage-marks': vintageMarks,
  '2026-11-24-written-messages': writtenMessages,
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
  const { unknown } = await migrationState(db);
  if (unknown.length > 0) {
    throw new NewerSchemaError(
      `the database was migrated by a newer pactwatch (${unknown.join(', ')}): run that version or a newer one`,
    );
  }
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

export interface MigrationState {
  /** Whether none was ever applied. */
  readonly isNew: boolean;
  readonly pending: readonly string[];
  readonly unknown: readonly string[];
}

/** The migrations that the database lacks, and those that only it knows. Nothing is changed. */
export async function migrationState(db: Db): Promise<MigrationState> {
  const known = Object.keys(migrations);
  const executed = await executedMigrations(db);
  return {
    isNew: executed.length === 0,
    pending: known.filter((name) => !executed.includes(name)),
    unknown: executed.filter((name) => !known.includes(name)),
  };
}

async function executedMigrations(db: Db): Promise<string[]> {
  const table = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!table.rows[0]?.there) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map((row) => row.name);
}
