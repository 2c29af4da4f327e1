import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addressesDue,
  insertNotices,
  lockPending,
  noticesOf,
  noticesOfIncidents,
  suppressNotice,
} from '../../../db/notices.ts';
import { testDatabase } from '../../support/database.ts';
import { AT, addMessage, addNotice, addTransition, openIncident } from '../../support/judged-rows.ts';

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
const desk = { channel: 'mail', address: 'desk@example.org' } as const;
const waiting = async (by: Temporal.Instant) =>
  (await db.transaction().execute((trx) => lockPending(trx, deal, desk, by))).map(({ id }) => id);

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

  test('that is held back is kept with its cause, and waits for nothing', async () => {
    await addNotice(db, transitionId, { cause: 'silenced' });
    expect(await noticesOfIncidents(db, [incident.id])).toMatchObject([{ state: 'suppressed', cause: 'silenced' }]);
    expect(await addressesDue(db, deal, minute(60))).toEqual([]);
  });
});

describe('who is waited for', () => {
  test('is each address with a notice whose time has come, once', async () => {
    await addNotice(db, transitionId);
    const worsened = await addTransition(db, incident, { seq: 2, kind: 'worsened' });
    await addNotice(db, worsened);
    await addNotice(db, worsened, { address: 'later@example.org', notBefore: minute(5) });
    expect(await addressesDue(db, deal, minute(-1))).toEqual([]);
    expect(await addressesDue(db, deal, minute(0))).toEqual([desk]);
    expect(await addressesDue(db, deal, minute(5))).toEqual([desk, { ...desk, address: 'later@example.org' }]);
    expect(await addressesDue(db, 'another-deal', minute(5))).toEqual([]);
  });

  test('is nobody whose notices are in messages', async () => {
    await addMessage(db, [transitionId], { deal });
    expect(await addressesDue(db, deal, minute(60))).toEqual([]);
    expect(await waiting(minute(60))).toEqual([]);
  });
});

describe('what waits for an address', () => {
  test('is what becomes due by an instant, in the order in which it was written', async () => {
    const first = await addNotice(db, transitionId);
    const worsened = await addTransition(db, incident, { seq: 2, kind: 'worsened' });
    const second = await addNotice(db, worsened, { notBefore: minute(5) });
    await addNotice(db, worsened, { address: 'policy@example.org' });
    expect(await waiting(minute(0))).toEqual([first]);
    expect(await waiting(minute(5))).toEqual([first, second]);
  });

  test('can be held back as long as it waits, and not once it is in a message', async () => {
    const cause = { cause: 'silenced', silence: null } as const;
    const id = await addNotice(db, transitionId);
    const row = (await noticesOfIncidents(db, [incident.id]))[0]!;
    await suppressNotice(db, row, cause);
    expect(await waiting(minute(60))).toEqual([]);
    expect(await addNotice(db, transitionId), 'what it was to tell may be told later').not.toBe(id);
    const worsened = await addTransition(db, incident, { seq: 2, kind: 'worsened' });
    await addMessage(db, [worsened], { deal });
    const written = (await noticesOfIncidents(db, [incident.id])).at(-1)!;
    await suppressNotice(db, written, cause);
    expect(
      (await noticesOfIncidents(db, [incident.id])).map(({ state, messageState }) => [state, messageState]),
    ).toEqual([
      ['suppressed', null],
      ['pending', null],
      ['written', 'pending'],
    ]);
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
