import { type Kysely, sql } from 'kysely';

/** Messages, which hold one or more notices or a digest; what officers do; and who has to be told in another way. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table transition
      drop constraint transition_kind_check,
      add constraint transition_kind_check
        check (kind in ('opened', 'worsened', 'improved', 'corrected', 'unstable', 'closed'))`.execute(db);
  await writtenMessages(db);
  await officers(db);
  await addresses(db);
}

async function writtenMessages(db: Kysely<never>): Promise<void> {
  await sql`
    create table message (
      id bigint generated always as identity primary key,
      deal text not null,
      channel text not null check (channel in ('mail', 'webhook')),
      kind text not null check (kind in ('notices', 'digest')),
      dedup_key text not null unique,
      message_id text not null,
      -- Of a mail the bare address, of a webhook its name in the file of recipients: its URL may hold a secret.
      address text not null,
      name text not null,
      language text not null,
      time_zone text not null,
      -- What a digest says, frozen. What notices say is with their transitions.
      content jsonb check ((content is null) = (kind = 'notices')),
      written_at timestamptz not null,
      state text not null default 'pending'
        check (state in ('pending', 'sending', 'retry', 'sent', 'ambiguous', 'failed')),
      attempts integer not null default 0,
      -- An earlier try ended without an answer after the body had left: it may have arrived.
      maybe_sent boolean not null default false,
      not_before timestamptz not null,
      claimed_at timestamptz,
      sent_at timestamptz,
      -- Where it went: a server, or a file.
      place text,
      -- The server's words.
      detail text
    )`.execute(db);
  await sql`create index message_open on message (deal, not_before) where state in ('pending', 'sending', 'retry')`.execute(
    db,
  );
  await sql`create index message_claimed on message (claimed_at) where channel = 'mail'`.execute(db);

  await sql`
    create table silence (
      id bigint generated always as identity primary key,
      deal text not null,
      subject_kind text not null check (subject_kind in ('commitment', 'source', 'recipient')),
      -- Id of the commitment or source, or the address in lower case.
      subject text not null,
      reason text not null,
      by text not null,
      from_at timestamptz not null,
      until timestamptz not null,
      -- It ends at until, or was ended before.
      ended_at timestamptz,
      ended_by text,
      check (from_at < until),
      check ((ended_at is null) = (ended_by is null))
    )`.execute(db);
  await sql`create index silence_latest on silence (deal, until desc)`.execute(db);

  // Those that were written before messages were: each is a message of its own.
  await sql`
    insert into message (deal, channel, kind, dedup_key, message_id, address, name, language, time_zone, written_at,
      state, attempts, maybe_sent, not_before, claimed_at, sent_at, place, detail)
    select i.deal, 'mail', 'notices', n.dedup_key, n.message_id, n.address, n.name, 'en', 'UTC', t.at,
      n.state, n.attempts, n.maybe_sent, n.not_before, n.claimed_at, n.sent_at, n.place, n.detail
    from notice n
    join transition t on t.id = n.transition_id
    join incident i on i.id = t.incident_id
    where n.state <> 'suppressed'
    order by n.id`.execute(db);
  await sql`
    alter table notice
      add column channel text not null default 'mail' check (channel in ('mail', 'webhook')),
      add column language text not null default 'en',
      add column time_zone text not null default 'UTC',
      -- Why this recipient is told; the transition has its own reason.
      add column reason text check (reason in ('first', 'worsened', 'improved', 'corrected', 'unstable', 'closed',
        'reminder', 'escalation')),
      -- Why it is suppressed.
      add column cause text check (cause in ('refused', 'digest_only', 'silenced', 'source_late', 'restated',
        'acknowledged', 'overtaken')),
      -- The silence that had held back what is told now, or that holds this one back.
      add column silence bigint references silence,
      add column message bigint references message,
      drop constraint notice_state_check`.execute(db);
  await sql`
    update notice n
    set message = m.id, state = 'written',
      reason = case t.kind when 'opened' then 'first' else t.kind end
    from message m, transition t
    where m.dedup_key = n.dedup_key and t.id = n.transition_id`.execute(db);
  await sql`
    update notice n
    set cause = case t.reason when 'rule_changed' then 'restated' else 'overtaken' end, reason = case t.kind when 'opened' then 'first' else t.kind end
    from transition t
    where t.id = n.transition_id and n.state = 'suppressed'`.execute(db);
  await sql`drop index notice_open`.execute(db);
  await sql`
    alter table notice
      alter column channel drop default,
      alter column language drop default,
      alter column time_zone drop default,
      alter column reason set not null,
      add constraint notice_state_check check (state in ('pending', 'suppressed', 'written')),
      add constraint notice_by_state check ((state = 'suppressed') = (cause is not null)
        and (state = 'written') = (message is not null)),
      drop column message_id,
      drop column attempts,
      drop column maybe_sent,
      drop column claimed_at,
      drop column sent_at,
      drop column place,
      drop column detail`.execute(db);
  await sql`create index notice_pending on notice (not_before) where state = 'pending'`.execute(db);
  await sql`create index notice_transition on notice (transition_id)`.execute(db);
  await sql`create index notice_message on notice (message)`.execute(db);
}

async function officers(db: Kysely<never>): Promise<void> {
  await sql`
    create table acknowledgement (
      id bigint generated always as identity primary key,
      incident_id uuid not null references incident,
      -- Of the transition that was acknowledged: one that worsens the incident afterwards ends it.
      seq integer not null,
      by text not null,
      why text not null,
      at timestamptz not null,
      -- Null: until it worsens or closes.
      until timestamptz check (until > at)
    )`.execute(db);
  await sql`create index acknowledgement_latest on acknowledgement (incident_id, id desc)`.execute(db);

  await sql`
    create table officer_action (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      who text not null,
      via text not null check (via in ('command', 'link', 'page')),
      action text not null check (action in ('acknowledge', 'silence', 'unsilence', 'choose_delivery', 'allow_address')),
      deal text not null,
      -- What was acted on: incident/…, commitment/…, source/…, recipient/…
      subject text not null,
      why text,
      until timestamptz
    )`.execute(db);
  await sql`create index officer_action_latest on officer_action (deal, id desc)`.execute(db);
}

async function addresses(db: Kysely<never>): Promise<void> {
  await sql`
    create table recipient_choice (
      id bigint generated always as identity primary key,
      deal text not null,
      -- In lower case.
      address text not null,
      delivery text not null check (delivery in ('at_once', 'digest')),
      at timestamptz not null,
      via text not null check (via in ('command', 'link', 'page'))
    )`.execute(db);
  await sql`create index recipient_choice_latest on recipient_choice (deal, address, id desc)`.execute(db);

  await sql`
    create table refusal (
      id bigint generated always as identity primary key,
      -- In lower case. A server refuses an address, whichever deal a mail is of.
      address text not null,
      at timestamptz not null,
      -- The server's words.
      detail text not null,
      -- The message that was refused.
      message bigint references message,
      lifted_at timestamptz
    )`.execute(db);
  await sql`create unique index refusal_standing on refusal (address) where lifted_at is null`.execute(db);
}
