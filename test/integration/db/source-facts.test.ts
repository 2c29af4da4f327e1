import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pullRuns, seriesReach } from '../../../db/source-facts.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { putFigures, storeSeries } from '../../support/tin-ledger.ts';
import { pact } from '../../support/tin-looks.ts';
import { pulled } from '../../support/tin-source-incidents.ts';
import { AT, days } from '../../support/tin-sources.ts';

// All figures are made up.

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
  await storeSeries(database.db, pact);
});
afterEach(() => database[Symbol.asyncDispose]());

describe('how far a series has got', () => {
  const tinAt = async (at: Temporal.Instant) =>
    (await seriesReach(database.db, pact.id, at)).find(({ key }) => key === 'tin-deliveries')!;
  const put = (at: Temporal.Instant, period: string, value: string | null) =>
    putFigures(database.db, pact, at, ['tin-deliveries', period, value]);

  test('is its newest period, whatever came in last', async () => {
    await put(days(-5), '2026-09', '1');
    await put(days(-1), '2020-01', '1');
    expect(await tinAt(AT)).toMatchObject({ source: 'ledger', newestPeriod: '2026-09', lastKnown: days(-1) });
  });

  test('counts a period that is stated to have no value: that is an answer', async () => {
    await put(days(-5), '2026-09', '1');
    await put(days(-5), '2026-10', null);
    expect((await tinAt(AT)).newestPeriod).toBe('2026-10');
  });

  test('counts no period that has not begun: a projection makes nothing fresh', async () => {
    await put(days(-5), '2026-09', '1');
    await put(days(-5), '2026-11', '1');
    await put(days(-5), '2026-12', '1');
    expect((await tinAt(AT)).newestPeriod).toBe('2026-11');
  });

  test('is told as it was at the instant', async () => {
    await put(days(-5), '2026-09', '1');
    await put(days(-1), '2026-10', '1');
    expect((await tinAt(days(-2))).newestPeriod).toBe('2026-09');
    expect(await tinAt(days(-6))).toMatchObject({ newestPeriod: null, lastKnown: null });
  });

  test('is told of one that was written among very many, which leaves no mark on each', async () => {
    await put(days(-5), '2026-09', '1');
    await database.db.updateTable('series').set({ lastKnown: null }).execute();
    expect((await tinAt(AT)).lastKnown).toEqual(days(-5));
  });

  test('is nothing where nothing is known', async () => {
    expect(await tinAt(AT)).toMatchObject({ newestPeriod: null, lastKnown: null });
  });
});

describe('what the pulls of a source came to', () => {
  const { id } = pact;
  const runsAt = (at = AT, mode: 'live' | 'recorded' = 'live') =>
    pullRuns(database.db, id, ['gas', 'ledger'], { mode, answers: ['no_content'], at });
  const gas = async (at = AT) => (await runsAt(at)).find(({ source }) => source === 'gas');

  test('is nothing before the first one, nor of another mode or deal', async () => {
    expect(await runsAt()).toEqual([]);
    await pulled(database.db, 'gas', AT);
    expect(await runsAt(AT, 'recorded')).toEqual([]);
    expect(await pullRuns(database.db, 'other', ['gas'], { mode: 'live', answers: [], at: AT })).toEqual([]);
    expect(await runsAt(days(-1))).toEqual([]);
  });

  test('counts the failures since it last answered, with the words of the latest', async () => {
    await pulled(database.db, 'gas', days(-9), 'format');
    await pulled(database.db, 'gas', days(-8));
    await pulled(database.db, 'gas', days(-3), 'unreachable');
    await pulled(database.db, 'gas', days(-2), 'unavailable');
    await pulled(database.db, 'ledger', days(-1));
    expect(await gas()).toEqual({
      source: 'gas',
      firstAt: days(-9),
      latestOutcome: 'failed',
      lastOkAt: days(-8),
      failures: 2,
      failingSince: days(-3),
      lastFailureAt: days(-2),
      fault: 'unavailable',
      detail: 'LNG by vessel: made-up words',
      goodSince: null,
    });
    expect(await gas(days(-2.5))).toMatchObject({ failures: 1, lastFailureAt: days(-3), fault: 'unreachable' });
  });

  test('after a failure, is good since its first answer', async () => {
    await pulled(database.db, 'gas', days(-9), 'format');
    for (const day of [-8, -7, -6]) await pulled(database.db, 'gas', days(day));
    expect(await gas()).toMatchObject({
      failures: 0,
      failingSince: null,
      fault: null,
      detail: null,
      goodSince: days(-8),
    });
  });

  test('takes an empty answer for an answer: nothing was released, and the publisher was reached', async () => {
    await pulled(database.db, 'gas', days(-9));
    await pulled(database.db, 'gas', days(-3), 'unreachable');
    await pulled(database.db, 'gas', days(-2), 'no_content');
    expect(await gas()).toMatchObject({
      failures: 0,
      goodSince: days(-2),
      lastOkAt: days(-9),
      latestOutcome: 'failed',
    });
  });

  test('orders what ended at one instant as it was written', async () => {
    await pulled(database.db, 'gas', AT, 'unreachable');
    await pulled(database.db, 'gas', AT);
    expect(await gas()).toMatchObject({ failures: 0, goodSince: AT });
    await pulled(database.db, 'gas', AT, 'refused');
    expect(await gas()).toMatchObject({ failures: 1, goodSince: null, fault: 'refused' });
  });
});
