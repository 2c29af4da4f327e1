import { type Kysely, sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { claimMessage } from '../../../db/claimed-messages.ts';
import { dueMessages } from '../../../db/messages.ts';
import { migrate } from '../../../db/migrate.ts';
import * as written from '../../../db/migrations/2026-11-24-written-messages.ts';
import { noticesOf } from '../../../db/notices.ts';
import { emptyDatabase } from '../../support/empty-database.ts';
import { AT, addTransition, openIncident } from '../../support/judged-rows.ts';

/** The tables of notices as they were before there were messages. */
async function before(db: Kysely<never>): Promise<void> {
  await sql`
    drop table refusal, recipient_choice, officer_action, acknowledgement, notice, message, silence;
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
      maybe_sent boolean not null default false,
      not_before timestamptz not null,
      claimed_at timestamptz,
      sent_at timestamptz,
      place text,
      detail text
    );
    create index notice_open on notice (not_before) where state in ('pending', 'sending', 'retry')`.execute(db);
}

test('notices of before become messages of their own, with all that became of them', async () => {
  await using database = await emptyDatabase(inject('postgresUrl'));
  const db = database.open();
  await migrate(db);
  const { incident, transitionId } = await openIncident(db, { deal: 'tin-pact' });
  const worsened = await addTransition(db, incident, { seq: 2, kind: 'worsened' });
  const plain = db as unknown as Kysely<never>;
  await before(plain);
  await sql`
    insert into notice (transition_id, dedup_key, message_id, address, name, state, attempts, maybe_sent, not_before,
      claimed_at, sent_at, place, detail) values
    (${transitionId}, 'one:1', '<one@example.com>', 'desk@example.org', 'Desk', 'sent', 2, true, ${AT.toString()},
      ${AT.toString()}, ${AT.toString()}, 'smtp://mail.example.org:25', '250 ok'),
    (${worsened}, 'one:2', '<two@example.com>', 'desk@example.org', 'Desk', 'retry', 1, false, ${AT.toString()},
      ${AT.toString()}, null, null, '451 later'),
    (${worsened}, 'one:3', '<three@example.com>', 'other@example.org', 'Other', 'suppressed', 0, false,
      ${AT.toString()}, null, null, null, null)`.execute(plain);
  await written.up(plain);
  const notices = await noticesOf(db, 'tin-pact', AT);
  expect(
    notices.map(({ address, state, cause, noticeReason, messageState, attempts, place, detail, messageId }) => [
      [address, state, cause, noticeReason].join(' '),
      [messageState, attempts, place, detail, messageId].join(' '),
    ]),
  ).toEqual([
    ['other@example.org suppressed overtaken worsened', '    '],
    ['desk@example.org written  worsened', 'retry 1  451 later <two@example.com>'],
    ['desk@example.org written  first', 'sent 2 smtp://mail.example.org:25 250 ok <one@example.com>'],
  ]);
  const [due, ...others] = await dueMessages(db, 'tin-pact', AT);
  expect(others).toEqual([]);
  expect(await claimMessage(db, due!.id, AT)).toMatchObject({
    dedupKey: 'one:2',
    attempts: 2,
    language: 'en',
    timeZone: 'UTC',
    notices: [{ reason: 'worsened', seq: 2 }],
    earlier: ['<one@example.com>'],
  });
});
