import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../config/vocabulary/evidence.ts';
import { syncSeries } from '../../../db/series.ts';
import { type NewObservation, reportsAsOf, sourceWatermark, vintagesById } from '../../../db/vintages.ts';
import { testDatabase } from '../../support/database.ts';
import { addDocument, addSeries, DEAL, figure, instant, seriesRecord, write } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const sha256 = await addDocument(db);
let count = 0;
let tin: number;
let key: string;
beforeEach(async () => {
  key = `tin-${(count += 1)}`;
  tin = (await addSeries(db, key)).get(key)!;
});

const of = (period: string, value: string | null, more: Partial<NewObservation> = {}) =>
  figure(tin, sha256, period, value, more);
const [FIRST, SECOND, THIRD] = ['2026-11-01T06:00:00Z', '2026-11-02T06:00:00Z', '2026-11-03T06:00:00Z'].map(instant);
const put = (at: Temporal.Instant, ...figures: NewObservation[]) => write(db, figures, at);

async function asOf(at: Temporal.Instant, clock: Clock = 'known', from: string | null = null) {
  const rows = await reportsAsOf(db, DEAL, [{ series: key, from }], clock, at);
  return rows.map(({ period, value, status }) => `${period} ${value ?? status}`);
}

/** Every vintage of the series by its id, with the instants between which it was what was known. */
async function history() {
  const { rows } = await sql<{ said: string; from: string; to: string }>`
    select concat_ws(' ', period, coalesce(value::text, status)) as said,
      to_char(known_from at time zone 'UTC', 'MM-DD HH24:MI:SS.US') as from,
      case when known_to = 'infinity' then 'now' else to_char(known_to at time zone 'UTC', 'MM-DD HH24:MI:SS.US') end as to
    from vintage where series_id = ${tin} order by id`.execute(db);
  return rows.map(({ said, from, to }) => `${said}: ${from} - ${to}`);
}

