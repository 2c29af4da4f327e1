import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { FIRST, SECOND, THIRD, type TinSeries, tinSeries } from '../../support/tin-series.ts';
import { addSeries, figure, write } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let tin: TinSeries;
beforeEach(async () => {
  tin = await tinSeries(db);
});

describe('clocks and processes', () => {
  test('a clock that goes back makes no vintage that was never known, and loses none', async () => {
    await tin.put(SECOND, tin.of('2026-01', '5'));
    await tin.put(FIRST, tin.of('2026-01', '6'));
    await tin.put(FIRST, tin.of('2026-01', '7'));
    expect(await tin.history()).toEqual([
      '2026-01 5: 11-02 06:00:00.000000 - 11-02 06:00:00.000001',
      '2026-01 6: 11-02 06:00:00.000001 - 11-02 06:00:00.000002',
      '2026-01 7: 11-02 06:00:00.000002 - now',
    ]);
  });

  test('two revisions within one microsecond are two vintages', async () => {
    for (const value of ['5', '6', '7'])
      await tin.put(FIRST.add({ nanoseconds: Number(value) }), tin.of('2026-01', value));
    expect(await tin.history()).toHaveLength(3);
    expect(await tin.asOf(SECOND)).toEqual(['2026-01 7']);
  });

  test('many writers at once lose nothing, double nothing and leave no gap between vintages', async () => {
    const periods = ['2026-01', '2026-02', '2026-03', '2026-04'];
    const writers = Array.from({ length: 24 }, (_, writer) => writer);
    const written = await Promise.all(
      writers.map((writer) => {
        const rows = [
          ...periods.map((period) => tin.of(period, String(writer))),
          tin.of('2025-12', String(writer), { reportedBy: `writer ${writer}` }),
        ];
        return tin.put(FIRST.add({ seconds: (writer * 7) % 24 }), ...(writer % 2 === 0 ? rows : rows.toReversed()));
      }),
    );
    const total = written.reduce((sum, { added, revised }) => sum + added + revised, 0);
    expect(total).toBe(writers.length * (periods.length + 1));
    const { rows } = await sql<{ figures: number; current: number; broken: number }>`
      select count(distinct (period, reported_by))::integer as figures,
        (count(*) filter (where known_to = 'infinity'))::integer as current,
        (count(*) filter (where next is not null and next <> known_to))::integer as broken
      from (select *, lead(known_from) over (partition by period, reported_by order by id) as next
        from vintage where series_id = ${tin.id}) v`.execute(db);
    expect(rows).toEqual([{ figures: 28, current: 28, broken: 0 }]);
  });

  test('writers that touch the same series in any order do not wait for each other for ever', async () => {
    const ids = await addSeries(db, 'lead', 'zinc', 'iron');
    const all = [...ids.values()];
    const written = await Promise.all(
      Array.from({ length: 12 }, (_, writer) => {
        // Unlike all that the tests above wrote of these series: whoever comes first would have nothing to change.
        const rows = all.map((id) => figure(id, tin.sha256, '2026-01', String(1000 + writer)));
        return write(db, writer % 2 === 0 ? rows : rows.toReversed(), FIRST);
      }),
    );
    expect(written.map(({ added, revised }) => added + revised)).toEqual(written.map(() => all.length));
  });

  test('each series tells how far it has got, so that an assessment can tell what it has not seen', async () => {
    const mark = () =>
      db.selectFrom('series').select(['lastVintage', 'lastKnown']).where('id', '=', tin.id).executeTakeFirstOrThrow();
    const newest = () =>
      db
        .selectFrom('vintage')
        .select((eb) => eb.fn.max('id').as('id'))
        .where('seriesId', '=', tin.id)
        .executeTakeFirstOrThrow();
    expect(await mark()).toEqual({ lastVintage: '0', lastKnown: null });
    await tin.put(SECOND, tin.of('2026-01', '5'), tin.of('2026-02', '5'));
    expect(await mark()).toEqual({ lastVintage: (await newest()).id, lastKnown: SECOND });
    await tin.put(FIRST, tin.of('2026-03', '5'));
    expect(await mark()).toEqual({ lastVintage: (await newest()).id, lastKnown: SECOND });
    const before = await mark();
    await tin.put(THIRD, tin.of('2026-03', '5'));
    expect(await mark()).toEqual(before);
  });

  test('what a transaction gave up was never written', async () => {
    const giveUp = db.transaction().execute(async (trx) => {
      await write(trx, [tin.of('2026-01', '5')], FIRST);
      throw new Error('given up');
    });
    await expect(giveUp).rejects.toThrow('given up');
    expect(await tin.history()).toEqual([]);
    await tin.put(FIRST, tin.of('2026-01', '5'));
    expect(await tin.asOf(FIRST)).toEqual(['2026-01 5']);
  });

  test('one transaction may write twice', async () => {
    await db.transaction().execute(async (trx) => {
      await write(trx, [tin.of('2026-01', '5')], FIRST);
      await write(trx, [tin.of('2026-01', '6')], FIRST);
    });
    expect(await tin.asOf(SECOND)).toEqual(['2026-01 6']);
  });
});

test('a bulk of 20 000 figures is written in one go, and its repetition writes nothing', async () => {
  const first = Temporal.PlainYearMonth.from('2001-01');
  const bulk = Array.from({ length: 20_000 }, (_, index) =>
    tin.of(first.add({ months: index % 200 }).toString(), `${index}.${index}`, {
      reportedBy: `port ${Math.floor(index / 200)}`,
    }),
  );
  expect(await tin.put(FIRST, ...bulk)).toEqual({ added: 20_000, revised: 0, seriesIds: [tin.id], ended: [] });
  expect(await tin.put(SECOND, ...bulk)).toEqual({ added: 0, revised: 0, seriesIds: [], ended: [] });
  expect(await tin.put(THIRD, ...bulk.slice(0, -1), tin.of('2017-08', '1', { reportedBy: 'port 99' }))).toMatchObject({
    added: 0,
    revised: 1,
  });
});
