import { type Kysely, sql } from 'kysely';

/** What publishers gave, and every vintage of every figure in it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table document (
      sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
      media_type text not null,
      bytes bytea not null,
      stored_at timestamptz not null
    )`.execute(db);

  await sql`
    create table answer (
      id bigint generated always as identity primary key,
      deal text not null,
      source text not null,
      url text not null,
      http_status integer not null,
      sha256 text not null references document,
      retrieved_at timestamptz not null,
      published_at timestamptz,
      citation text,
      last_seen_at timestamptz not null,
      unique (deal, source, url, http_status, sha256)
    )`.execute(db);
  await sql`create index answer_document on answer (sha256)`.execute(db);

  await sql`
    create table pull (
      id bigint generated always as identity primary key,
      deal text not null,
      source text not null,
      mode text not null check (mode in ('recorded', 'live')),
      started_at timestamptz not null,
      finished_at timestamptz not null,
      outcome text not null check (outcome in ('ok', 'failed', 'idle')),
      fault text check ((fault is null) = (outcome <> 'failed')),
      detail text,
      observations integer not null,
      vintages integer not null
    )`.execute(db);
  await sql`create index pull_latest on pull (deal, source, finished_at desc)`.execute(db);

  await sql`
    create table series (
      id integer generated always as identity primary key,
      deal text not null,
      key text not null,
      source text not null,
      title text not null,
      frequency text not null,
      unit text not null,
      evidence text[] not null,
      dimensions jsonb not null,
      -- Raised under the row's lock by whoever writes vintages: what an assessment has seen is told from these.
      last_vintage bigint not null default 0,
      last_known timestamptz,
      unique (deal, key)
    )`.execute(db);

  await sql`
    create table vintage (
      id bigint generated always as identity primary key,
      series_id integer not null references series,
      period text not null,
      period_start date not null,
      period_months smallint not null check (period_months > 0),
      reported_by text not null,
      value numeric check (value not in ('NaN', 'Infinity', '-Infinity')),
      status text not null check (status in ('reported', 'provisional', 'estimated', 'missing', 'suppressed')),
      superseded text,
      note text,
      published_at timestamptz,
      known_from timestamptz not null,
      known_to timestamptz not null default 'infinity',
      sha256 text not null references document,
      locator text not null,
      check ((value is null) = (status in ('missing', 'suppressed'))),
      check (known_from < known_to),
      unique (series_id, period_start, period_months, reported_by, known_from)
    )`.execute(db);
  await sql`
    create unique index vintage_current on vintage (series_id, period_start, period_months, reported_by)
    where known_to = 'infinity'`.execute(db);
}
