import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { comtradeBulk } from '../../../services/sources/comtrade-bulk/connector.ts';
import type { Report, SourceDocument } from '../../../services/sources/connector.ts';
import { locate, locateInChunks } from '../../../services/sources/wire/locator.ts';
import { BULK_HEADER, type BulkRow, bulkFile, bulkRow, bulkText, inChunks } from '../../support/bulk-file.ts';
import { documentOf, problemsOf, refusalOf, spanOf, strayFigures } from './documents.ts';

const QUERY = comtradeBulk.query.parse({ frequency: 'year', reporter: 'CHN' });
const ACCESS = { baseUrl: 'https://comtradeapi.un.org', hasKey: true };
const FILE_URL = 'https://comtradeapi.un.org/bulk/v1/file/156/0a1b2c';
const LIST_URL = 'https://comtradeapi.un.org/bulk/v1/get/C/A/HS?reporterCode=156&period=2022';

const parse = (...rows: BulkRow[]) => comtradeBulk.parse(documentOf(bulkFile(...rows), FILE_URL), QUERY);
const faultOf = (...rows: BulkRow[]) => refusalOf(() => parse(...rows));

/** The report of a document that comes in chunks, put together. */
async function streamed(bytes: Uint8Array, size = 7): Promise<Report> {
  const document: SourceDocument = { ...documentOf(bytes, FILE_URL), chunks: () => inChunks(bytes, size) };
  const parts = await Array.fromAsync(comtradeBulk.parseStream!(document, QUERY)!);
  return {
    observations: parts.flatMap(({ observations }) => observations),
    publications: parts.flatMap(({ publications }) => publications),
    covers: parts.flatMap(({ covers = [] }) => covers),
  };
}

describe('what is asked', () => {
  test('the list of files of up to twelve years, with the key in the header alone', () => {
    const requests = comtradeBulk.requests(QUERY, spanOf('2010-01', '2024-12'), ACCESS);
    expect(requests.map(({ url }) => new URL(url).searchParams.get('period')?.split(',').length)).toEqual([12, 3]);
    expect(requests[0]).toMatchObject({ key: { in: 'header', name: 'Ocp-Apim-Subscription-Key' } });
    expect(new URL(requests[0]!.url).pathname).toBe('/bulk/v1/get/C/A/HS');
    expect(new URL(requests[0]!.url).searchParams.get('reporterCode')).toBe('156');
  });

  test.each([
    [{ frequency: 'year', reporter: 'W00' }, /the world reports nothing/],
    [{ frequency: 'quarter', reporter: 'CHN' }, /./],
    [{ frequency: 'year', reporter: 'CHN', partners: ['MYS'] }, /partners/],
  ])('a query of %j is refused', (query, problem) => {
    expect(problemsOf(comtradeBulk.query, query)).toMatch(problem);
  });

  test('any partner, heading and flow of the country can be a series, in its unit', () => {
    const yields = comtradeBulk.yields(QUERY);
    const feeds = (dimensions: Record<string, string>, unit = 'kg', frequency = 'year' as const) =>
      typeof yields === 'object' && 'feeds' in yields && yields.feeds({ dimensions, unit, frequency });
    const series = { reporter: 'CHN', partner: 'MYS', product: 'HS/2846', flow: 'import', measure: 'net_weight' };
    expect(feeds(series)).toBe(true);
    expect(feeds({ ...series, measure: 'value' }, 'USD')).toBe(true);
    expect(feeds(series, 'USD')).toBe(false);
    for (const other of [
      { reporter: 'MYS' },
      { partner: 'XXX' },
      { product: '2846' },
      { flow: 'transit' },
      { port: 'Klang' },
    ]) {
      expect(feeds({ ...series, ...other })).toBe(false);
    }
  });
});

