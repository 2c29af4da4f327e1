import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type RevisionRow, revisionsBetween, revisionsOf } from '../../../db/revisions.ts';
import { REVISIONS_TOLD } from '../../../db/vintage-merge.ts';
import { testDatabase } from '../../support/database.ts';
import { FIRST, SECOND, THIRD, type TinSeries, tinSeries } from '../../support/tin-series.ts';
import { DEAL, instant } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let tin: TinSeries;
beforeEach(async () => {
  tin = await tinSeries(db);
});

const said = ({ before, after }: RevisionRow) =>
  `${after.period} ${before.value ?? before.status} > ${after.value ?? after.status}`;

describe('what a write revised', () => {
  test('is told with both vintages, newest period first; what is new or unchanged is not', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'), tin.of('2026-02', '6'), tin.of('2026-03', '7'));
    const { ended } = await tin.put(
      SECOND,
      tin.of('2026-01', '5.5'),
      tin.of('2026-02', '6'),
      tin.of('2026-03', null),
      tin.of('2026-04', '8'),
    );
    const revisions = await revisionsOf(db, ended);
    expect(revisions.map(said)).toEqual(['2026-03 7 > missing', '2026-01 5 > 5.5']);
    expect(revisions[1]).toMatchObject({ before: { knownFrom: FIRST }, after: { knownFrom: SECOND, series: tin.key } });
    expect(await revisionsOf(db, [])).toEqual([]);
  });

  test('is told one by one up to a bound, and counted beyond it', async () => {
    const first = Temporal.PlainYearMonth.from('2010-01');
    const all = (value: string) =>
      Array.from({ length: REVISIONS_TOLD + 7 }, (_, index) => tin.of(first.add({ months: index }).toString(), value));
    await tin.put(FIRST, ...all('1'));
    const { revised, ended } = await tin.put(SECOND, ...all('2'));
    expect(revised).toBe(REVISIONS_TOLD + 7);
    const told = await revisionsOf(db, ended);
    expect(told).toHaveLength(REVISIONS_TOLD);
    expect(told[0]!.after.period).toBe(first.add({ months: REVISIONS_TOLD + 6 }).toString());
  });
});

describe('what was revised between two instants', () => {
  test('is all that ended after the first and by the second, the newest revision first', async () => {
    await tin.put(FIRST, tin.of('2026-01', '1'), tin.of('2026-02', '1'));
    await tin.put(SECOND, tin.of('2026-02', '2'));
    await tin.put(THIRD, tin.of('2026-01', '2'), tin.of('2026-02', '3'));
    const between = async (after: Temporal.Instant, by: Temporal.Instant) => {
      const { count, newest } = await revisionsBetween(db, DEAL, after, by);
      const own = newest.filter(({ after: { series } }) => series === tin.key).map(said);
      expect(count).toBeGreaterThanOrEqual(own.length);
      return own;
    };
    expect(await between(FIRST, THIRD)).toEqual(['2026-02 2 > 3', '2026-01 1 > 2', '2026-02 1 > 2']);
    expect(await between(SECOND, THIRD)).toEqual(['2026-02 2 > 3', '2026-01 1 > 2']);
    expect(await between(FIRST, SECOND)).toEqual(['2026-02 1 > 2']);
    expect(await between(THIRD, THIRD.add({ hours: 1 }))).toEqual([]);
    expect(await revisionsBetween(db, 'other-deal', FIRST, THIRD)).toEqual({ count: 0, newest: [] });
  });

  test('is counted of the series that are asked for alone', async () => {
    await tin.put(FIRST, tin.of('2026-01', '1'), tin.of('2026-02', '1'));
    await tin.put(SECOND, tin.of('2026-01', '2'), tin.of('2026-02', '2'));
    const own = await revisionsBetween(db, DEAL, FIRST, SECOND, [tin.key]);
    expect(own.count).toBe(2);
    expect(own.newest.map(said)).toEqual(['2026-02 1 > 2', '2026-01 1 > 2']);
    expect(await revisionsBetween(db, DEAL, FIRST, SECOND, [])).toEqual({ count: 0, newest: [] });
  });
});

describe('the date of a release', () => {
  const D1 = instant('2025-06-14T00:00:00Z');
  const D2 = instant('2025-07-04T00:00:00Z');
  const released = (value: string, publishedAt: Temporal.Instant) =>
    tin.of('2024', value, { publishedAt, publishedOf: 'release' });
  const dates = async () => {
    const rows = await db
      .selectFrom('vintage')
      .select(['value', 'publishedAt'])
      .where('seriesId', '=', tin.id)
      .orderBy('id')
      .execute();
    return rows.map(({ value, publishedAt }) => `${value} ${publishedAt ?? 'undated'}`);
  };

  test('is taken by a revision that a later release brought', async () => {
    await tin.put(FIRST, released('5', D1));
    await tin.put(SECOND, released('6', D2));
    expect(await dates()).toEqual([`5 ${D1}`, `6 ${D2}`]);
  });

  test('is no date of a change that came after it, however often the figure changes', async () => {
    await tin.put(FIRST, released('5', D1));
    await tin.put(SECOND, released('6', D1));
    await tin.put(THIRD, released('7', D1));
    expect(await dates()).toEqual([`5 ${D1}`, '6 undated', '7 undated']);
  });

  test('is taken by a revision of a figure that had no date', async () => {
    await tin.put(FIRST, tin.of('2024', '5'));
    await tin.put(SECOND, released('6', D1));
    expect(await dates()).toEqual(['5 undated', `6 ${D1}`]);
  });

  test('that the row itself states stays with it: who corrects a row does not republish the figure', async () => {
    await tin.put(FIRST, tin.of('2024', '5', { publishedAt: D1 }));
    await tin.put(SECOND, tin.of('2024', '6', { publishedAt: D1 }));
    expect(await dates()).toEqual([`5 ${D1}`, `6 ${D1}`]);
  });
});
