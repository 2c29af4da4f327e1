import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordPull } from '../../../db/pulls.ts';
import { measureVintagesById, registerHistory, registerMarks } from '../../../db/registers.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { testRegister } from '../../support/measures.ts';
import { DEAL, instant } from '../../support/vintages.ts';

// All measures are made up.

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const hour = (hours: number) => instant('2026-11-01T06:00:00Z').add({ hours });
const read = (source: string, at: Temporal.Instant, outcome: 'ok' | 'failed') =>
  recordPull(database.db, {
    deal: DEAL,
    source,
    mode: 'live',
    startedAt: at,
    finishedAt: at,
    outcome,
    fault: outcome === 'ok' ? null : 'unreachable',
    detail: null,
    observations: 0,
    vintages: 0,
    measures: outcome === 'ok' ? 0 : null,
    measureVintages: outcome === 'ok' ? 0 : null,
  });

test('the history of a register has every form of its measures that was known by then, and of no other register', async () => {
  const { db } = database;
  const [one, other] = [await testRegister(db), await testRegister(db)];
  await one.list(hour(1), [one.ban('a'), one.ban('b')]);
  await one.list(hour(2), [one.ban('a', { removed: '2026-10-01' }), one.ban('b')]);
  await other.list(hour(1), [other.ban('a')]);
  const saidAt = async (at: Temporal.Instant) =>
    (await registerHistory(db, DEAL, [one.source], 'known', at)).map(({ key, removed }) => `${key} ${removed}`);
  expect(await saidAt(hour(0))).toEqual([]);
  expect(await saidAt(hour(1))).toEqual(['a null', 'b null']);
  expect(await saidAt(hour(2))).toEqual(['a null', 'a 2026-10-01', 'b null']);

  const all = await registerHistory(db, DEAL, [one.source, other.source], 'known', hour(2));
  expect(all).toHaveLength(4);
  const ids = all.map(({ vintage }) => vintage);
  expect(new Set(await measureVintagesById(db, [...ids, ...ids]))).toEqual(new Set(all));
  expect(await measureVintagesById(db, [])).toEqual([]);
});

test('on the published clock it has what had been published, and what has no such date when it became known', async () => {
  const { db } = database;
  const register = await testRegister(db);
  await register.list(hour(5), [register.ban('a', { publishedAt: hour(1) }), register.ban('b')]);
  const keysAt = async (at: Temporal.Instant) =>
    (await registerHistory(db, DEAL, [register.source], 'published', at)).map(({ key }) => key);
  expect([await keysAt(hour(0)), await keysAt(hour(1)), await keysAt(hour(5))]).toEqual([[], ['a'], ['a', 'b']]);
});

test('how far a register has got: its newest vintage, and its first answer, which a failed pull is not', async () => {
  const { db } = database;
  const register = await testRegister(db);
  const mark = async () => (await registerMarks(db, DEAL, [register.source]))[0];
  expect(await mark()).toEqual({ register: register.source, lastVintage: '0', lastKnown: null, firstRead: null });
  await read(register.source, hour(1), 'failed');
  expect((await mark())!.firstRead).toBeNull();
  await read(register.source, hour(2), 'ok');
  await read(register.source, hour(3), 'ok');
  expect(await mark()).toMatchObject({ lastVintage: '0', firstRead: hour(2) });
  await register.list(hour(3), [register.ban('a')]);
  const [vintage] = await registerHistory(db, DEAL, [register.source], 'known', hour(3));
  expect(await mark()).toMatchObject({ lastVintage: vintage!.vintage, lastKnown: hour(3) });
  expect(await registerMarks(db, DEAL, [])).toEqual([]);
});