describe('what is written', () => {
  test('a figure of which nothing was known is added', async () => {
    expect(await put(FIRST!, of('2026-01', '5'))).toEqual({ added: 1, revised: 0, seriesIds: [tin] });
    expect(await asOf(FIRST!)).toEqual(['2026-01 5']);
  });

  test('nothing at all writes nothing', async () => {
    expect(await put(FIRST!)).toEqual({ added: 0, revised: 0, seriesIds: [] });
  });

  test('the same figure again writes nothing, in whatever document and place it stands', async () => {
    await put(FIRST!, of('2026-01', '5'));
    const other = await addDocument(db, 'another page');
    const again = of('2026-01', '5', { sha256: other, locator: '#cell=9,9', note: 'seen again' });
    expect(await put(SECOND!, again)).toEqual({ added: 0, revised: 0, seriesIds: [] });
    expect(await history()).toHaveLength(1);
  });

  test.each([
    ['5', '5.0'],
    ['5.00', '5'],
    ['0', '0.000'],
    ['1000', '1e3'],
    ['-0.5', '-.50'],
  ])('%s and %s are one number: no vintage is written', async (before, after) => {
    await put(FIRST!, of('2026-01', before));
    expect((await put(SECOND!, of('2026-01', after))).revised).toBe(0);
  });

  test('the last digit of a long figure counts', async () => {
    await put(FIRST!, of('2026-01', '9007199254740993.000000000000000001'));
    expect(await put(SECOND!, of('2026-01', '9007199254740993.000000000000000002'))).toMatchObject({ revised: 1 });
    expect(await asOf(SECOND!)).toEqual(['2026-01 9007199254740993.000000000000000002']);
  });

  test('a revised figure ends the vintage before it, which stays, and begins where that one ends', async () => {
    await put(FIRST!, of('2026-01', '5'), of('2026-02', '6'));
    expect(await put(SECOND!, of('2026-01', '7'), of('2026-02', '6'))).toEqual({
      added: 0,
      revised: 1,
      seriesIds: [tin],
    });
    expect(await history()).toEqual([
      '2026-01 5: 11-01 06:00:00.000000 - 11-02 06:00:00.000000',
      '2026-02 6: 11-01 06:00:00.000000 - now',
      '2026-01 7: 11-02 06:00:00.000000 - now',
    ]);
  });

  test('a figure that is only firmer than before is a new vintage', async () => {
    await put(FIRST!, of('2026-01', '5', { status: 'provisional' }));
    expect(await put(SECOND!, of('2026-01', '5'))).toMatchObject({ added: 0, revised: 1 });
  });

  test('zero and missing are two things, and each is news after the other', async () => {
    await put(FIRST!, of('2026-01', '0'));
    expect(await put(SECOND!, of('2026-01', null))).toMatchObject({ revised: 1 });
    expect(await asOf(SECOND!)).toEqual(['2026-01 missing']);
    expect(await put(THIRD!, of('2026-01', '0'))).toMatchObject({ revised: 1 });
    expect(await asOf(THIRD!)).toEqual(['2026-01 0']);
  });

  test('missing and suppressed are two things too', async () => {
    await put(FIRST!, of('2026-01', null));
    expect(await put(SECOND!, of('2026-01', null))).toMatchObject({ revised: 0 });
    expect(await put(SECOND!, of('2026-01', null, { status: 'suppressed' }))).toMatchObject({ revised: 1 });
  });

  test('a report that steps back for another one is a new vintage, and so is the reason', async () => {
    await put(FIRST!, of('2026-01', '5'));
    expect(await put(SECOND!, of('2026-01', '5', { superseded: 'misread' }))).toMatchObject({ revised: 1 });
    expect(await put(SECOND!, of('2026-01', '5', { superseded: 'misread' }))).toMatchObject({ revised: 0 });
    expect(await put(THIRD!, of('2026-01', '5', { superseded: 'withdrawn' }))).toMatchObject({ revised: 1 });
  });

  test('two reporters of one figure are kept side by side, and revised each by itself', async () => {
    const by = (reportedBy: string, value: string) => of('2026-01', value, { reportedBy });
    await put(FIRST!, by('Reuters', '5'), by('Bernama', '6'));
    expect(await put(SECOND!, by('Bernama', '7'))).toMatchObject({ added: 0, revised: 1 });
    expect(await asOf(SECOND!)).toEqual(['2026-01 7', '2026-01 5']);
  });

  test('a figure that comes back to what it once was is revised twice', async () => {
    await put(FIRST!, of('2026-01', '5'));
    await put(SECOND!, of('2026-01', '6'));
    await put(THIRD!, of('2026-01', '5'));
    expect((await history()).map((line) => line.slice(0, 9))).toEqual(['2026-01 5', '2026-01 6', '2026-01 5']);
  });

  test('texts are kept to the letter', async () => {
    const text = `it's "so", {a,b}, \\N, \n\t NULL, é 税 ${'x'.repeat(5000)}`;
    await put(FIRST!, of('2026-01', '5', { note: text, reportedBy: text.slice(0, 40), locator: text }));
    const [row] = await reportsAsOf(db, DEAL, [{ series: key, from: null }], 'known', FIRST!);
    expect([row!.note, row!.reportedBy, row!.locator]).toEqual([text, text.slice(0, 40), text]);
  });

  test('the order of the rows does not matter, months that start together included', async () => {
    const rows = ['2026-01', '2026', '2026-01/2026-04', '2025-12', '2026-Q1'].map((period) => of(period, '5'));
    await put(FIRST!, ...rows);
    const [first, own] = [await history(), key];
    key = `${own}-again`;
    tin = (await addSeries(db, key)).get(key)!;
    await put(FIRST!, ...rows.toReversed().map((row) => ({ ...row, seriesId: tin })));
    expect(await history()).toEqual(first);
  });
});

describe('what is refused, whole', () => {
  test('a figure that is in the list twice: nobody knows which one is meant', async () => {
    await expect(put(FIRST!, of('2026-02', '1'), of('2026-01', '5'), of('2026-01', '6'))).rejects.toThrow(
      /duplicate key|could not create unique/,
    );
    expect(await history()).toEqual([]);
  });

  test.each([
    ['a value that is said to be missing', () => of('2026-01', '5', { status: 'missing' as const })],
    ['no value, and not a word of it', () => of('2026-01', null, { status: 'reported' as const })],
    ['a figure without its document', () => of('2026-01', '5', { sha256: '0'.repeat(64) })],
    ['no number', () => of('2026-01', 'NaN')],
    ['more than any number', () => of('2026-01', 'Infinity')],
  ])('%s', async (_what, bad) => {
    await expect(put(FIRST!, of('2026-02', '1'), bad())).rejects.toThrow(/violates|invalid/);
    expect(await history()).toEqual([]);
  });
});

