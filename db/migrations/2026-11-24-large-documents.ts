import { type Kysely, sql } from 'kysely';

/** Documents that are too large to be held whole are kept in pieces. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table document alter column bytes drop not null`.execute(db);
  await sql`
    create table document_chunk (
      sha256 text not null references document,
      seq integer not null check (seq >= 0),
      -- As they came, or as one zstd frame.
      bytes bytea not null,
      is_packed boolean not null,
      primary key (sha256, seq)
    )`.execute(db);
  // What could be packed is packed already.
  await sql`alter table document_chunk alter column bytes set storage external`.execute(db);
}
