import { type Kysely, sql } from 'kysely';

/** What a pull revised and found withdrawn, and what the values of a series are measured by. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table pull
      add column revised integer not null default 0,
      add column withdrawn integer not null default 0`.execute(db);
  await sql`alter table series add column basis text`.execute(db);
  // Of figures that were revised alone: new ones, however many, cost it nothing.
  await sql`create index vintage_ended on vintage (known_to) where known_to < 'infinity'`.execute(db);
}
