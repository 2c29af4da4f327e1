import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { syncSeries } from '../../../db/series.ts';
import { reportsAsOf, sourceWatermark, vintagesById } from '../../../db/vintages.ts';
import { testDatabase } from '../../support/database.ts';
import { FIRST, SECOND, THIRD, type TinSeries, tinSeries } from '../../support/tin-series.ts';
import { DEAL, figure, instant, seriesRecord, write } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let tin: TinSeries;
beforeEach(async () => {
  tin = await tinSeries(db);
});

describe('what was known at an instant', () => {
  beforeEach(async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'));
    await tin.put(SECOND, tin.of('2026-01', '7'), tin.of('2026-02', '8'));
  });

  test('before the first vintage there was nothing', async () => {
    expect(await tin.asOf(FIRST.subtract({ microseconds: 1 }))).toEqual([]);
  });

  test('a vintage is known from its own instant on', async () => {
    expect(await tin.asOf(FIRST)).toEqual(['2026-01 5']);
  });

  test('at the instant of a revision the new vintage stands, and an instant before it the old one', async () => {
    expect(await tin.asOf(SECOND.subtract({ microseconds: 1 }))).toEqual(['2026-01 5']);
    expect(await tin.asOf(SECOND)).toEqual(['2026-01 7', '2026-02 8']);
  });

  test('of a series that is named twice the longer window counts, and each figure is told once', async () => {
    const windows = ['2026-02-01', null, '2026-01-01'].map((from) => ({ series: tin.key, from }));
    for (const named of [windows, windows.slice(0, 1), windows.toReversed()]) {
      const rows = await reportsAsOf(db, DEAL, named, 'known', SECOND);
      expect(rows.map(({ period }) => period)).toEqual(named.length === 1 ? ['2026-02'] : ['2026-01', '2026-02']);
    }
  });

  test('a window leaves out the periods that began before it', async () => {
    expect(await tin.asOf(SECOND, 'known', '2026-01-01')).toEqual(['2026-01 7', '2026-02 8']);
    expect(await tin.asOf(SECOND, 'known', '2026-02-01')).toEqual(['2026-02 8']);
    expect(await tin.asOf(SECOND, 'known', '2026-03-01')).toEqual([]);
  });

  test('two windows on one series give each report once', async () => {
    const windows = [
      { series: tin.key, from: '2026-02-01' },
      { series: tin.key, from: null },
    ];
    expect(await reportsAsOf(db, DEAL, windows, 'known', SECOND)).toHaveLength(2);
  });

  test('another deal, another series and no window at all give nothing', async () => {
    expect(await reportsAsOf(db, 'other-deal', [{ series: tin.key, from: null }], 'known', SECOND)).toEqual([]);
    expect(await reportsAsOf(db, DEAL, [{ series: 'no-such-series', from: null }], 'known', SECOND)).toEqual([]);
    expect(await reportsAsOf(db, DEAL, [], 'known', SECOND)).toEqual([]);
  });

  test('a report comes with all that is needed to find it again', async () => {
    const [row] = await reportsAsOf(db, DEAL, [{ series: tin.key, from: null }], 'known', SECOND);
    expect(row).toEqual({
      vintage: expect.stringMatching(/^\d+$/),
      series: tin.key,
      period: '2026-01',
      unit: 't',
      value: '7',
      status: 'reported',
      reportedBy: 'Ledger',
      superseded: null,
      note: null,
      publishedAt: null,
      knownFrom: SECOND,
      document: tin.sha256,
      locator: '#cell=2,3',
    });
    expect(await vintagesById(db, [row!.vintage, row!.vintage])).toEqual([row]);
  });

  test('the newest period comes first where vintages are read by their ids', async () => {
    const ids = (await reportsAsOf(db, DEAL, [{ series: tin.key, from: null }], 'known', SECOND)).map(
      (row) => row.vintage,
    );
    expect((await vintagesById(db, ids)).map(({ period }) => period)).toEqual(['2026-02', '2026-01']);
    expect(await vintagesById(db, [])).toEqual([]);
  });
});

describe('what was published by an instant', () => {
  const published = (value: string, at: string) => tin.of('2024', value, { publishedAt: instant(at) });

  test('a history that was filled in later is judged by the dates of its publisher', async () => {
    await tin.put(FIRST, published('19084528.174', '2025-04-07T10:12:46Z'));
    await tin.put(SECOND, published('16344687', '2025-07-04T18:20:18Z'));
    expect(await tin.asOf(instant('2025-04-07T10:12:45Z'), 'published')).toEqual([]);
    expect(await tin.asOf(instant('2025-04-07T10:12:46Z'), 'published')).toEqual(['2024 19084528.174']);
    expect(await tin.asOf(instant('2025-12-31T00:00:00Z'), 'published')).toEqual(['2024 16344687']);
    expect(await tin.asOf(instant('2025-12-31T00:00:00Z'), 'known')).toEqual([]);
  });

  test('a vintage without a date counts as published when it became known', async () => {
    await tin.put(FIRST, tin.of('2024', '5'));
    expect(await tin.asOf(FIRST.subtract({ seconds: 1 }), 'published')).toEqual([]);
    expect(await tin.asOf(FIRST, 'published')).toEqual(['2024 5']);
  });

  test('a vintage that became known later stands, whatever earlier date it states, over one without a date', async () => {
    await tin.put(FIRST, tin.of('2024', '5'));
    await tin.put(SECOND, published('6', '2025-07-04T00:00:00Z'));
    expect(await tin.asOf(instant('2025-07-04T00:00:00Z'), 'published')).toEqual(['2024 6']);
    expect(await tin.asOf(FIRST, 'published')).toEqual(['2024 6']);
    expect(await tin.asOf(THIRD, 'published')).toEqual(['2024 6']);
    expect(await tin.asOf(FIRST)).toEqual(['2024 5']);
  });

  test('a revision without a date stands from when it became known, and what it revised until then', async () => {
    await tin.put(FIRST, published('5', '2025-07-04T00:00:00Z'));
    await tin.put(SECOND, tin.of('2024', '6'));
    expect(await tin.asOf(SECOND.subtract({ microseconds: 1 }), 'published')).toEqual(['2024 5']);
    expect(await tin.asOf(SECOND, 'published')).toEqual(['2024 6']);
  });

  test('of two vintages of one date of publication the one that was stored later stands', async () => {
    await tin.put(FIRST, published('5', '2025-07-04T00:00:00Z'));
    await tin.put(SECOND, published('6', '2025-07-04T00:00:00Z'));
    expect(await tin.asOf(THIRD, 'published')).toEqual(['2024 6']);
  });
});

describe('how far a source has got', () => {
  test('is the newest period that each of its series has, and nothing while one of them has none', async () => {
    const source = { deal: 'watermark', source: 'customs' };
    const ids = await syncSeries(
      db,
      source.deal,
      ['a', 'b'].map((id) => seriesRecord(id, { source: source.source })),
    );
    const mark = () => sourceWatermark(db, source.deal, source.source);
    expect(await mark()).toBeNull();
    await write(
      db,
      [figure(ids.get('a')!, tin.sha256, '2026-05', '1'), figure(ids.get('a')!, tin.sha256, '2026-07', '1')],
      FIRST,
    );
    expect(await mark()).toBeNull();
    await write(db, [figure(ids.get('b')!, tin.sha256, '2026-06', null)], FIRST);
    expect(await mark()).toBe('2026-06-01');
    expect(await sourceWatermark(db, source.deal, 'no-such-source')).toBeNull();
  });
});