describe('what was known at an instant', () => {
  beforeEach(async () => {
    await put(FIRST!, of('2026-01', '5'));
    await put(SECOND!, of('2026-01', '7'), of('2026-02', '8'));
  });

  test('before the first vintage there was nothing', async () => {
    expect(await asOf(FIRST!.subtract({ microseconds: 1 }))).toEqual([]);
  });

  test('a vintage is known from its own instant on', async () => {
    expect(await asOf(FIRST!)).toEqual(['2026-01 5']);
  });

  test('at the instant of a revision the new vintage stands, and an instant before it the old one', async () => {
    expect(await asOf(SECOND!.subtract({ microseconds: 1 }))).toEqual(['2026-01 5']);
    expect(await asOf(SECOND!)).toEqual(['2026-01 7', '2026-02 8']);
  });

  test('a window leaves out the periods that began before it', async () => {
    expect(await asOf(SECOND!, 'known', '2026-01-01')).toEqual(['2026-01 7', '2026-02 8']);
    expect(await asOf(SECOND!, 'known', '2026-02-01')).toEqual(['2026-02 8']);
    expect(await asOf(SECOND!, 'known', '2026-03-01')).toEqual([]);
  });

  test('two windows on one series give each report once', async () => {
    const windows = [
      { series: key, from: '2026-02-01' },
      { series: key, from: null },
    ];
    expect(await reportsAsOf(db, DEAL, windows, 'known', SECOND!)).toHaveLength(2);
  });

  test('another deal, another series and no window at all give nothing', async () => {
    expect(await reportsAsOf(db, 'other-deal', [{ series: key, from: null }], 'known', SECOND!)).toEqual([]);
    expect(await reportsAsOf(db, DEAL, [{ series: 'no-such-series', from: null }], 'known', SECOND!)).toEqual([]);
    expect(await reportsAsOf(db, DEAL, [], 'known', SECOND!)).toEqual([]);
  });

  test('a report comes with all that is needed to find it again', async () => {
    const [row] = await reportsAsOf(db, DEAL, [{ series: key, from: null }], 'known', SECOND!);
    expect(row).toEqual({
      vintage: expect.stringMatching(/^\d+$/),
      series: key,
      period: '2026-01',
      unit: 't',
      value: '7',
      status: 'reported',
      reportedBy: 'Ledger',
      superseded: null,
      note: null,
      publishedAt: null,
      knownFrom: SECOND,
      document: sha256,
      locator: '#cell=2,3',
    });
    expect(await vintagesById(db, [row!.vintage, row!.vintage])).toEqual([row]);
  });

  test('the newest period comes first where vintages are read by their ids', async () => {
    const ids = (await reportsAsOf(db, DEAL, [{ series: key, from: null }], 'known', SECOND!)).map(
      (row) => row.vintage,
    );
    expect((await vintagesById(db, ids)).map(({ period }) => period)).toEqual(['2026-02', '2026-01']);
    expect(await vintagesById(db, [])).toEqual([]);
  });
});

describe('what was published by an instant', () => {
  const published = (value: string, at: string) => of('2024', value, { publishedAt: instant(at) });

  test('a history that was filled in later is judged by the dates of its publisher', async () => {
    await put(FIRST!, published('19084528.174', '2025-04-07T10:12:46Z'));
    await put(SECOND!, published('16344687', '2025-07-04T18:20:18Z'));
    expect(await asOf(instant('2025-04-07T10:12:45Z'), 'published')).toEqual([]);
    expect(await asOf(instant('2025-04-07T10:12:46Z'), 'published')).toEqual(['2024 19084528.174']);
    expect(await asOf(instant('2025-12-31T00:00:00Z'), 'published')).toEqual(['2024 16344687']);
    expect(await asOf(instant('2025-12-31T00:00:00Z'), 'known')).toEqual([]);
  });

  test('a vintage without a date counts as published when it became known', async () => {
    await put(FIRST!, of('2024', '5'));
    expect(await asOf(FIRST!.subtract({ seconds: 1 }), 'published')).toEqual([]);
    expect(await asOf(FIRST!, 'published')).toEqual(['2024 5']);
  });

  test('of two vintages of one date of publication the one that was stored later stands', async () => {
    await put(FIRST!, published('5', '2025-07-04T00:00:00Z'));
    await put(SECOND!, published('6', '2025-07-04T00:00:00Z'));
    expect(await asOf(THIRD!, 'published')).toEqual(['2024 6']);
  });
});

