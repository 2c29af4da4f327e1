import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { DoubledFigureError, writeBulk } from '../../../db/bulk-vintages.ts';
import { catchUpMarks, seriesMarks } from '../../../db/series-marks.ts';
import type { StagedFigure } from '../../../db/vintage-staging.ts';
import { lockSeries, type NewObservation } from '../../../db/vintages.ts';
import { rowsRead } from '../../support/counted.ts';
import { testDatabase } from '../../support/database.ts';
import { FIRST, SECOND, THIRD, type TinSeries, tinSeries } from '../../support/tin-series.ts';
import { DEAL } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let tin: TinSeries;
beforeEach(async () => {
  tin = await tinSeries(db);
});

async function* batches(rows: readonly NewObservation[], size = 2): AsyncGenerator<StagedFigure[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

const { signal } = new AbortController();
const putBulk = (at: Temporal.Instant, ...rows: NewObservation[]) =>
  writeBulk(db, { sha256: tin.sha256, figures: batches(rows), now: () => at }, signal);

describe('a bulk of figures', () => {
  test('is written as figures one by one are', async () => {
    const other = await tinSeries(db);
    const rounds = [
      [tin.of('2026-01', '5'), tin.of('2026-02', '6'), tin.of('2026', null), tin.of('2026-Q1', '0')],
      [tin.of('2026-01', '7'), tin.of('2026-02', '6.0'), tin.of('2026', '1'), tin.of('2026-03', '8')],
      [tin.of('2026-01', '7', { status: 'provisional' }), tin.of('2026-Q1', null, { status: 'suppressed' })],
    ];
    for (const [round, at] of [FIRST, SECOND, THIRD].entries()) {
      const rows = rounds[round]!;
      const single = await other.put(at, ...rows.map((row) => ({ ...row, seriesId: other.id, sha256: other.sha256 })));
      const bulk = await putBulk(at, ...rows);
      expect([bulk.added, bulk.revised, bulk.observations]).toEqual([single.added, single.revised, rows.length]);
    }
    expect(await tin.history()).toEqual(await other.history());
  });

  test('that says the same again writes nothing', async () => {
    const rows = [tin.of('2026-01', '5'), tin.of('2026-02', '6')];
    await putBulk(FIRST, ...rows);
    expect(await putBulk(SECOND, ...rows)).toMatchObject({ added: 0, revised: 0, observations: 2 });
    expect(await tin.history()).toHaveLength(2);
  });

  test('tells which vintages it ended', async () => {
    await putBulk(FIRST, tin.of('2026-01', '5'), tin.of('2026-02', '6'));
    const { ended } = await putBulk(SECOND, tin.of('2026-01', '7'), tin.of('2026-02', '8'));
    const { rows } = await sql<{ id: string }>`
      select id::text from vintage where series_id = ${tin.id} and known_to < 'infinity'
      order by period_start desc`.execute(db);
    expect(ended).toEqual(rows.map(({ id }) => id));
  });

  test('keeps texts to the letter', async () => {
    const text = String.raw`it's "so", {a,b}, \N, \. ` + '\n\r\t NULL, é 税';
    await putBulk(FIRST, tin.of('2026-01', '5', { note: text, reportedBy: text, superseded: text, locator: text }));
    const row = await db
      .selectFrom('vintage')
      .select(['note', 'reportedBy', 'superseded', 'locator'])
      .where('seriesId', '=', tin.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ note: text, reportedBy: text, superseded: text, locator: text });
  });

  test('of nothing writes nothing', async () => {
    expect(await putBulk(FIRST)).toMatchObject({ added: 0, revised: 0, observations: 0 });
  });
});

