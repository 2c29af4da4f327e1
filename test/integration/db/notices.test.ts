import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  claimNotice,
  dueNotices,
  insertNotices,
  type NoticeOutcome,
  noticesOf,
  releaseLostClaims,
  settleNotice,
  toldOf,
} from '../../../db/notices.ts';
import { testDatabase } from '../../support/database.ts';
import { AT, addNotice, addTransition, openIncident } from '../../support/judged-rows.ts';

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
const outcome = (more: Partial<NoticeOutcome> = {}): NoticeOutcome => ({
  state: 'sent',
  maybeSent: false,
  sentAt: minute(1),
  place: 'mail.example.org',
  detail: '250 ok',
  ...more,
});
const retryAt = (notBefore: Temporal.Instant) => outcome({ state: 'retry', sentAt: null, notBefore });

const stateOf = async (id: string) => {
  const row = await db
    .selectFrom('notice')
    .select(['state', 'maybeSent', 'attempts'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return `${row.state} ${row.attempts}${row.maybeSent ? ' maybe sent' : ''}`;
};
const due = async (at: Temporal.Instant) => (await dueNotices(db, deal, at)).map(({ id }) => id);

describe('writing a notice', () => {
  test('twice is writing it once, and the first stays', async () => {
    const id = await addNotice(db, transitionId);
    expect(await addNotice(db, transitionId, { name: 'Another name' })).toBe(id);
    expect((await noticesOf(db, deal, minute(1))).map(({ name }) => name)).toEqual(['Desk']);
  });

  test('of many at once is one notice', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => addNotice(db, transitionId)));
    expect(new Set(ids).size).toBe(1);
  });

  test('to nobody is no fault', async () => {
    await insertNotices(db, []);
    expect(await noticesOf(db, deal, minute(1))).toEqual([]);
  });
});

describe('who may be written to now', () => {
  test('those whose time has come, in the order in which they were written', async () => {
    const [first, later, third] = [
      await addNotice(db, transitionId, { address: 'a@example.org' }),
      await addNotice(db, transitionId, { address: 'b@example.org', notBefore: minute(5) }),
      await addNotice(db, transitionId, { address: 'c@example.org' }),
    ];
    expect(await due(minute(-1))).toEqual([]);
    expect(await due(minute(0))).toEqual([first, third]);
    expect(await due(minute(5))).toEqual([first, later, third]);
    expect(await dueNotices(db, 'another-deal', minute(5))).toEqual([]);
  });

  test.each(['sending', 'sent', 'ambiguous', 'failed', 'suppressed'] as const)('none that is %s', async (state) => {
    const id = await addNotice(db, transitionId);
    await db.updateTable('notice').set({ state }).where('id', '=', id).execute();
    expect(await due(minute(60))).toEqual([]);
    expect(await claimNotice(db, id, minute(60))).toBeUndefined();
    expect(await stateOf(id)).toBe(`${state} 0`);
  });
});

describe('a claim', () => {
  test('gives all that a mail needs, and counts the attempt', async () => {
    const id = await addNotice(db, transitionId);
    expect(await claimNotice(db, id, minute(0))).toEqual({
      id,
      dedupKey: `${transitionId}:desk@example.org`,
      messageId: `<${transitionId}@example.com>`,
      address: 'desk@example.org',
      name: 'Desk',
      attempts: 1,
      maybeSent: false,
      at: AT,
      content: { said: 'made up' },
      incidentId: incident.id,
      seq: 1,
    });
    expect(await stateOf(id)).toBe('sending 1');
  });

  test('by many at once is given to one', async () => {
    const id = await addNotice(db, transitionId);
    const claims = await Promise.all(Array.from({ length: 12 }, () => claimNotice(db, id, minute(0))));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await stateOf(id)).toBe('sending 1');
  });

  test('before its time is given to none', async () => {
    const id = await addNotice(db, transitionId, { notBefore: minute(5) });
    expect(await claimNotice(db, id, minute(4))).toBeUndefined();
    expect(await claimNotice(db, '9223372036854775807', minute(4))).toBeUndefined();
    expect(await stateOf(id)).toBe('pending 0');
  });

  test('that ended in a retry can be taken again when its time has come, and not before', async () => {
    const id = await addNotice(db, transitionId);
    const first = await claimNotice(db, id, minute(0));
    await settleNotice(db, first!, retryAt(minute(3)));
    expect(await claimNotice(db, id, minute(2))).toBeUndefined();
    expect(await claimNotice(db, id, minute(3))).toMatchObject({ attempts: 2 });
  });
});

