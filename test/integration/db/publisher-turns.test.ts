import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../db/connection.ts';
import {
  giveBackTurn,
  isLeftAloneBeyond,
  leaveAlone,
  type NoTurn,
  type TakenTurn,
  takeTurn,
  type TurnTerms,
} from '../../../db/publisher-turns.ts';
import { testDatabase } from '../../support/database.ts';

const database = await testDatabase();
const { db } = database;
// Another replica has connections of its own.
const replica = connect(database.url, { name: 'replica', onError: () => {} });
afterAll(async () => {
  await replica.destroy();
  await database[Symbol.asyncDispose]();
});

const HOUR = 3_600_000;
/** So long that the time which the test takes does not matter. */
const TERMS: TurnTerms = { intervalMs: HOUR, longestWaitMs: 100 * HOUR };
let count = 0;
let host: string;
beforeEach(() => {
  host = `api-${(count += 1)}.example.org`;
});

const taken = (turn: TakenTurn | NoTurn): TakenTurn => {
  if ('because' in turn) throw new Error(`there was no turn: ${turn.because}`);
  return turn;
};
const refused = (turn: TakenTurn | NoTurn): NoTurn => {
  if ('because' in turn) return turn;
  throw new Error('there was a turn');
};
const take = async (terms: Partial<TurnTerms> = {}, on = db) => taken(await takeTurn(on, host, { ...TERMS, ...terms }));
const noTurn = async (terms: Partial<TurnTerms> = {}) => refused(await takeTurn(db, host, { ...TERMS, ...terms }));
const hours = ({ waitMs }: { readonly waitMs: number }) => Math.round(waitMs / HOUR);

test('turns taken by many at once, from two replicas, are an interval apart and no two the same', async () => {
  const turns = await Promise.all(Array.from({ length: 12 }, (_, index) => take({}, index % 2 === 0 ? db : replica)));
  const instants = turns.map(({ at }) => at).toSorted(Temporal.Instant.compare);
  const gaps = instants.slice(1).map((at, index) => instants[index]!.until(at).total('milliseconds'));
  expect(gaps).toEqual(Array.from({ length: 11 }, () => HOUR));
  expect(turns.map(hours).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('the first turn is now, and each host has its own', async () => {
  expect((await take()).waitMs).toBe(0);
  host = `${host}.other`;
  expect((await take()).waitMs).toBe(0);
});

test('time in which nobody asked is not saved up', async () => {
  await take();
  await sql`update publisher_turn set next_at = now() - interval '9 hours' where host = ${host}`.execute(db);
  expect((await take()).waitMs).toBe(0);
  expect(hours(await take())).toBe(1);
});

test('a turn that is further away than can be waited for is not taken', async () => {
  await take();
  await take();
  const none = await noTurn({ longestWaitMs: HOUR * 1.5 });
  expect(none.because).toBe('busy');
  expect(hours(none)).toBe(2);
  expect(hours(await take())).toBe(2);
});

test('a turn that was given back is the next one again', async () => {
  await take();
  const turn = await take();
  await giveBackTurn(replica, host, turn, TERMS);
  expect((await take()).at.equals(turn.at)).toBe(true);
});

test('a turn that was given back too late is skipped, and moves none of those behind it', async () => {
  await take();
  const turn = await take();
  await take();
  await giveBackTurn(db, host, turn, TERMS);
  expect(hours(await take())).toBe(3);
});

test('a host that asks for it is left alone by every replica, from its first call on', async () => {
  await leaveAlone(replica, host, 5 * HOUR);
  const none = await noTurn({ longestWaitMs: HOUR });
  expect(none.because).toBe('quiet');
  expect(hours(none)).toBe(5);
  expect(hours(await take())).toBe(5);
  expect(hours(await take())).toBe(6);
});

test('a shorter time to be left alone does not shorten a longer one', async () => {
  await leaveAlone(db, host, 5 * HOUR);
  await leaveAlone(db, host, HOUR);
  expect(hours(await noTurn({ longestWaitMs: 0 }))).toBe(5);
});

test('a turn that is waited for ends when the host asks for more time, and only then', async () => {
  await take();
  const turn = await take();
  await leaveAlone(db, host, HOUR / 2);
  expect(await isLeftAloneBeyond(db, host, turn)).toBe(false);
  await leaveAlone(replica, host, 5 * HOUR);
  expect(await isLeftAloneBeyond(db, host, turn)).toBe(true);
});

test('the calls of a day are counted over all replicas, and are not overrun', async () => {
  const counted = { callsPerDay: 10, intervalMs: 0 };
  const asked = Array.from({ length: 25 }, (_, index) =>
    takeTurn(index % 2 === 0 ? db : replica, host, { ...TERMS, ...counted }),
  );
  const turns = await Promise.all(asked);
  expect(turns.filter((turn) => !('because' in turn))).toHaveLength(10);
  const none = turns.find((turn) => 'because' in turn)!;
  expect(none).toMatchObject({ because: 'quota' });
  const midnight = refused(none).until.toZonedDateTimeISO('UTC');
  expect(midnight.toPlainTime().toString()).toBe('00:00:00');
  expect(refused(none).waitMs).toBeLessThanOrEqual(24 * HOUR);
});

test('a call that was not made is not counted, and a new day begins at none', async () => {
  const counted = { callsPerDay: 2 };
  await take(counted);
  await giveBackTurn(db, host, await take(counted), TERMS);
  await take(counted);
  expect((await noTurn(counted)).because).toBe('quota');
  await sql`update publisher_turn set day = day - 1 where host = ${host}`.execute(db);
  await take(counted);
  await take(counted);
  expect((await noTurn(counted)).because).toBe('quota');
});

test('whoever has no limit a day is not stopped by that of others, and still counts for them', async () => {
  await take({ callsPerDay: 2 });
  await take();
  await take();
  expect((await noTurn({ callsPerDay: 2 })).because).toBe('quota');
});
