import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { claimMessage, type MessageOutcome, releaseLostClaims, settleMessage } from '../../../db/claimed-messages.ts';
import { dueMessages, insertMessage } from '../../../db/messages.ts';
import { testDatabase } from '../../support/database.ts';
import { AT, addMessage, addTransition, openIncident } from '../../support/judged-rows.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let count = 0;
let deal: string;
let incident: Awaited<ReturnType<typeof openIncident>>['incident'];
let transitionId: string;
beforeEach(async () => {
  deal = `deal-${(count += 1)}`;
  ({ incident, transitionId } = await openIncident(db, { deal }));
});

const minute = (minutes: number) => AT.add({ minutes });
const outcome = (more: Partial<MessageOutcome> = {}): MessageOutcome => ({
  state: 'sent',
  maybeSent: false,
  sentAt: minute(1),
  place: 'mail.example.org',
  detail: '250 ok',
  ...more,
});
const retryAt = (notBefore: Temporal.Instant) => outcome({ state: 'retry', sentAt: null, notBefore });
const to = (address: string, more: Partial<Parameters<typeof addMessage>[2]> = {}) =>
  addMessage(db, [transitionId], { deal, address, ...more });

const stateOf = async (id: string) => {
  const row = await db
    .selectFrom('message')
    .select(['state', 'maybeSent', 'attempts'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return `${row.state} ${row.attempts}${row.maybeSent ? ' maybe sent' : ''}`;
};
const due = async (at: Temporal.Instant) => (await dueMessages(db, deal, at)).map(({ id }) => id);

test('a message is written once, whatever is repeated', async () => {
  await to('desk@example.org', { dedupKey: `${deal} once` });
  const again = {
    deal,
    channel: 'mail' as const,
    address: 'desk@example.org',
    name: 'Another name',
    language: 'en',
    timeZone: 'UTC',
    dedupKey: `${deal} once`,
    messageId: '<again@example.com>',
    content: null,
    writtenAt: AT,
    notBefore: AT,
  };
  expect(await insertMessage(db, again)).toBeUndefined();
  expect(await due(minute(0))).toHaveLength(1);
});

describe('who may be written to now', () => {
  test('those whose time has come, in the order in which they were written', async () => {
    const [first, later, third] = [
      await to('a@example.org'),
      await to('b@example.org', { notBefore: minute(5) }),
      await to('c@example.org'),
    ];
    expect(await due(minute(-1))).toEqual([]);
    expect(await due(minute(0))).toEqual([first, third]);
    expect(await due(minute(5))).toEqual([first, later, third]);
    expect(await dueMessages(db, 'another-deal', minute(5))).toEqual([]);
  });

  test.each(['sending', 'sent', 'ambiguous', 'failed'] as const)('none that is %s', async (state) => {
    const id = await to('desk@example.org');
    await db.updateTable('message').set({ state }).where('id', '=', id).execute();
    expect(await due(minute(60))).toEqual([]);
    expect(await claimMessage(db, id, minute(60))).toBeUndefined();
    expect(await stateOf(id)).toBe(`${state} 0`);
  });
});

describe('a claim', () => {
  test('gives all that a mail needs, and counts the attempt', async () => {
    const id = await to('desk@example.org');
    expect(await claimMessage(db, id, minute(0))).toEqual({
      id,
      deal,
      channel: 'mail',
      kind: 'notices',
      dedupKey: `${transitionId}:desk@example.org`,
      messageId: `<${transitionId}@example.com>`,
      address: 'desk@example.org',
      name: 'Desk',
      language: 'en',
      timeZone: 'UTC',
      attempts: 1,
      maybeSent: false,
      writtenAt: AT,
      content: null,
      notices: [
        {
          id: expect.stringMatching(/^\d+$/),
          reason: 'first',
          silenced: null,
          incidentId: incident.id,
          seq: 1,
          kind: 'opened',
          at: AT,
          content: { said: 'made up' },
        },
      ],
      earlier: [],
    });
    expect(await stateOf(id)).toBe('sending 1');
  });

  test('names the mails to the same address about the same incident that came before it, and no others', async () => {
    const other = await openIncident(db, { deal, subject: 'tin-ban' });
    await addMessage(db, [other.transitionId], { deal });
    const first = await to('desk@example.org');
    await to('policy@example.org');
    const worsened = await addTransition(db, incident, { seq: 2, kind: 'worsened' });
    const second = await addMessage(db, [worsened], { deal });
    expect((await claimMessage(db, first, minute(0)))!.earlier).toEqual([]);
    expect((await claimMessage(db, second, minute(0)))!.earlier).toEqual([`<${transitionId}@example.com>`]);
  });

  test('by many at once is given to one', async () => {
    const id = await to('desk@example.org');
    const claims = await Promise.all(Array.from({ length: 12 }, () => claimMessage(db, id, minute(0))));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await stateOf(id)).toBe('sending 1');
  });

  test('before its time is given to none', async () => {
    const id = await to('desk@example.org', { notBefore: minute(5) });
    expect(await claimMessage(db, id, minute(4))).toBeUndefined();
    expect(await claimMessage(db, '9223372036854775807', minute(4))).toBeUndefined();
    expect(await stateOf(id)).toBe('pending 0');
  });

  test('that ended in a retry can be taken again when its time has come, and not before', async () => {
    const id = await to('desk@example.org');
    const first = await claimMessage(db, id, minute(0));
    await settleMessage(db, first!, retryAt(minute(3)));
    expect(await claimMessage(db, id, minute(2))).toBeUndefined();
    expect(await claimMessage(db, id, minute(3))).toMatchObject({ attempts: 2 });
  });
});

describe('settling', () => {
  test('records what became of it, and does so once', async () => {
    const id = await to('desk@example.org');
    const claim = (await claimMessage(db, id, minute(0)))!;
    await settleMessage(db, claim, outcome());
    await settleMessage(db, claim, outcome({ state: 'failed', detail: 'too late' }));
    const row = await db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      state: 'sent',
      sentAt: minute(1),
      place: 'mail.example.org',
      detail: '250 ok',
      attempts: 1,
    });
  });

  test('what nobody has claimed changes nothing', async () => {
    const id = await to('desk@example.org');
    await settleMessage(db, { id, attempts: 0 }, outcome());
    expect(await stateOf(id)).toBe('pending 0');
  });

  test('by a process that lost its claim does not speak for the one that has it now', async () => {
    const id = await to('desk@example.org');
    const lost = (await claimMessage(db, id, minute(0)))!;
    await releaseLostClaims(db, minute(10));
    const present = (await claimMessage(db, id, minute(11)))!;
    await settleMessage(db, lost, retryAt(minute(12)));
    expect(await stateOf(id)).toBe('sending 2 maybe sent');
    await settleMessage(db, present, outcome({ maybeSent: true }));
    expect(await stateOf(id)).toBe('sent 2 maybe sent');
  });
});

