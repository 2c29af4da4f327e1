import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDocumentChunks } from '../../../db/document-chunks.ts';
import { reportsAsOf } from '../../../db/vintages.ts';
import type { PullSummary } from '../../../services/sources/pull/context.ts';
import { pullSource } from '../../../services/sources/pull/pull.ts';
import { connectors } from '../../../services/sources/registry.ts';
import type { Answer } from '../../../services/sources/transport.ts';
import { locateInChunks } from '../../../services/sources/wire/locator.ts';
import { comtradeBulk } from '../../stand-ins/comtrade-bulk.ts';
import { contractDeal, SOURCE } from '../../stand-ins/contract/deal.ts';
import { type BulkRow, bulkFile, bulkText, inChunks } from '../../support/bulk-file.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { answer, giving, sha256Of } from '../../support/pulls.ts';
import { storeSeries } from '../../support/tin-ledger.ts';
import { instant } from '../../support/vintages.ts';

const LIST_URL = 'https://comtradeapi.un.org/bulk/v1/get/C/A/HS?reporterCode=156&period=2022';
const FILE_URL = 'https://comtradeapi.un.org/bulk/v1/file/156/0a1b2c';
const LIST = answer(
  JSON.stringify({
    count: 1,
    data: [
      {
        fileUrl: FILE_URL,
        reporterCode: 156,
        freqCode: 'A',
        typeCode: 'C',
        classificationCode: 'H6',
        period: 2022,
        publicationDate: '2023-04-05T00:00:00Z',
      },
    ],
    error: '',
  }),
  { url: LIST_URL },
);
const [FIRST, SECOND] = ['2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z'].map(instant) as [
  Temporal.Instant,
  Temporal.Instant,
];

/** An answer as it is when it was too large to be held. */
function large(bytes: Uint8Array): Answer {
  const held = answer(bytes, { url: FILE_URL, mediaType: 'application/tsv' });
  return {
    ...held,
    request: { url: FILE_URL, accepts: ['application/tsv'], isLarge: true },
    document: { ...held.document, bytes: bytes.subarray(0, 100), chunks: () => inChunks(bytes, 333) },
  };
}

const deal = contractDeal(comtradeBulk);
let database: TestDatabase;
let pull: (at: Temporal.Instant, bytes: Uint8Array) => Promise<PullSummary>;
beforeEach(async () => {
  database = await testDatabase();
  const { db } = database;
  const seriesIds = await storeSeries(db, deal);
  pull = (at, bytes) =>
    pullSource(
      { db, deal, connectors, seriesIds, transport: giving(LIST, large(bytes)), now: () => at },
      SOURCE,
      new AbortController().signal,
    );
});
afterEach(() => database[Symbol.asyncDispose]());

const known = async (at = SECOND) => {
  const rows = await reportsAsOf(database.db, deal.id, [{ series: 'bulk-weight', from: null }], 'known', at);
  return rows.map(({ period, value, status, locator }) => `${period} ${value ?? status} ${locator}`);
};
const OTHERS: BulkRow[] = Array.from({ length: 40 }, (_, index) => ({ cmdCode: String(280_000 + index) }));

