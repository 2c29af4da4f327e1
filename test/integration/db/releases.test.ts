import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { firstReleases, latestReports } from '../../../db/releases.ts';
import { parseAsOf } from '../../../cli/as-of.ts';
import type { ReportRow } from '../../../db/vintages.ts';
import { testDatabase } from '../../support/database.ts';
import { FIRST, SECOND, THIRD, type TinSeries, tinSeries } from '../../support/tin-series.ts';
import { DEAL, instant } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const said = (rows: readonly ReportRow[]) => rows.map(({ period, value, status }) => `${period} ${value ?? status}`);
const firstOf = async ({ key }: TinSeries, from: string | null = null) =>
  said(await firstReleases(db, DEAL, [{ series: key, from }]));
const latestOf = async ({ key }: TinSeries, from: string | null = null) =>
  said(await latestReports(db, DEAL, [{ series: key, from }]));

/**
 * Gross domestic product of the United States by vintage, in billions of dollars: series GDP of ALFRED, Federal Reserve
 * Bank of St. Louis, as the README of github.com/mortada/fredapi (049d36c5) shows it.
 */
const GDP: readonly (readonly [period: string, vintage: string, value: string])[] = [
  ['2013-Q3', '2014-07-30', '16872.3'],
  ['2013-Q4', '2014-01-30', '17102.5'],
  ['2013-Q4', '2014-02-28', '17080.7'],
  ['2013-Q4', '2014-03-27', '17089.6'],
  ['2013-Q4', '2014-07-30', '17078.3'],
  ['2014-Q1', '2014-04-30', '17149.6'],
  ['2014-Q1', '2014-05-29', '17101.3'],
  ['2014-Q1', '2014-06-25', '17016.0'],
  ['2014-Q1', '2014-07-30', '17044.0'],
  ['2014-Q2', '2014-07-30', '17294.7'],
];

describe('the vintages of GDP that ALFRED publishes', () => {
  let gdp: TinSeries;
  beforeAll(async () => {
    gdp = await tinSeries(db);
    for (const [day, rows] of [...Map.groupBy(GDP, ([, vintage]) => vintage)].toSorted()) {
      await gdp.put(
        instant(`${day}T00:00:00Z`),
        ...rows.map(([period, , value]) => gdp.of(period, value, { publishedAt: instant(`${day}T00:00:00Z`) })),
      );
    }
  });

  test.each([
    ['2014-06-01', ['2013-Q4 17089.6', '2014-Q1 17101.3']],
    ['2014-05-29', ['2013-Q4 17089.6', '2014-Q1 17101.3']],
    ['2014-05-28', ['2013-Q4 17089.6', '2014-Q1 17149.6']],
    ['2014-04-29', ['2013-Q4 17089.6']],
    ['2014-01-29', []],
  ])('as of %s are %j, on either clock', async (day, expected) => {
    expect(await gdp.asOf(parseAsOf(day), 'known')).toEqual(expected);
    expect(await gdp.asOf(parseAsOf(day), 'published')).toEqual(expected);
  });

  test('were first released as they were first released', async () => {
    expect(await firstOf(gdp, '2013-10-01')).toEqual(['2013-Q4 17102.5', '2014-Q1 17149.6', '2014-Q2 17294.7']);
  });

  test('are now as they were last', async () => {
    expect(await latestOf(gdp)).toEqual(['2013-Q3 16872.3', '2013-Q4 17078.3', '2014-Q1 17044.0', '2014-Q2 17294.7']);
  });
});

describe('the first release and the latest', () => {
  let tin: TinSeries;
  beforeEach(async () => {
    tin = await tinSeries(db);
  });

  test('of a figure that was never revised are one', async () => {
    await tin.put(FIRST, tin.of('2026-01', '0'));
    expect([await firstOf(tin), await latestOf(tin)]).toEqual([['2026-01 0'], ['2026-01 0']]);
  });

  test('of a withdrawn figure are what it was, and that it is missing, never zero', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'));
    await tin.put(SECOND, tin.of('2026-01', null));
    expect([await firstOf(tin), await latestOf(tin)]).toEqual([['2026-01 5'], ['2026-01 missing']]);
  });

  test('a history that was loaded out of order has its first release where its publisher dates it', async () => {
    await tin.put(FIRST, tin.of('2024', '6', { publishedAt: instant('2025-07-04T00:00:00Z') }));
    await tin.put(SECOND, tin.of('2024', '5', { publishedAt: instant('2025-04-07T00:00:00Z') }));
    expect([await firstOf(tin), await latestOf(tin)]).toEqual([['2024 5'], ['2024 5']]);
  });

  test('two reporters of one figure have each their own', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'), tin.of('2026-01', '6', { reportedBy: 'Other' }));
    await tin.put(SECOND, tin.of('2026-01', '7'));
    expect([await firstOf(tin), await latestOf(tin)]).toEqual([
      ['2026-01 5', '2026-01 6'],
      ['2026-01 7', '2026-01 6'],
    ]);
  });

  test('of a window leave out what began before it, and of nothing are nothing', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'), tin.of('2026-02', '6'));
    expect([await firstOf(tin, '2026-02-01'), await latestOf(tin, '2026-03-01')]).toEqual([['2026-02 6'], []]);
    expect(await firstReleases(db, DEAL, [])).toEqual([]);
  });
});

describe('a later vintage changes no earlier as-of', () => {
  const MOMENTS = [FIRST, SECOND, THIRD];
  const VALUES = ['0', '1', null] as const;
  const histories = VALUES.flatMap((one) => VALUES.flatMap((two) => VALUES.map((three) => [one, two, three] as const)));

  test('whatever the values were', async () => {
    for (const values of histories) {
      const tin = await tinSeries(db);
      const seen: string[][] = [];
      for (const [index, value] of values.entries()) {
        await tin.put(MOMENTS[index]!, tin.of('2026-01', value), tin.of('2026-02', VALUES[index]!));
        seen.push(await tin.asOf(MOMENTS[index]!));
        const now = await Promise.all(MOMENTS.slice(0, index + 1).map((at) => tin.asOf(at)));
        expect(now, values.join(', ')).toEqual(seen);
        expect(seen[index], values.join(', ')).toEqual([
          `2026-01 ${value ?? 'missing'}`,
          `2026-02 ${VALUES[index] ?? 'missing'}`,
        ]);
      }
    }
  });
});