describe('a claim whose process died', () => {
  test('is tried once more, marked as one that may have arrived', async () => {
    const id = await to('desk@example.org');
    await claimMessage(db, id, minute(0));
    await releaseLostClaims(db, minute(0));
    expect(await stateOf(id)).toBe('sending 1');
    await releaseLostClaims(db, minute(0).add({ seconds: 1 }));
    expect(await stateOf(id)).toBe('retry 1 maybe sent');
    expect(await due(minute(1))).toEqual([id]);
  });

  test('and dies a second time is ambiguous: nobody sends it again unasked', async () => {
    const id = await to('desk@example.org');
    for (const minutes of [0, 20]) {
      await claimMessage(db, id, minute(minutes));
      await releaseLostClaims(db, minute(minutes + 10));
    }
    expect(await stateOf(id)).toBe('ambiguous 2 maybe sent');
    expect(await due(minute(60))).toEqual([]);
  });

  test('frees nothing else: what is pending, settled or freshly claimed stays as it is', async () => {
    const [pending, sent, fresh] = [await to('a@example.org'), await to('b@example.org'), await to('c@example.org')];
    await settleMessage(db, (await claimMessage(db, sent, minute(0)))!, outcome());
    await claimMessage(db, fresh, minute(9));
    await releaseLostClaims(db, minute(9));
    expect(await Promise.all([pending, sent, fresh].map(stateOf))).toEqual(['pending 0', 'sent 1', 'sending 1']);
  });
});