describe('a file that is too large to be held', () => {
  test('gives the figures of the declared series alone, with their publication, and is kept to the last byte', async () => {
    const bytes = bulkFile(...OTHERS, {}, ...OTHERS.map((row) => ({ ...row, partnerCode: '842' })));
    expect(await pull(FIRST, bytes)).toMatchObject({ outcome: 'ok', observations: 1, added: 1, revised: 0 });
    expect(await known()).toEqual(['2022 7212683 #gzip;cell=42,17']);
    const kept = readDocumentChunks(database.db, sha256Of(bytes));
    expect(await locateInChunks(kept, '#gzip;cell=42,17')).toBe('7212683.0');
    const { publishedAt } = await database.db.selectFrom('vintage').select('publishedAt').executeTakeFirstOrThrow();
    expect(publishedAt).toEqual(instant('2023-04-05T00:00:00Z'));
  });

  test('that comes again unchanged writes nothing', async () => {
    await pull(FIRST, bulkFile(...OTHERS, {}));
    expect(await pull(SECOND, bulkFile(...OTHERS, {}))).toMatchObject({ outcome: 'ok', added: 0, revised: 0 });
    expect(await database.db.selectFrom('vintage').select('id').execute()).toHaveLength(1);
  });

  test('that holds other figures, and the declared one no more, withdraws it: missing, not zero', async () => {
    await pull(FIRST, bulkFile(...OTHERS, {}));
    expect(await pull(SECOND, bulkFile(...OTHERS))).toMatchObject({ outcome: 'ok', withdrawn: 1 });
    expect(await known()).toEqual([expect.stringMatching(/^2022 missing/)]);
  });

  test.each([
    ['cut off', () => bulkFile(...OTHERS, { netWgt: '1' }).subarray(0, -9), /cut off/],
    ['with a bad row in the middle', () => bulkFile(...OTHERS, { netWgt: 'x' }, ...OTHERS), /no decimal number/],
    ['of another country at its end', () => bulkFile({ netWgt: '1' }, { reporterCode: '458' }), /asked was 156/],
    ['with the figure twice', () => bulkFile({ netWgt: '1' }, ...OTHERS, { netWgt: '1' }), /twice/],
  ])('%s is refused whole, kept, and moves nothing', async (_what, file, detail) => {
    await pull(FIRST, bulkFile({}));
    const bad = file();
    expect(await pull(SECOND, bad)).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(detail) });
    expect(await known()).toEqual(['2022 7212683 #gzip;cell=2,17']);
    const kept = Buffer.concat(await Array.fromAsync(readDocumentChunks(database.db, sha256Of(bad))));
    expect(Buffer.compare(kept, bad)).toBe(0);
  });

  test('with a header alone held nothing, which is not zero trade', async () => {
    expect(await pull(FIRST, gzipSync(bulkText()))).toMatchObject({ outcome: 'failed', fault: 'no_content' });
  });
});

describe('of a source with very many series', () => {
  const COUNT = 10_001;
  const product = (index: number) => String(300_000 + index);
  const series = Object.fromEntries(
    Array.from({ length: COUNT }, (_, index) => [
      `weight-${index}`,
      {
        ...deal.series['bulk-weight']!,
        dimensions: { ...deal.series['bulk-weight']!.dimensions, product: `HS/${product(index)}` },
      },
    ]),
  );
  const whole = { ...deal, series };
  const rows = (weight = '5'): BulkRow[] =>
    Array.from({ length: COUNT }, (_, index) => ({ cmdCode: product(index), netWgt: index === 7 ? weight : '5' }));

  test('the figures are stored while they are read, all or none', async () => {
    const { db } = database;
    const seriesIds = await storeSeries(db, whole);
    const pullWhole = (at: Temporal.Instant, bytes: Uint8Array) =>
      pullSource(
        { db, deal: whole, connectors, seriesIds, transport: giving(LIST, large(bytes)), now: () => at },
        SOURCE,
        new AbortController().signal,
      );
    const stored = async () => {
      const { count } = await db
        .selectFrom('vintage')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    };
    expect(await pullWhole(FIRST, bulkFile(...rows(), {}, { netWgt: 'x' }))).toMatchObject({ outcome: 'failed' });
    expect(await pullWhole(FIRST, bulkFile(...rows(), rows()[0]!))).toMatchObject({
      outcome: 'failed',
      fault: 'format',
      detail: expect.stringMatching(/stated twice: at #gzip;cell=2,17 and at #gzip;cell=10003,17/),
    });
    expect(await stored()).toBe(0);
    expect(await pullWhole(FIRST, bulkFile(...rows(), {}))).toMatchObject({ outcome: 'ok', added: COUNT, revised: 0 });
    expect(await pullWhole(SECOND, bulkFile(...rows('6')))).toMatchObject({ outcome: 'ok', added: 0, revised: 1 });
    expect(await stored()).toBe(COUNT + 1);
  });
});
