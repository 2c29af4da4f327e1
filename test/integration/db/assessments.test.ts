import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  assessmentBefore,
  insertAssessment,
  lastSeen,
  latestAssessment,
  latestAssessments,
  lockCommitment,
  markAssessed,
  type NewAssessment,
  takeUndecided,
  undecidedCommitments,
} from '../../../db/assessments.ts';
import { testDatabase } from '../../support/database.ts';
import { AT, assessmentOf } from '../../support/judged-rows.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let count = 0;
let deal: string;
beforeEach(() => {
  deal = `deal-${(count += 1)}`;
});

const hour = (hours: number) => AT.add({ hours });
const add = (commitment: string, at: Temporal.Instant, more: Partial<NewAssessment> = {}) =>
  insertAssessment(db, assessmentOf({ deal, commitment, at, ...more }));
const latest = async (at: Temporal.Instant) =>
  (await latestAssessments(db, deal, at)).map(({ commitment, id }) => `${commitment} ${id}`);

test('an assessment comes back as it was stored, digits and all', async () => {
  const stored = assessmentOf({
    deal,
    value: '9007199254740993.000000000000000001',
    inputs: ['9007199254740993', '7'],
    measureInputs: ['9007199254740995', '8'],
    judgement: { reason: 'it\'s "so"', nested: { camelCase: 1, snake_case: [null, true] } },
  });
  const id = await insertAssessment(db, stored);
  expect(await latestAssessment(db, deal, stored.commitment)).toEqual({ ...stored, id, decidedAt: null });
});

describe('the latest assessment', () => {
  test('of each commitment is the last that was made at or before the instant', async () => {
    const [tin1, tin2, ban1] = [await add('tin', hour(0)), await add('tin', hour(2)), await add('ban', hour(1))];
    expect(await latest(hour(-1))).toEqual([]);
    expect(await latest(hour(0))).toEqual([`tin ${tin1}`]);
    expect(await latest(hour(1))).toEqual([`ban ${ban1}`, `tin ${tin1}`]);
    expect(await latest(hour(2))).toEqual([`ban ${ban1}`, `tin ${tin2}`]);
    expect((await latestAssessment(db, deal, 'tin', hour(1)))?.id).toBe(tin1);
    expect(await latestAssessment(db, deal, 'tin', hour(-1))).toBeUndefined();
    expect(await latestAssessment(db, deal, 'no-such', hour(9))).toBeUndefined();
  });

  test('is the one that was stored last, though a replica with a clock ahead had dated an earlier one later', async () => {
    const ahead = await add('tin', hour(5));
    const behind = await add('tin', hour(1));
    expect(await latest(hour(2))).toEqual([`tin ${behind}`]);
    expect(await latest(hour(9))).toEqual([`tin ${behind}`]);
    expect((await latestAssessment(db, deal, 'tin', hour(9)))?.id).toBe(behind);
    expect((await latestAssessment(db, deal, 'tin'))?.id).toBe(behind);
    expect(Number(behind)).toBeGreaterThan(Number(ahead));
  });

  test('of two at the same instant is the later one', async () => {
    await add('tin', hour(0));
    const second = await add('tin', hour(0));
    expect(await latest(hour(0))).toEqual([`tin ${second}`]);
  });

  test('is one on the known clock: what is judged for the past is another matter', async () => {
    const known = await add('tin', hour(0));
    await add('tin', hour(1), { clock: 'published' });
    expect(await latest(hour(2))).toEqual([`tin ${known}`]);
  });

  test('is that of its own deal', async () => {
    await add('tin', hour(0));
    expect(await latestAssessments(db, 'another-deal', hour(1))).toEqual([]);
  });
});

test('an assessment follows on the one before it of the same commitment, whatever lies between', async () => {
  const first = await add('tin', hour(0));
  await add('ban', hour(1));
  await add('tin', hour(1), { clock: 'published' });
  await add('tin', hour(2));
  const [last] = await latestAssessments(db, deal, hour(2)).then((rows) =>
    rows.filter((row) => row.commitment === 'tin'),
  );
  const before = await assessmentBefore(db, last!);
  expect(before?.id).toBe(first);
  expect(await assessmentBefore(db, before!)).toBeUndefined();
});

describe('assessments that nobody has decided on', () => {
  test('are taken once, oldest first', async () => {
    const ids = [await add('tin', hour(3)), await add('tin', hour(1)), await add('tin', hour(2))];
    await add('ban', hour(0));
    expect(await undecidedCommitments(db, deal)).toEqual(['ban', 'tin']);
    expect((await takeUndecided(db, deal, 'tin', hour(4))).map(({ id }) => id)).toEqual(ids);
    expect(await takeUndecided(db, deal, 'tin', hour(5))).toEqual([]);
    expect(await undecidedCommitments(db, deal)).toEqual(['ban']);
    expect((await latestAssessment(db, deal, 'tin'))?.decidedAt).toEqual(hour(4));
  });

  test('are ordered by number, not by letter', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 12; index += 1) ids.push(await add('tin', hour(0)));
    expect((await takeUndecided(db, deal, 'tin', hour(1))).map(({ id }) => id)).toEqual(ids);
  });

  test('stand again if who took them gives up', async () => {
    await add('tin', hour(0));
    const giveUp = db.transaction().execute(async (trx) => {
      await takeUndecided(trx, deal, 'tin', hour(1));
      throw new Error('given up');
    });
    await expect(giveUp).rejects.toThrow('given up');
    expect(await takeUndecided(db, deal, 'tin', hour(2))).toHaveLength(1);
  });
});

test('what a look saw replaces what the look before it saw', async () => {
  const seen = { dealDigest: 'a', method: 'm/1', seen: 'tin=1', at: hour(0) };
  expect(await lastSeen(db, deal, 'tin')).toBeUndefined();
  await markAssessed(db, deal, 'tin', seen);
  await markAssessed(db, deal, 'tin', { ...seen, seen: 'tin=2', at: hour(1) });
  await markAssessed(db, deal, 'ban', seen);
  expect(await lastSeen(db, deal, 'tin')).toEqual({ ...seen, seen: 'tin=2', at: hour(1) });
});

describe('the lock of a commitment', () => {
  test('lets one process at a time at it, and none at another wait', async () => {
    const order: string[] = [];
    const { promise: held, resolve: holds } = Promise.withResolvers<void>();
    const { promise: release, resolve: letGo } = Promise.withResolvers<void>();
    const first = db.transaction().execute(async (trx) => {
      await lockCommitment(trx, deal, 'tin');
      holds();
      await release;
      order.push('first');
    });
    await held;
    const second = db.transaction().execute(async (trx) => {
      await lockCommitment(trx, deal, 'tin');
      order.push('second');
    });
    for (const [otherDeal, commitment] of [
      [deal, 'ban'],
      ['another-deal', 'tin'],
    ] as const) {
      await db.transaction().execute(async (trx) => {
        await lockCommitment(trx, otherDeal, commitment);
        order.push(`${commitment} of ${otherDeal === deal ? 'this deal' : otherDeal}`);
      });
    }
    letGo();
    await Promise.all([first, second]);
    expect(order).toEqual(['ban of this deal', 'tin of another-deal', 'first', 'second']);
  });
});