describe('the list of files', () => {
  const entry = (more: object = {}) => ({
    fileUrl: FILE_URL,
    reporterCode: 156,
    freqCode: 'A',
    typeCode: 'C',
    classificationCode: 'H6',
    period: 2022,
    publicationDate: '2023-04-05T10:00:00Z',
    ...more,
  });
  const list = (...entries: object[]) =>
    documentOf(JSON.stringify({ elapsedTime: '0.1 secs', count: entries.length, data: entries, error: '' }), LIST_URL);
  const request = { url: LIST_URL, accepts: ['application/json'] };

  test('says when each file was published', () => {
    const { publications, observations } = comtradeBulk.parse(list(entry()), QUERY);
    expect(observations).toEqual([]);
    expect(publications.map(({ period, publishedAt }) => `${period.start}+${period.months} ${publishedAt}`)).toEqual([
      '2022-01+12 2023-04-05T10:00:00Z',
    ]);
  });

  test('leads to its files, one after the other', () => {
    const files = list(entry(), entry({ fileUrl: `${FILE_URL}d`, period: 2023 }));
    const first = comtradeBulk.next!(files, request)!;
    expect(first).toMatchObject({ url: FILE_URL, isLarge: true, key: { in: 'header' } });
    const second = comtradeBulk.next!(documentOf('', FILE_URL), first)!;
    expect(second.url).toBe(`${FILE_URL}d`);
    expect(comtradeBulk.next!(documentOf('', second.url), second)).toBeUndefined();
  });

  test('behind a proxy the files are asked for where the list was', () => {
    const proxied = 'http://127.0.0.1:9/comtrade/bulk/v1/get/C/A/HS?period=2022';
    const next = (fileUrl: string) =>
      comtradeBulk.next!({ ...list(entry({ fileUrl })), url: proxied }, { ...request, url: proxied })!.url;
    expect(next(FILE_URL)).toBe('http://127.0.0.1:9/comtrade/bulk/v1/file/156/0a1b2c');
    expect(next('0a1b2c')).toBe('http://127.0.0.1:9/comtrade/bulk/v1/file/156/0a1b2c');
    expect(next('https://elsewhere.example/0a1b2c')).toBe('https://elsewhere.example/0a1b2c');
  });

  test('files of other classifications are none of it, and without any it holds nothing', () => {
    const older = list(entry({ classificationCode: 'S1', period: 1962 }));
    expect(comtradeBulk.next!(older, request)).toBeUndefined();
    expect(refusalOf(() => comtradeBulk.parse(older, QUERY)).fault).toBe('no_content');
    expect(refusalOf(() => comtradeBulk.parse(list(), QUERY)).fault).toBe('no_content');
  });

  test.each([
    ['another country', { reporterCode: 458 }, 'wrong_subject'],
    ['another frequency', { freqCode: 'M' }, 'wrong_subject'],
    ['a month of a yearly query', { period: 202201 }, 'wrong_subject'],
    ['services', { typeCode: 'S' }, 'wrong_subject'],
    ['no year', { period: 'latest' }, 'format'],
    ['no date', { publicationDate: 'yesterday' }, 'format'],
  ])('of %s is refused', (_what, more, fault) => {
    expect(refusalOf(() => comtradeBulk.parse(list(entry(more)), QUERY)).fault).toBe(fault);
  });

  test('with two files of one year is refused: which one is meant is not ours to guess', () => {
    expect(refusalOf(() => comtradeBulk.parse(list(entry(), entry()), QUERY)).message).toMatch(/two files of 2022/);
  });
});