describe('clocks and processes', () => {
  test('a clock that goes back makes no vintage that was never known, and loses none', async () => {
    await put(SECOND!, of('2026-01', '5'));
    await put(FIRST!, of('2026-01', '6'));
    await put(FIRST!, of('2026-01', '7'));
    expect(await history()).toEqual([
      '2026-01 5: 11-02 06:00:00.000000 - 11-02 06:00:00.000001',
      '2026-01 6: 11-02 06:00:00.000001 - 11-02 06:00:00.000002',
      '2026-01 7: 11-02 06:00:00.000002 - now',
    ]);
  });

  test('two revisions within one microsecond are two vintages', async () => {
    for (const value of ['5', '6', '7']) await put(FIRST!.add({ nanoseconds: Number(value) }), of('2026-01', value));
    expect(await history()).toHaveLength(3);
    expect(await asOf(SECOND!)).toEqual(['2026-01 7']);
  });

  test('many writers at once lose nothing, double nothing and leave no gap between vintages', async () => {
    const periods = ['2026-01', '2026-02', '2026-03', '2026-04'];
    const writers = Array.from({ length: 24 }, (_, writer) => writer);
    const written = await Promise.all(
      writers.map((writer) => {
        const rows = [
          ...periods.map((period) => of(period, String(writer))),
          of('2025-12', String(writer), { reportedBy: `writer ${writer}` }),
        ];
        return put(FIRST!.add({ seconds: (writer * 7) % 24 }), ...(writer % 2 === 0 ? rows : rows.toReversed()));
      }),
    );
    const total = written.reduce((sum, { added, revised }) => sum + added + revised, 0);
    expect(total).toBe(writers.length * (periods.length + 1));
    const { rows } = await sql<{ figures: number; current: number; broken: number }>`
      select count(distinct (period, reported_by))::integer as figures,
        (count(*) filter (where known_to = 'infinity'))::integer as current,
        (count(*) filter (where next is not null and next <> known_to))::integer as broken
      from (select *, lead(known_from) over (partition by period, reported_by order by id) as next
        from vintage where series_id = ${tin}) v`.execute(db);
    expect(rows).toEqual([{ figures: 28, current: 28, broken: 0 }]);
  });

  test('writers that touch the same series in any order do not wait for each other for ever', async () => {
    const ids = await addSeries(db, 'lead', 'zinc', 'iron');
    const all = [...ids.values()];
    await Promise.all(
      Array.from({ length: 12 }, (_, writer) => {
        const rows = all.map((id) => figure(id, sha256, '2026-01', String(writer)));
        return write(db, writer % 2 === 0 ? rows : rows.toReversed(), FIRST!);
      }),
    );
  });

  test('each series tells how far it has got, so that an assessment can tell what it has not seen', async () => {
    const mark = () =>
      db.selectFrom('series').select(['lastVintage', 'lastKnown']).where('id', '=', tin).executeTakeFirstOrThrow();
    const newest = () =>
      db
        .selectFrom('vintage')
        .select((eb) => eb.fn.max('id').as('id'))
        .where('seriesId', '=', tin)
        .executeTakeFirstOrThrow();
    expect(await mark()).toEqual({ lastVintage: '0', lastKnown: null });
    await put(SECOND!, of('2026-01', '5'), of('2026-02', '5'));
    expect(await mark()).toEqual({ lastVintage: (await newest()).id, lastKnown: SECOND });
    await put(FIRST!, of('2026-03', '5'));
    expect(await mark()).toEqual({ lastVintage: (await newest()).id, lastKnown: SECOND });
    const before = await mark();
    await put(THIRD!, of('2026-03', '5'));
    expect(await mark()).toEqual(before);
  });

  test('what a transaction gave up was never written', async () => {
    const giveUp = db.transaction().execute(async (trx) => {
      await write(trx, [of('2026-01', '5')], FIRST!);
      throw new Error('given up');
    });
    await expect(giveUp).rejects.toThrow('given up');
    expect(await history()).toEqual([]);
    await put(FIRST!, of('2026-01', '5'));
    expect(await asOf(FIRST!)).toEqual(['2026-01 5']);
  });

  test('one transaction may write twice', async () => {
    await db.transaction().execute(async (trx) => {
      await write(trx, [of('2026-01', '5')], FIRST!);
      await write(trx, [of('2026-01', '6')], FIRST!);
    });
    expect(await asOf(SECOND!)).toEqual(['2026-01 6']);
  });
});

test('a bulk of 20 000 figures is written in one go, and its repetition writes nothing', async () => {
  const first = Temporal.PlainYearMonth.from('2001-01');
  const bulk = Array.from({ length: 20_000 }, (_, index) =>
    of(first.add({ months: index % 200 }).toString(), `${index}.${index}`, {
      reportedBy: `port ${Math.floor(index / 200)}`,
    }),
  );
  expect(await put(FIRST!, ...bulk)).toEqual({ added: 20_000, revised: 0, seriesIds: [tin] });
  expect(await put(SECOND!, ...bulk)).toEqual({ added: 0, revised: 0, seriesIds: [] });
  expect(await put(THIRD!, ...bulk.slice(0, -1), of('2017-08', '1', { reportedBy: 'port 99' }))).toMatchObject({
    added: 0,
    revised: 1,
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
      [figure(ids.get('a')!, sha256, '2026-05', '1'), figure(ids.get('a')!, sha256, '2026-07', '1')],
      FIRST!,
    );
    expect(await mark()).toBeNull();
    await write(db, [figure(ids.get('b')!, sha256, '2026-06', null)], FIRST!);
    expect(await mark()).toBe('2026-06-01');
    expect(await sourceWatermark(db, source.deal, 'no-such-source')).toBeNull();
  });
});
