import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { connect, inTransaction } from '../../../db/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { addDocument, addSeries, DEAL, figure, instant, write } from '../../support/vintages.ts';
import { reportsAsOf } from '../../../db/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const one = async <T>(query: ReturnType<typeof sql<{ value: T }>>) => (await query.execute(db)).rows[0]!.value;

describe('what comes out of PostgreSQL', () => {
  test('is text where a float would lose digits', async () => {
    expect(await one(sql`select 9007199254740993.000000000000000001::numeric as value`)).toBe(
      '9007199254740993.000000000000000001',
    );
    expect(await one(sql`select 9007199254740993::bigint as value`)).toBe('9007199254740993');
  });

  test('is an instant to the microsecond, whatever zone the server writes it in', async () => {
    const at = instant('2026-11-24T09:00:00.123456Z');
    for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Kiritimati']) {
      const read = await db.transaction().execute(async (trx) => {
        await sql`set local time zone ${sql.lit(zone)}`.execute(trx);
        return (await sql<{ value: Temporal.Instant }>`select ${at}::timestamptz as value`.execute(trx)).rows[0]!.value;
      });
      expect(read).toEqual(at);
    }
  });

  test('is a date as it is written, without a zone to shift it', async () => {
    expect(await one(sql`select date '2026-01-01' as value`)).toBe('2026-01-01');
  });
});

test('what is known to the present has no last instant: it is found at any time to come', async () => {
  const tin = (await addSeries(db, 'tin')).get('tin')!;
  await write(db, [figure(tin, await addDocument(db), '2026-01', '5')], instant('2026-11-24T09:00:00Z'));
  const rows = await reportsAsOf(db, DEAL, [{ series: 'tin', from: null }], 'known', instant('9999-12-31T23:59:59Z'));
  expect(rows).toHaveLength(1);
});

describe('a transaction', () => {
  test('is joined by whoever is called within it, and gives up with it', async () => {
    const work = db.transaction().execute(async (trx) => {
      await inTransaction(trx, (inner) => addSeries(inner, 'zinc'));
      throw new Error('given up');
    });
    await expect(work).rejects.toThrow('given up');
    expect((await addSeries(db)).has('zinc')).toBe(false);
  });
});

test('a connection that breaks in use fails what it was used for, and ends nobody', async () => {
  const other = connect(database.url, { name: 'tests that break in use', max: 1, onError: () => {} });
  const sleeping = sql`select pg_sleep(60)`.execute(other).then(
    () => 'slept',
    (error: unknown) => String(error),
  );
  const end = async () => {
    const { rows } = await sql<{ ended: boolean }>`
      select pg_terminate_backend(pid) as ended from pg_stat_activity
      where application_name = 'tests that break in use' and state = 'active'`.execute(db);
    return rows.length;
  };
  await expect.poll(end).toBe(1);
  expect(await sleeping).toMatch(/terminat/);
  // The one that broke may be lent once more before its end is noticed.
  const ask = () => sql<{ value: number }>`select 1 as value`.execute(other).then(({ rows }) => rows, String);
  await expect.poll(ask).toEqual([{ value: 1 }]);
  await other.destroy();
});

test('a connection that breaks while idle is told of and replaced, and ends nobody', async () => {
  const errors: string[] = [];
  const { promise: told, resolve } = Promise.withResolvers<void>();
  const other = connect(database.url, {
    name: 'tests that break',
    max: 1,
    onError: (error) => {
      errors.push(error.message);
      resolve();
    },
  });
  await sql`select 1`.execute(other);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tests that break'`.execute(
    db,
  );
  await told;
  expect((await sql<{ value: number }>`select 1 as value`.execute(other)).rows).toEqual([{ value: 1 }]);
  expect(errors).toHaveLength(1);
  await other.destroy();
});
