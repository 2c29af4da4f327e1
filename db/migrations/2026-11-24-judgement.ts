import { type Kysely, sql } from 'kysely';

/** What was judged from the figures, what opened and closed by it, and who was told. */
export async function up(db: Kysely<never>): Promise<void> {
  const standings = sql.raw(`('compliant', 'on_track', 'at_risk', 'off_track', 'breached', 'unknown')`);

  await sql`
    create table assessment (
      id bigint generated always as identity primary key,
      deal text not null,
      commitment text not null,
      deal_version integer not null,
      deal_digest text not null,
      method text not null,
      clock text not null check (clock in ('known', 'published')),
      at timestamptz not null,
      standing text not null check (standing in ${standings}),
      since timestamptz not null,
      legal text not null,
      value numeric,
      target numeric,
      margin numeric,
      unit text,
      period text,
      evidence text,
      reason text not null,
      inputs bigint[] not null,
      judgement jsonb not null,
      decided_at timestamptz
    )`.execute(db);
  await sql`create index assessment_latest on assessment (deal, commitment, id desc)`.execute(db);
  await sql`create index assessment_undecided on assessment (deal, id) where decided_at is null`.execute(db);

  await sql`
    create table assessed (
      deal text not null,
      commitment text not null,
      deal_digest text not null,
      method text not null,
      seen text not null,
      at timestamptz not null,
      primary key (deal, commitment)
    )`.execute(db);

  await sql`
    create table incident (
      -- No counter: mails are threaded by it, and a second database must not continue the threads of a first.
      id uuid primary key default gen_random_uuid(),
      deal text not null,
      kind text not null check (kind in ('commitment', 'source')),
      subject text not null,
      standing text not null check (standing in ${standings}),
      seq integer not null,
      opened_at timestamptz not null,
      closed_at timestamptz
    )`.execute(db);
  await sql`create unique index incident_open on incident (deal, kind, subject) where closed_at is null`.execute(db);

  await sql`
    create table transition (
      id bigint generated always as identity primary key,
      incident_id uuid not null references incident,
      seq integer not null,
      kind text not null check (kind in ('opened', 'worsened', 'improved', 'closed')),
      reason text not null,
      from_standing text check (from_standing in ${standings}),
      to_standing text not null check (to_standing in ${standings}),
      at timestamptz not null,
      assessment_id bigint not null unique references assessment,
      content jsonb not null,
      unique (incident_id, seq)
    )`.execute(db);

  await sql`
    create table notice (
      id bigint generated always as identity primary key,
      transition_id bigint not null references transition,
      dedup_key text not null unique,
      message_id text not null,
      address text not null,
      name text not null,
      state text not null default 'pending'
        check (state in ('pending', 'sending', 'retry', 'sent', 'ambiguous', 'failed', 'suppressed')),
      attempts integer not null default 0,
      -- An earlier try ended without an answer after the body had left: the mail may have arrived.
      maybe_sent boolean not null default false,
      not_before timestamptz not null,
      claimed_at timestamptz,
      sent_at timestamptz,
      place text,
      detail text
    )`.execute(db);
  await sql`create index notice_open on notice (not_before) where state in ('pending', 'sending', 'retry')`.execute(db);
}
