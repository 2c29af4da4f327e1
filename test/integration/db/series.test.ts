import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../config/config-error.ts';
import { seriesMarks } from '../../../db/series-marks.ts';
import { lastReleaseBy, type SeriesRecord, sourceCoverage, syncSeries } from '../../../db/series.ts';
import { testDatabase } from '../../support/database.ts';
import { addDocument, figure, instant, seriesRecord, write } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const AT = instant('2026-11-01T06:00:00Z');
const sha256 = await addDocument(db);
let count = 0;
let deal: string;
beforeEach(() => {
  deal = `deal-${(count += 1)}`;
});

const sync = (...records: SeriesRecord[]) => syncSeries(db, deal, records);
const stored = () =>
  db
    .selectFrom('series')
    .select([
      'key',
      'source',
      'title',
      'frequency',
      'unit',
      'evidence',
      'dimensions',
      sql<string>`xmin::text`.as('row'),
    ])
    .where('deal', '=', deal)
    .orderBy('id')
    .execute();

describe('the series of a deal file', () => {
  const tin = seriesRecord('tin', { evidence: ['mirror', 'proxy'], dimensions: { partner: 'MYS', Flow_x: 'import' } });

  test('are stored as the file says, and keep their ids for ever', async () => {
    const ids = await sync(tin, seriesRecord('zinc'));
    expect([...ids.keys()]).toEqual(['tin', 'zinc']);
    expect(await sync(seriesRecord('zinc'), tin)).toEqual(ids);
    const [row] = await stored();
    expect(row).toMatchObject({ ...tin, evidence: ['mirror', 'proxy'] });
  });

  test('are not touched by a start that changes nothing', async () => {
    await sync(tin);
    const before = await stored();
    await sync(tin);
    expect(await stored()).toEqual(before);
  });

  test.each([
    { title: 'Tin, refined' },
    { source: 'another' },
    { evidence: ['official'] as const },
    { dimensions: { partner: 'THA' } },
    { unit: 'kg' },
    { frequency: 'year' as const },
  ])('say what the file says after an edit of %j', async (edit) => {
    const ids = await sync(tin);
    expect(await sync({ ...tin, ...edit })).toEqual(ids);
    expect(await stored()).toMatchObject([edit]);
  });

  test('are those of one deal: the same id in another is another series', async () => {
    const own = (await sync(tin)).get('tin');
    const other = (await syncSeries(db, `${deal}-other`, [tin])).get('tin');
    expect(other).not.toBe(own);
  });

  test('that left the file keep their figures and their ids', async () => {
    const ids = await sync(tin, seriesRecord('zinc'));
    expect((await sync(tin)).get('zinc')).toBe(ids.get('zinc'));
  });

  test('may be none', async () => {
    expect(await sync()).toEqual(new Map());
  });

  test('are stored once by processes that start at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => sync(tin, seriesRecord('zinc'), seriesRecord('iron'))),
    );
    expect(new Set(all.map((ids) => JSON.stringify([...ids].toSorted()))).size).toBe(1);
    expect(await stored()).toHaveLength(3);
  });
});

