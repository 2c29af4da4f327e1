import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { type MigrationState, migrationState } from './migrate.ts';

/** How a database is, as far as it can be told by reading. */
export interface DatabaseVitals extends MigrationState {
  /** `server_version_num`, such as 150018. */
  readonly versionNumber: number;
  readonly version: string;
  /** How far our clock runs ahead of its clock, milliseconds. */
  readonly skewMs: number;
}

/** Reads the vitals of a database, and changes nothing in it. */
export async function readVitals(db: Db, now: () => Temporal.Instant): Promise<DatabaseVitals> {
  // The first query also opens the connection: only one after it can be timed.
  const { rows: settings } = await sql<{ number: string; version: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as version`.execute(db);
  const before = now().epochMilliseconds;
  const { rows: clocks } = await sql<{ at: Temporal.Instant }>`select clock_timestamp() as at`.execute(db);
  const between = (before + now().epochMilliseconds) / 2;
  return {
    versionNumber: Number(settings[0]!.number),
    version: settings[0]!.version,
    ...(await migrationState(db)),
    skewMs: between - clocks[0]!.at.epochMilliseconds,
  };
}
