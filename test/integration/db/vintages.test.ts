import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { reportsAsOf } from '../../../db/vintages.ts';
import { testDatabase } from '../../support/database.ts';
import { FIRST, SECOND, THIRD, type TinSeries, tinSeries } from '../../support/tin-series.ts';
import { addDocument, DEAL } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let tin: TinSeries;
beforeEach(async () => {
  tin = await tinSeries(db);
});

describe('what is written', () => {
  test('a figure of which nothing was known is added', async () => {
    expect(await tin.put(FIRST, tin.of('2026-01', '5'))).toEqual({
      added: 1,
      revised: 0,
      seriesIds: [tin.id],
      ended: [],
    });
    expect(await tin.asOf(FIRST)).toEqual(['2026-01 5']);
  });

  test('nothing at all writes nothing', async () => {
    expect(await tin.put(FIRST)).toEqual({ added: 0, revised: 0, seriesIds: [], ended: [] });
  });

  test('the same figure again writes nothing, in whatever document and place it stands', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'));
    const other = await addDocument(db, 'another page');
    const again = tin.of('2026-01', '5', { sha256: other, locator: '#cell=9,9', note: 'seen again' });
    expect(await tin.put(SECOND, again)).toEqual({ added: 0, revised: 0, seriesIds: [], ended: [] });
    expect(await tin.history()).toHaveLength(1);
  });

  test.each([
    ['5', '5.0'],
    ['5.00', '5'],
    ['0', '0.000'],
    ['1000', '1e3'],
    ['-0.5', '-.50'],
  ])('%s and %s are one number: no vintage is written', async (before, after) => {
    await tin.put(FIRST, tin.of('2026-01', before));
    expect((await tin.put(SECOND, tin.of('2026-01', after))).revised).toBe(0);
  });

  test('the last digit of a long figure counts', async () => {
    await tin.put(FIRST, tin.of('2026-01', '9007199254740993.000000000000000001'));
    expect(await tin.put(SECOND, tin.of('2026-01', '9007199254740993.000000000000000002'))).toMatchObject({
      revised: 1,
    });
    expect(await tin.asOf(SECOND)).toEqual(['2026-01 9007199254740993.000000000000000002']);
  });

  test('a revised figure ends the vintage before it, which stays, and begins where that one ends', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'), tin.of('2026-02', '6'));
    expect(await tin.put(SECOND, tin.of('2026-01', '7'), tin.of('2026-02', '6'))).toEqual({
      added: 0,
      revised: 1,
      seriesIds: [tin.id],
      ended: [expect.stringMatching(/^\d+$/)],
    });
    expect(await tin.history()).toEqual([
      '2026-01 5: 11-01 06:00:00.000000 - 11-02 06:00:00.000000',
      '2026-02 6: 11-01 06:00:00.000000 - now',
      '2026-01 7: 11-02 06:00:00.000000 - now',
    ]);
  });

  test('a figure that is only firmer than before is a new vintage', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5', { status: 'provisional' }));
    expect(await tin.put(SECOND, tin.of('2026-01', '5'))).toMatchObject({ added: 0, revised: 1 });
  });

  test('zero and missing are two things, and each is news after the other', async () => {
    await tin.put(FIRST, tin.of('2026-01', '0'));
    expect(await tin.put(SECOND, tin.of('2026-01', null))).toMatchObject({ revised: 1 });
    expect(await tin.asOf(SECOND)).toEqual(['2026-01 missing']);
    expect(await tin.put(THIRD, tin.of('2026-01', '0'))).toMatchObject({ revised: 1 });
    expect(await tin.asOf(THIRD)).toEqual(['2026-01 0']);
  });

  test('missing and suppressed are two things too', async () => {
    await tin.put(FIRST, tin.of('2026-01', null));
    expect(await tin.put(SECOND, tin.of('2026-01', null))).toMatchObject({ revised: 0 });
    expect(await tin.put(SECOND, tin.of('2026-01', null, { status: 'suppressed' }))).toMatchObject({ revised: 1 });
  });

  test('a report that steps back for another one is a new vintage, and so is the reason', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'));
    expect(await tin.put(SECOND, tin.of('2026-01', '5', { superseded: 'misread' }))).toMatchObject({ revised: 1 });
    expect(await tin.put(SECOND, tin.of('2026-01', '5', { superseded: 'misread' }))).toMatchObject({ revised: 0 });
    expect(await tin.put(THIRD, tin.of('2026-01', '5', { superseded: 'withdrawn' }))).toMatchObject({ revised: 1 });
  });

  test('two reporters of one figure are kept side by side, and revised each by itself', async () => {
    const by = (reportedBy: string, value: string) => tin.of('2026-01', value, { reportedBy });
    await tin.put(FIRST, by('Reuters', '5'), by('Bernama', '6'));
    expect(await tin.put(SECOND, by('Bernama', '7'))).toMatchObject({ added: 0, revised: 1 });
    expect(await tin.asOf(SECOND)).toEqual(['2026-01 7', '2026-01 5']);
  });

  test('a figure that comes back to what it once was is revised twice', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'));
    await tin.put(SECOND, tin.of('2026-01', '6'));
    await tin.put(THIRD, tin.of('2026-01', '5'));
    expect((await tin.history()).map((line) => line.slice(0, 9))).toEqual(['2026-01 5', '2026-01 6', '2026-01 5']);
  });

  test('texts are kept to the letter', async () => {
    const text = `it's "so", {a,b}, \\N, \n\t NULL, é 税 ${'x'.repeat(5000)}`;
    await tin.put(FIRST, tin.of('2026-01', '5', { note: text, reportedBy: text.slice(0, 40), locator: text }));
    const [row] = await reportsAsOf(db, DEAL, [{ series: tin.key, from: null }], 'known', FIRST);
    expect([row!.note, row!.reportedBy, row!.locator]).toEqual([text, text.slice(0, 40), text]);
  });

  test('the order of the rows does not matter, months that start together included', async () => {
    const rows = ['2026-01', '2026', '2026-01/2026-04', '2025-12', '2026-Q1'].map((period) => tin.of(period, '5'));
    await tin.put(FIRST, ...rows);
    const other = await tinSeries(db);
    await other.put(FIRST, ...rows.toReversed().map((row) => ({ ...row, seriesId: other.id })));
    expect(await other.history()).toEqual(await tin.history());
  });
});

describe('what is refused, whole', () => {
  test('a figure that is in the list twice: nobody knows which one is meant', async () => {
    await expect(
      tin.put(FIRST, tin.of('2026-02', '1'), tin.of('2026-01', '5'), tin.of('2026-01', '6')),
    ).rejects.toThrow(/duplicate key|could not create unique/);
    expect(await tin.history()).toEqual([]);
  });

  test.each([
    ['a value that is said to be missing', () => tin.of('2026-01', '5', { status: 'missing' as const })],
    ['no value, and not a word of it', () => tin.of('2026-01', null, { status: 'reported' as const })],
    ['a figure without its document', () => tin.of('2026-01', '5', { sha256: '0'.repeat(64) })],
    ['no number', () => tin.of('2026-01', 'NaN')],
    ['more than any number', () => tin.of('2026-01', 'Infinity')],
  ])('%s', async (_what, bad) => {
    await expect(tin.put(FIRST, tin.of('2026-02', '1'), bad())).rejects.toThrow(/violates|invalid/);
    expect(await tin.history()).toEqual([]);
  });
});