describe('a series that has figures', () => {
  const withFigures = async () => {
    const id = (await sync(seriesRecord('tin'))).get('tin')!;
    await write(db, [figure(id, sha256, '2026-01', '5')], AT);
  };

  test.each([
    [{ unit: 'kg' }, 'unit is t in the database and kg in the deal file'],
    [{ frequency: 'year' as const }, 'frequency is month in the database and year in the deal file'],
  ])('cannot change its unit or frequency: what is stored would mean something else (%j)', async (edit, said) => {
    await withFigures();
    const before = await stored();
    const refused = sync(seriesRecord('zinc'), seriesRecord('tin', edit));
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(
      `series.tin: it has figures, and its ${said}: give the new series an id of its own`,
    );
    expect(await stored()).toEqual(before);
  });

  test('can state its basis where it stated none, and from then on neither change nor lose it', async () => {
    await withFigures();
    await sync(seriesRecord('tin', { basis: 'gross-weight' }));
    const said = 'series.tin: it has figures, and its basis is gross-weight in the database and';
    await expect(sync(seriesRecord('tin', { basis: 'reo-content' }))).rejects.toThrow(`${said} reo-content`);
    await expect(sync(seriesRecord('tin'))).rejects.toThrow(`${said} not stated`);
    await sync(seriesRecord('tin', { basis: 'gross-weight' }));
  });

  test('can change its title, its source and what it is evidence of', async () => {
    await withFigures();
    await sync(seriesRecord('tin', { title: 'Tin, refined', source: 'another', evidence: ['proxy'] }));
    expect(await stored()).toMatchObject([{ title: 'Tin, refined', source: 'another', evidence: ['proxy'] }]);
  });

  test('can be brought up to date while figures are written, in whatever order the file names the series', async () => {
    const records = ['d', 'c', 'b', 'a'].map((key) => seriesRecord(key));
    for (const record of records) await sync(record);
    const ids = await sync(...records);
    const rounds = Array.from({ length: 10 }, (_, round) => round);
    await Promise.all(
      rounds.flatMap((round) => [
        write(
          db,
          [...ids.values()].map((id) => figure(id, sha256, '2026-01', String(round))),
          AT,
        ),
        sync(
          ...(round % 2 === 0 ? records : records.toReversed()).map((record) => ({
            ...record,
            title: `round ${round}`,
          })),
        ),
      ]),
    );
    expect((await stored()).map(({ key }) => key)).toEqual(['d', 'c', 'b', 'a']);
  });
});

describe('what is known of a source', () => {
  test('is counted over its series as it stood at an instant, with the newest period that has a value', async () => {
    const ids = await sync(seriesRecord('tin'), seriesRecord('zinc'), seriesRecord('iron', { source: 'mine' }));
    const [tin, zinc] = [ids.get('tin')!, ids.get('zinc')!];
    await write(db, [figure(tin, sha256, '2026-01', '5'), figure(tin, sha256, '2026-02', null)], AT);
    await write(db, [figure(tin, sha256, '2026-01', '6'), figure(zinc, sha256, '2026-03', '1')], AT.add({ hours: 1 }));
    const coverage = async (at: Temporal.Instant) =>
      (await sourceCoverage(db, deal, at)).toSorted((a, b) => (a.source < b.source ? -1 : 1));
    expect(await coverage(AT)).toEqual([
      { source: 'ledger', observations: 2, latestPeriod: '2026-01' },
      { source: 'mine', observations: 0, latestPeriod: null },
    ]);
    expect(await coverage(AT.add({ hours: 1 }))).toMatchObject([
      { source: 'ledger', observations: 3, latestPeriod: '2026-03' },
      { source: 'mine', observations: 0 },
    ]);
    expect(await lastReleaseBy(db, deal, 'known', AT.subtract({ seconds: 1 }))).toBeNull();
    expect(await lastReleaseBy(db, deal, 'known', AT.add({ minutes: 59 }))).toEqual(AT);
    expect((await seriesMarks(db, deal, [...ids.keys()])).filter(({ lastKnown }) => lastKnown !== null)).toHaveLength(
      2,
    );
  });

  test('is told of the series that are asked for, and of no others', async () => {
    const ids = await sync(seriesRecord('tin'), seriesRecord('zinc'));
    await write(db, [figure(ids.get('tin')!, sha256, '2026-01', '5')], AT);
    expect(await seriesMarks(db, deal, ['zinc'])).toEqual([{ key: 'zinc', lastVintage: '0', lastKnown: null }]);
    expect(await seriesMarks(db, deal, ['tin', 'no-such-series'])).toMatchObject([{ key: 'tin', lastKnown: AT }]);
    expect(await seriesMarks(db, deal, [])).toEqual([]);
  });

  test('a year that is not over yet does not hide the month that was reported last', async () => {
    const ids = await sync(seriesRecord('ytd', { frequency: 'year-to-date' }));
    await write(
      db,
      [figure(ids.get('ytd')!, sha256, '2025', '9'), figure(ids.get('ytd')!, sha256, '2026-01/2026-04', '4')],
      AT,
    );
    expect(await sourceCoverage(db, deal, AT)).toEqual([
      { source: 'ledger', observations: 2, latestPeriod: '2026-01/2026-04' },
    ]);
  });
});