describe('settling', () => {
  test('records what became of it, and does so once', async () => {
    const id = await addNotice(db, transitionId);
    const claim = (await claimNotice(db, id, minute(0)))!;
    await settleNotice(db, claim, outcome());
    await settleNotice(db, claim, outcome({ state: 'failed', detail: 'too late' }));
    expect(await noticesOf(db, deal, minute(1))).toMatchObject([
      { id, state: 'sent', sentAt: minute(1), place: 'mail.example.org', detail: '250 ok', attempts: 1 },
    ]);
  });

  test('what nobody has claimed changes nothing', async () => {
    const id = await addNotice(db, transitionId);
    await settleNotice(db, { id, attempts: 0 }, outcome());
    expect(await stateOf(id)).toBe('pending 0');
  });

  test('by a process that lost its claim does not speak for the one that has it now', async () => {
    const id = await addNotice(db, transitionId);
    const lost = (await claimNotice(db, id, minute(0)))!;
    await releaseLostClaims(db, minute(10));
    const present = (await claimNotice(db, id, minute(11)))!;
    await settleNotice(db, lost, retryAt(minute(12)));
    expect(await stateOf(id)).toBe('sending 2 maybe sent');
    await settleNotice(db, present, outcome({ maybeSent: true }));
    expect(await stateOf(id)).toBe('sent 2 maybe sent');
  });
});

describe('a claim whose process died', () => {
  test('is tried once more, marked as one that may have arrived', async () => {
    const id = await addNotice(db, transitionId);
    await claimNotice(db, id, minute(0));
    await releaseLostClaims(db, minute(0));
    expect(await stateOf(id)).toBe('sending 1');
    await releaseLostClaims(db, minute(0).add({ seconds: 1 }));
    expect(await stateOf(id)).toBe('retry 1 maybe sent');
    expect(await due(minute(1))).toEqual([id]);
  });

  test('and dies a second time is ambiguous: nobody sends it again unasked', async () => {
    const id = await addNotice(db, transitionId);
    for (const minutes of [0, 20]) {
      await claimNotice(db, id, minute(minutes));
      await releaseLostClaims(db, minute(minutes + 10));
    }
    expect(await stateOf(id)).toBe('ambiguous 2 maybe sent');
    expect(await due(minute(60))).toEqual([]);
  });

  test('frees nothing else: what is pending, settled or freshly claimed stays as it is', async () => {
    const [pending, sent, fresh] = [
      await addNotice(db, transitionId, { address: 'a@example.org' }),
      await addNotice(db, transitionId, { address: 'b@example.org' }),
      await addNotice(db, transitionId, { address: 'c@example.org' }),
    ];
    await settleNotice(db, (await claimNotice(db, sent, minute(0)))!, outcome());
    await claimNotice(db, fresh, minute(9));
    await releaseLostClaims(db, minute(9));
    expect(await Promise.all([pending, sent, fresh].map(stateOf))).toEqual(['pending 0', 'sent 1', 'sending 1']);
  });
});

describe('who was told of an incident', () => {
  test('is everyone who was written to, once, under the name used last', async () => {
    await addNotice(db, transitionId, { address: 'b@example.org', name: 'Before' });
    await addNotice(db, transitionId, { address: 'a@example.org', name: 'A' });
    const worsened = await addTransition(db, incident, { seq: 2, kind: 'worsened' });
    await addNotice(db, worsened, { address: 'b@example.org', name: 'After' });
    expect(await toldOf(db, incident.id)).toEqual([
      { name: 'A', address: 'a@example.org' },
      { name: 'After', address: 'b@example.org' },
    ]);
  });

  test('is nobody whose mail was suppressed, and nobody of another incident', async () => {
    const id = await addNotice(db, transitionId);
    const other = await openIncident(db, { deal, subject: 'tin-ban' });
    await addNotice(db, other.transitionId, { address: 'c@example.org' });
    await db.updateTable('notice').set({ state: 'suppressed' }).where('id', '=', id).execute();
    expect(await toldOf(db, incident.id)).toEqual([]);
  });
});

test('the notices of a deal at an instant are those of the transitions by then, newest first', async () => {
  const first = await addNotice(db, transitionId);
  const later = await addTransition(db, incident, { seq: 2, kind: 'worsened', at: minute(5) });
  const second = await addNotice(db, later);
  const ids = async (at: Temporal.Instant) => (await noticesOf(db, deal, at)).map(({ id }) => id);
  expect(await ids(minute(5))).toEqual([second, first]);
  expect(await ids(minute(4))).toEqual([first]);
  expect(await ids(minute(-1))).toEqual([]);
});