describe('a bulk is refused whole', () => {
  test('when a figure is in it twice, however far apart, and both places are named', async () => {
    const rows = [
      tin.of('2026-01', '5', { locator: '#gzip;cell=2,26' }),
      tin.of('2026-02', '6'),
      tin.of('2026-03', '7'),
      tin.of('2026-01', '5', { locator: '#gzip;cell=900,26' }),
    ];
    await expect(putBulk(FIRST, ...rows)).rejects.toThrow(
      new DoubledFigureError({ seriesId: tin.id, period: '2026-01', places: ['#gzip;cell=2,26', '#gzip;cell=900,26'] }),
    );
    expect(await tin.history()).toEqual([]);
  });

  test('when reading fails after some of it', async () => {
    async function* broken(): AsyncGenerator<StagedFigure[]> {
      yield [tin.of('2026-01', '5')];
      throw new Error('the file is cut off');
    }
    const writing = writeBulk(db, { sha256: tin.sha256, figures: broken(), now: () => FIRST }, signal);
    await expect(writing).rejects.toThrow('the file is cut off');
    expect(await tin.history()).toEqual([]);
    expect(await putBulk(SECOND, tin.of('2026-01', '5'))).toMatchObject({ added: 1 });
  });

  test('when the caller gives up in the middle', async () => {
    const stop = new AbortController();
    async function* slow(): AsyncGenerator<StagedFigure[]> {
      yield [tin.of('2026-01', '5')];
      stop.abort(new Error('shutting down'));
      yield [tin.of('2026-02', '6')];
    }
    const writing = writeBulk(db, { sha256: tin.sha256, figures: slow(), now: () => FIRST }, stop.signal);
    await expect(writing).rejects.toThrow(/abort|shutting down/i);
    expect(await tin.history()).toEqual([]);
  });

  test('when its document is not stored, or a series does not exist', async () => {
    const bulk = { sha256: '0'.repeat(64), figures: batches([tin.of('2026-01', '5')]), now: () => FIRST };
    await expect(writeBulk(db, bulk, signal)).rejects.toThrow(/violates its reference to a document/);
    await expect(putBulk(FIRST, tin.of('2026-01', '5', { seriesId: 2_000_000_000 }))).rejects.toThrow(
      /violates its reference to a series/,
    );
    expect(await tin.history()).toEqual([]);
  });

  test('when it is asked for inside another transaction', async () => {
    await expect(
      db
        .transaction()
        .execute((trx) => writeBulk(trx, { sha256: tin.sha256, figures: batches([]), now: () => FIRST }, signal)),
    ).rejects.toThrow('not a transaction');
  });
});

