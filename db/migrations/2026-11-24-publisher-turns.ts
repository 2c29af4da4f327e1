import { type Kysely, sql } from 'kysely';

/** When publishers may be asked again, for all replicas, and by what an answer is recognised as unchanged. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table publisher_turn (
      -- Of the publisher's own address.
      host text primary key,
      next_at timestamptz not null,
      -- The publisher asked not to be asked before.
      quiet_until timestamptz,
      -- Of day (UTC).
      calls integer not null check (calls >= 0),
      day date not null
    )`.execute(db);

  await sql`
    alter table answer
      add column headers jsonb,
      -- When the bytes themselves last came, and not only that they are still the same.
      add column whole_at timestamptz,
      -- Of an answer that was read without fault; never of one that was only stored.
      add column etag text,
      add column last_modified text`.execute(db);
}
