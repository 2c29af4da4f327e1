import { type Kysely, sql } from 'kysely';

/** The government measures that registers list, and every form in which each was listed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table measure (
      id integer generated always as identity primary key,
      deal text not null,
      source text not null,
      -- Its id in the register.
      key text not null,
      unique (deal, source, key)
    )`.execute(db);

  await sql`
    create table measure_vintage (
      id bigint generated always as identity primary key,
      measure_id integer not null references measure,
      -- An unlisted one keeps what was last said of it; that it was lifted is not said by its absence.
      listing text not null check (listing in ('listed', 'unlisted')),
      title text not null,
      kind text not null check (kind in ('export_ban', 'export_quota', 'export_tariff_quota', 'export_licensing',
        'export_tax', 'export_price_benchmark', 'local_supply_requirement', 'export_other', 'legal_event')),
      kind_in_register text,
      effect text check (effect in ('restricting', 'probably_restricting', 'liberalising')),
      implementer text not null check (implementer ~ '^[A-Z]{3}$'),
      is_official boolean,
      announced date,
      in_force_from date,
      removed date,
      -- [{"code", "inForceFrom", "removed"}], by code.
      products jsonb not null check (jsonb_typeof(products) = 'array'),
      -- ["USA"], in order, or "all".
      affected jsonb not null check (jsonb_typeof(affected) = 'array' or affected = '"all"'),
      reported_by text not null,
      page text,
      note text,
      published_at timestamptz,
      known_from timestamptz not null,
      known_to timestamptz not null default 'infinity',
      -- Of an unlisted one: the first document of the answer that no more lists it, all of it.
      sha256 text not null references document,
      locator text not null,
      check (known_from < known_to),
      unique (measure_id, known_from)
    )`.execute(db);
  await sql`
    create unique index measure_vintage_current on measure_vintage (measure_id)
    where known_to = 'infinity'`.execute(db);

  // Null: no register, or not read. 0 is an answer: it was asked, and lists nothing.
  await sql`
    alter table pull
      add column measures integer check (measures >= 0),
      add column measure_vintages integer,
      add constraint pull_measures check ((measures is null) = (measure_vintages is null))`.execute(db);
}
