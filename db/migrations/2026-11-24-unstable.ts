import { type Kysely, sql } from 'kysely';

/** An incident may become unstable: a transition of its own, beside those to better and worse. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table transition
      drop constraint transition_kind_check,
      add constraint transition_kind_check check (kind in ('opened', 'worsened', 'improved', 'closed', 'unstable'))`.execute(
    db,
  );
}