describe('very many series at once', () => {
  const COUNT = 10_050;

  async function manySeries(): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      insert into series (deal, key, source, title, frequency, unit, evidence, dimensions)
      select ${DEAL}, ${tin.key} || n, 'bulk', 'many', 'month', 't', '{official}', '{}' from generate_series(1, ${COUNT}) n
      returning id`.execute(db);
    return rows.map(({ id }) => id);
  }
  const marksOf = async (key: string) => (await seriesMarks(db, DEAL, [key]))[0];
  const newest = async (seriesId: number) => {
    const row = await db
      .selectFrom('vintage')
      .select((eb) => [eb.fn.max('id').as('lastVintage'), eb.fn.max('knownFrom').as('lastKnown')])
      .where('seriesId', '=', seriesId)
      .executeTakeFirstOrThrow();
    return row;
  };

  test('each tells how far it has got, as it does after a few figures', async () => {
    const ids = await manySeries();
    await tin.put(FIRST, tin.of('2026-01', '1'));
    const before = await marksOf(tin.key);
    const figures = ids.map((seriesId) => tin.of('2026-01', '5', { seriesId }));
    expect(await putBulk(SECOND, ...figures)).toMatchObject({ added: COUNT });
    expect(await marksOf(`${tin.key}7`)).toMatchObject(await newest(ids[6]!));
    expect(await marksOf(tin.key)).toEqual(before);
    await tin.put(THIRD, tin.of('2026-01', '6', { seriesId: ids[6]! }));
    expect(await marksOf(`${tin.key}7`)).toMatchObject(await newest(ids[6]!));
  });

  test('how far they have got is looked up once, and from then on told without a look at any figure', async () => {
    const ids = await manySeries();
    await tin.put(FIRST, tin.of('2026-01', '1'));
    await putBulk(SECOND, ...ids.map((seriesId) => tin.of('2026-01', '5', { seriesId })));
    const keys = [tin.key, ...ids.map((_, index) => `${tin.key}${index + 1}`)];
    const marks = () => seriesMarks(db, DEAL, keys).then((all) => all.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
    const readForMarks = () => rowsRead(database.url, 'vintage', (one) => seriesMarks(one, DEAL, keys));
    const before = await marks();
    expect(await readForMarks()).toBeGreaterThan(0);

    const { promise: free, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: held, resolve: isHeld } = Promise.withResolvers<void>();
    const writing = db.transaction().execute(async (trx) => {
      await lockSeries(trx, [ids[6]!]);
      isHeld();
      await free;
    });
    await held;
    await catchUpMarks(db, DEAL, keys);
    expect(await readForMarks()).toBe(1);
    letGo();
    await writing;

    await catchUpMarks(db, DEAL, keys);
    expect(await readForMarks()).toBe(0);
    expect(await marks()).toEqual(before);
    await tin.put(THIRD, tin.of('2026-01', '6', { seriesId: ids[6]! }));
    expect(await marksOf(`${tin.key}7`)).toMatchObject(await newest(ids[6]!));
  });

  test('they are compared a piece at a time, and written all or none', async () => {
    const ids = await manySeries();
    const months = ['01', '02', '03', '04', '05', '06'].map((month) => `2026-${month}`);
    const figures = months.flatMap((month) => ids.map((seriesId) => tin.of(month, '5', { seriesId })));
    const put = (at: Temporal.Instant, ...rows: NewObservation[]) =>
      writeBulk(db, { sha256: tin.sha256, figures: batches(rows, 1000), now: () => at }, signal);
    const stored = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from vintage where series_id = any(${ids}::integer[])`.execute(db);
      return rows[0]!.count;
    };
    const again = tin.of('2026-01', '6', { seriesId: ids[0]!, locator: '#gzip;cell=99999,26' });
    await expect(put(FIRST, ...figures, again)).rejects.toMatchObject({
      figure: { seriesId: ids[0], places: ['#cell=2,3', '#gzip;cell=99999,26'] },
    });
    await expect(put(FIRST, ...figures, tin.of('2026-07', 'no number', { seriesId: ids[0]! }))).rejects.toThrow(
      /numeric/,
    );
    expect(await stored()).toBe(0);
    expect(await put(FIRST, ...figures)).toMatchObject({ added: figures.length, observations: figures.length });
    expect(await put(SECOND, ...figures.toReversed())).toMatchObject({ added: 0, revised: 0 });
    expect(await put(SECOND, ...figures.with(7, { ...figures[7]!, value: '8' }))).toMatchObject({
      added: 0,
      revised: 1,
    });
    expect(await stored()).toBe(figures.length + 1);
  });

  test('they are written while others write few of them, and each figure has one current vintage', async () => {
    const ids = await manySeries();
    const figures = (value: string) => ids.map((seriesId) => tin.of('2026-01', value, { seriesId }));
    await Promise.all([
      putBulk(FIRST, ...figures('1')),
      ...Array.from({ length: 6 }, (_, writer) => tin.put(SECOND, ...figures(String(writer + 2)).slice(0, 40))),
      putBulk(FIRST, ...figures('9')),
    ]);
    const { rows } = await sql<{ current: number; figures: number; broken: number }>`
      select (count(*) filter (where known_to = 'infinity'))::integer as current,
        count(distinct series_id)::integer as figures,
        (count(*) filter (where next is not null and next <> known_to))::integer as broken
      from (select *, lead(known_from) over (partition by series_id order by id) as next from vintage
        where series_id = any(${ids}::integer[])) v`.execute(db);
    expect(rows).toEqual([{ current: COUNT, figures: COUNT, broken: 0 }]);
  });
});

describe('what vintages refer to', () => {
  test('a series or a document with vintages is not taken away from under them', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'));
    await expect(db.deleteFrom('series').where('id', '=', tin.id).execute()).rejects.toThrow(/vintages refer/);
    await sql`delete from answer where sha256 = ${tin.sha256}`.execute(db);
    await expect(db.deleteFrom('document').where('sha256', '=', tin.sha256).execute()).rejects.toThrow(
      /vintages refer/,
    );
  });

  test('a series without any may go', async () => {
    await db.deleteFrom('series').where('id', '=', tin.id).execute();
    await expect(tin.put(FIRST, tin.of('2026-01', '5'))).rejects.toThrow(/violates its reference to a series/);
  });

  test('a vintage keeps its series and its document', async () => {
    await tin.put(FIRST, tin.of('2026-01', '5'));
    const other = await tinSeries(db);
    await expect(
      db.updateTable('vintage').set({ seriesId: other.id }).where('seriesId', '=', tin.id).execute(),
    ).rejects.toThrow('never change');
  });
});
