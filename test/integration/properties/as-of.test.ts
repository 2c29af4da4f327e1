import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLOCKS } from '../../../config/vocabulary/evidence.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { fc } from '../../support/drawn.ts';
import { FIRST, type TinSeries, tinSeries } from '../../support/tin-series.ts';

// All figures are made up.

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** What one document reports: a value, null for one that is missing, or the same with a status that says less. */
const figure = fc.record({
  period: fc.constantFrom('2026-01', '2026-02', '2026-Q1'),
  value: fc.option(fc.integer({ min: 0, max: 3 }).map(String), { freq: 4 }),
  status: fc.constantFrom('reported', 'provisional'),
});
const batch = fc.record({
  figures: fc.uniqueArray(figure, { minLength: 1, maxLength: 3, selector: ({ period }) => period }),
  /** Seconds by which it was published before it was stored; null where its publisher does not say. */
  published: fc.option(fc.integer({ min: 0, max: 50 })),
});
type Batch = Parameters<Parameters<typeof batch.map>[0]>[0];

const known = (index: number): Temporal.Instant => FIRST.add({ minutes: index });

function put(series: TinSeries, index: number, { figures, published }: Batch) {
  const at = known(index);
  const publishedAt = published === null ? null : at.subtract({ seconds: published });
  return series.put(
    at,
    ...figures.map(({ period, value, status }) =>
      series.of(period, value, { publishedAt, status: value === null ? 'missing' : status }),
    ),
  );
}

const lookAt = (series: TinSeries, index: number) =>
  Promise.all(CLOCKS.map((clock) => series.asOf(known(index), clock)));

test(
  'what comes out later never changes what was known, or published, at an earlier instant',
  { timeout: 60_000 },
  async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 6 }), async (batches) => {
        const series = await tinSeries(database.db);
        const seen: string[][][] = [];
        for (const [index, one] of batches.entries()) {
          await put(series, index, one);
          seen.push(await lookAt(series, index));
        }
        for (const [index, then] of seen.entries()) expect(await lookAt(series, index)).toEqual(then);
        changes += new Set(seen.map((look) => JSON.stringify(look))).size - 1;
      }),
      { numRuns: 12 },
    );
    expect(changes).toBeGreaterThan(12);
  },
);
