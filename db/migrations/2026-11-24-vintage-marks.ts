import { type Kysely, sql } from 'kysely';

/** Up to which vintage the marks of a series count those that were written in bulk, so that they are looked up once. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table series add column marked_to bigint not null default 0`.execute(db);
}
