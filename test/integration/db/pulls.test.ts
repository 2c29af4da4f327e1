import { afterAll, expect, test } from 'vitest';
import { latestPulls, type PullRecord, recordPull } from '../../../db/pulls.ts';
import { testDatabase } from '../../support/database.ts';
import { instant } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const at = (hour: number) => instant(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`);

function pull(source: string, hour: number, more: Partial<PullRecord> = {}): PullRecord {
  return {
    deal: 'us-malaysia-2025',
    source,
    mode: 'live',
    startedAt: at(hour),
    finishedAt: at(hour),
    outcome: 'ok',
    fault: null,
    detail: null,
    observations: 10,
    vintages: 2,
    ...more,
  };
}
const failed = { outcome: 'failed', fault: 'unreachable', detail: 'no answer', observations: 0, vintages: 0 } as const;

test('the latest pull of each source stands, with the last time that it went well', async () => {
  for (const record of [
    pull('eia-lng', 1),
    pull('eia-lng', 2, failed),
    pull('comtrade', 3, failed),
    pull('census', 1, { outcome: 'idle', detail: 'nothing is recorded of it', observations: 0, vintages: 0 }),
    pull('other', 4, { deal: 'another-deal' }),
  ]) {
    await recordPull(db, record);
  }
  expect(await latestPulls(db, 'us-malaysia-2025', at(5))).toEqual([
    {
      source: 'census',
      outcome: 'idle',
      fault: null,
      detail: 'nothing is recorded of it',
      finishedAt: at(1),
      lastSuccess: null,
    },
    {
      source: 'comtrade',
      outcome: 'failed',
      fault: 'unreachable',
      detail: 'no answer',
      finishedAt: at(3),
      lastSuccess: null,
    },
    {
      source: 'eia-lng',
      outcome: 'failed',
      fault: 'unreachable',
      detail: 'no answer',
      finishedAt: at(2),
      lastSuccess: at(1),
    },
  ]);
});

test('at an earlier instant the pull before it stands', async () => {
  expect(await latestPulls(db, 'us-malaysia-2025', at(1))).toMatchObject([
    { source: 'census' },
    { source: 'eia-lng', outcome: 'ok', finishedAt: at(1), lastSuccess: at(1) },
  ]);
  expect(await latestPulls(db, 'us-malaysia-2025', at(0))).toEqual([]);
});

test('of two pulls that end at the same instant the one recorded later stands', async () => {
  await recordPull(db, pull('lynas', 6, failed));
  await recordPull(db, pull('lynas', 6));
  expect((await latestPulls(db, 'us-malaysia-2025', at(6))).find(({ source }) => source === 'lynas')?.outcome).toBe(
    'ok',
  );
});

test.each([
  ['a failure without its fault', { ...failed, fault: null }],
  ['a fault of a pull that went well', { fault: 'format' }],
])('%s is refused', async (_what, more) => {
  await expect(recordPull(db, pull('eia-lng', 7, more))).rejects.toThrow(/violates check constraint/);
});
