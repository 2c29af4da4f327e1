import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../../config/vocabulary/evidence.ts';
import { reportsAsOf } from '../../../db/vintages.ts';
import { rowsRead } from '../../support/counted.ts';
import { testDatabase } from '../../support/database.ts';
import { FIRST } from '../../support/tin-series.ts';
import { addDocument, addSeries, DEAL, figure, write } from '../../support/vintages.ts';

// All figures are made up: 20 series over 36 months, each figure revised nine times.
const KEYS = Array.from({ length: 20 }, (_, index) => `tin-${index}`);
const MONTHS = [2023, 2024, 2025].flatMap((year) =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`),
);
const REVISIONS = 9;
const LAST = FIRST.add({ hours: REVISIONS });

const database = await testDatabase();
const { db, url } = database;
afterAll(() => database[Symbol.asyncDispose]());

beforeAll(async () => {
  const ids = await addSeries(db, ...KEYS);
  const sha256 = await addDocument(db);
  for (let revision = 0; revision <= REVISIONS; revision += 1) {
    const figures = [...ids.values()].flatMap((id) => MONTHS.map((month) => figure(id, sha256, month, `${revision}`)));
    await write(db, figures, FIRST.add({ hours: revision }));
  }
  await sql`vacuum analyze vintage`.execute(db);
});

describe('to tell how figures stood', () => {
  const windows = [
    { series: 'tin-3', from: '2025-01-01' },
    { series: 'tin-4', from: null },
  ];
  const figures = 12 + 36;
  const readOf = (at: Temporal.Instant, clock: Clock = 'known') =>
    rowsRead(url, 'vintage', (one) => reportsAsOf(one, DEAL, windows, clock, at));

  test.each(['known', 'published'] as const)(
    'now, each is read once, however often it was revised (%s)',
    async (clock) => {
      expect(await reportsAsOf(db, DEAL, windows, clock, LAST)).toHaveLength(figures);
      expect(await readOf(LAST, clock)).toBe(figures);
    },
  );

  test('at an earlier instant, each is read twice at most', async () => {
    const then = FIRST.add({ hours: 4 });
    const rows = await reportsAsOf(db, DEAL, windows, 'known', then);
    expect(new Set(rows.map(({ value }) => value))).toEqual(new Set(['4']));
    expect(rows).toHaveLength(figures);
    expect(await readOf(then)).toBe(2 * figures);
  });
});