describe('a file', () => {
  test('gives weight and value of each flow, each with its place in the unpacked text', () => {
    const report = parse({}, { partnerCode: '0', netWgt: '44748358.435', isNetWgtEstimated: 'True' });
    expect(report.observations.map(({ value, status, unit, locator }) => [value, status, unit, locator])).toEqual([
      ['7212683', 'reported', 'kg', '#gzip;cell=2,17'],
      ['281069324', 'reported', 'USD', '#gzip;cell=2,21'],
      ['44748358.435', 'estimated', 'kg', '#gzip;cell=3,17'],
      ['281069324', 'reported', 'USD', '#gzip;cell=3,21'],
    ]);
    expect(report.observations[0]!.of).toEqual({
      dimensions: { reporter: 'CHN', partner: 'MYS', product: 'HS/2846', flow: 'import', measure: 'net_weight' },
    });
    expect(strayFigures(documentOf(bulkFile({}, { partnerCode: '0' })), parse({}, { partnerCode: '0' }))).toEqual([]);
  });

  test('is read in chunks as it is read whole, wherever they are cut', async () => {
    const rows = [{}, { partnerCode: '842', netWgt: '' }, { flowCode: 'X', cifvalue: '', fobvalue: '281069324' }];
    const bytes = bulkFile(...rows);
    for (const size of [1, 3, 64, bytes.length]) expect(await streamed(bytes, size)).toEqual(parse(...rows));
  });

  test('speaks for all of its year, so that a figure that is no longer in it is withdrawn', async () => {
    const { covers } = await streamed(bulkFile({}));
    expect(covers).toEqual([
      { of: { reporter: 'CHN' }, spans: [spanOf('2022-01', '2022-12')], locator: '#gzip;cell=1,21' },
    ]);
  });

  test('breakdowns, re-exports, totals and areas without a code are left out', () => {
    const kept = parse(
      {},
      { customsCode: 'C01' },
      { motCode: '2100' },
      { mosCode: '1' },
      { partner2Code: '842' },
      { flowCode: 'RX' },
      { cmdCode: 'TOTAL' },
      { cmdCode: '28461' },
      { partnerCode: '99999' },
    );
    expect(kept.observations).toHaveLength(2);
  });

  test('a weight that was not recorded is missing, not zero, and says why', () => {
    const weights = parse(
      { netWgt: '' },
      { partnerCode: '842', netWgt: '0' },
      { partnerCode: '36', netWgt: '0', cifvalue: '0', primaryValue: '0' },
    ).observations.filter(({ unit }) => unit === 'kg');
    expect(weights.map(({ value, status }) => value ?? status)).toEqual(['missing', 'missing', '0']);
  });

  test('columns are found by their names, whatever their order and case, and others are passed over', () => {
    const order = BULK_HEADER.toReversed();
    const text = [
      [...order.map((name) => name.toUpperCase()), 'newColumn'].join('\t'),
      [...bulkRow().split('\t').toReversed(), 'x'].join('\t'),
    ].join('\r\n');
    const { observations } = comtradeBulk.parse(documentOf(gzipSync(text), FILE_URL), QUERY);
    expect(observations.map(({ value }) => value)).toEqual(['7212683', '281069324']);
  });

  test.each([
    ['another country', { reporterCode: '458' }, 'wrong_subject', /reporter|#gzip;cell=2,7 is 458/],
    ['another frequency', { freqCode: 'M' }, 'wrong_subject', /#gzip;cell=2,2/],
    ['another classification', { classificationCode: 'S4' }, 'wrong_subject', /Harmonized System/],
    ['a year that is none', { period: '2022x' }, 'format', /does not fit/],
    ['a weight that is none', { netWgt: '12,5' }, 'format', /#gzip;cell=2,17 is no decimal/],
    ['an estimate that is neither', { isNetWgtEstimated: 'perhaps' }, 'format', /neither true nor false/],
    ['a value on another basis', { cifvalue: '1' }, 'format', /is not the CIF value/],
  ])('a row of %s is refused, with its place', (_what, row, fault, message) => {
    expect(faultOf(row)).toMatchObject({ fault, message: expect.stringMatching(message) });
  });

  test('a second year in it is refused', () => {
    expect(faultOf({}, { period: '2023', refYear: '2023' }).message).toMatch(/#gzip;cell=3,6 is 2023, before it 2022/);
  });

  test('a flow that is stated twice is refused, with both places', () => {
    expect(faultOf({}, {}).message).toMatch(/stated twice: at #gzip;cell=2,17 and at #gzip;cell=3,17/);
  });

  test.each([
    ['a header without a column', 'typeCode\tfreqCode\n', /no column "refYear"/],
    ['a column that is there twice', `${BULK_HEADER.join('\t')}\tnetwgt\n`, /"netWgt" twice/],
    ['a row with too few cells', `${bulkText()}C\tA\n`, /row 2 has 2 cells, the header 21/],
    ['nothing', '', /empty/],
  ])('with %s is refused', (_what, text, message) => {
    expect(refusalOf(() => comtradeBulk.parse(documentOf(gzipSync(text), FILE_URL), QUERY)).message).toMatch(message);
  });

  test('with a header and no rows holds nothing, which is not zero trade', () => {
    expect(faultOf().fault).toBe('no_content');
  });

  test.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, -9), /cut off/],
    ['damaged', (bytes: Uint8Array) => bytes.with(bytes.length - 6, bytes.at(-6)! ^ 0xff), /damaged/],
    ['no gzip', () => Buffer.from('typeCode\tfreqCode\n'), /damaged/],
    ['empty', () => new Uint8Array(), /empty/],
  ])('that is %s is refused whole', async (_what, damage, message) => {
    await expect(streamed(damage(bulkFile({}, { partnerCode: '842' })))).rejects.toMatchObject({
      fault: 'format',
      message: expect.stringMatching(message),
    });
  });

  test('a place in it leads back to the figure, held or in chunks', async () => {
    const bytes = bulkFile({}, { netWgt: ' 12.50 ' });
    expect(locate(bytes, '#gzip;cell=3,17')).toBe('12.50');
    expect(await locateInChunks(inChunks(bytes, 5), '#gzip;cell=3,17')).toBe('12.50');
    expect(() => locate(bytes, '#gzip;cell=9,17')).toThrow(RangeError);
    await expect(locateInChunks(inChunks(bytes, 5), '#gzip;cell=9,17')).rejects.toThrow(RangeError);
    await expect(locateInChunks(inChunks(bytes, 5), '#/data/1')).rejects.toThrow(/no place in a gzip file/);
  });
});
