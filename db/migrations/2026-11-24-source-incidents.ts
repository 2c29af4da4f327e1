import { type Kysely, sql } from 'kysely';

/** Incidents of sources: what is wrong with a source is a state of its own, and no assessment says it. */
export async function up(db: Kysely<never>): Promise<void> {
  const states = sql.raw(`('in_order', 'late', 'failing', 'late_and_failing')`);

  await sql`
    alter table incident
      alter column standing drop not null,
      add column state text check (state in ${states}),
      add constraint incident_by_kind check ((standing is not null) = (kind = 'commitment')
        and (state is not null) = (kind = 'source'))`.execute(db);

  await sql`
    alter table transition
      alter column to_standing drop not null,
      alter column assessment_id drop not null,
      add column from_state text check (from_state in ${states}),
      add column to_state text check (to_state in ${states}),
      add constraint transition_by_kind check ((to_standing is null) = (to_state is not null)
        and (to_standing is null) = (assessment_id is null)
        and (from_standing is null or to_standing is not null)
        and (from_state is null or to_state is not null))`.execute(db);

  // A series that was added to an old source has its own time to come in.
  await sql`alter table series add column added_at timestamptz not null default now()`.execute(db);
}
