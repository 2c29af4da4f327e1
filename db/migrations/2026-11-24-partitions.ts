import { type Kysely, sql } from 'kysely';

/** The parts of a source's history that a backfill asks for one by one, and how far each has got. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table partition (
      id integer generated always as identity primary key,
      deal text not null,
      source text not null,
      mode text not null check (mode in ('recorded', 'live')),
      period text not null,
      period_start date not null,
      period_months smallint not null check (period_months > 0),
      state text not null default 'pending' check (state in ('pending', 'running', 'done', 'empty', 'failed')),
      fault text,
      detail text,
      -- What the publisher was asked when the state was reached: done with another query is not done.
      query_digest text,
      observations integer not null default 0,
      added integer not null default 0,
      revised integer not null default 0,
      -- Raised by each taking: whoever took it under an earlier number has lost it.
      attempts integer not null default 0,
      updated_at timestamptz not null,
      unique (deal, source, mode, period),
      check ((fault is not null) = (state in ('empty', 'failed')))
    )`.execute(db);
}
