import { describe, expect, test } from 'vitest';
import { dataGovMy } from '../../../services/sources/data-gov-my/connector.ts';
import { documentOf, problemsOf, refusalOf, spanOf, strayFigures } from './documents.ts';

const QUERY = dataGovMy.query.parse({ dataset: 'trade_headline', columns: ['exports', 'imports'] });
const ACCESS = { baseUrl: 'https://api.data.gov.my', hasKey: false };
const [REQUEST] = dataGovMy.requests(QUERY, spanOf('2026-05', '2026-11'), ACCESS);

/** August 2026, exports of RM 191,049,044,049 as data.gov.my gives them; the other amounts are made up. */
const AUGUST = { series: 'abs', date: '2026-08-01', exports: 191049044049, imports: 171000000000.5 };
const JULY = { ...AUGUST, date: '2026-07-01', exports: 150 };
const JUNE = { ...AUGUST, date: '2026-06-01', exports: 140 };

const answer = (...rows: unknown[]) => documentOf(JSON.stringify(rows), REQUEST!.url);
const parse = (...rows: unknown[]) => dataGovMy.parse(answer(...rows), QUERY);
const refused = (...rows: unknown[]) => refusalOf(() => parse(...rows));

describe('the request', () => {
  test('goes to the address that does not redirect, with the filter and the bound that name their columns', () => {
    const url = new URL(REQUEST!.url);
    expect(url.pathname).toBe('/data-catalogue/');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      id: 'trade_headline',
      filter: 'abs@series',
      date_start: '2026-05-01@date',
      sort: '-date',
      limit: '1000',
    });
    expect(REQUEST!.accepts).toEqual(['application/json']);
    expect(REQUEST).not.toHaveProperty('key');
  });

  test.each([
    [{ dataset: 'trade_sitc_1d', columns: ['exports'] }, 'its unit is not confirmed'],
    [{ dataset: 'trade_headline', columns: ['balance'] }, 'it is a difference of others'],
    [{ dataset: 'trade_headline', columns: [] }, 'it asks for nothing'],
  ])('%j is refused: %s', (query) => {
    expect(problemsOf(dataGovMy.query, query)).not.toBe('');
  });

  test('the query feeds a series of months in ringgit for each column', () => {
    expect(dataGovMy.yields(QUERY)).toEqual([
      { dimensions: { dataset: 'trade_headline', column: 'exports' }, unit: 'MYR', frequency: 'month' },
      { dimensions: { dataset: 'trade_headline', column: 'imports' }, unit: 'MYR', frequency: 'month' },
    ]);
  });
});

describe('an answer', () => {
  test('states each amount to the digit, the newest two months as provisional, in any order', () => {
    const found = parse(JUNE, AUGUST, JULY).observations.filter(
      ({ of }) => 'dimensions' in of && of.dimensions['column'] === 'exports',
    );
    expect(found.map(({ period, value, status, unit }) => [period.start.toString(), value, status, unit])).toEqual([
      ['2026-06', '140', 'reported', 'MYR'],
      ['2026-08', '191049044049', 'provisional', 'MYR'],
      ['2026-07', '150', 'provisional', 'MYR'],
    ]);
  });

  test('is stated where its locators lead, however its numbers are written', () => {
    const document = documentOf(
      '[{"series":"abs","date":"2026-08-01","exports":191049044049.0,"imports":1.71e11}]',
      REQUEST!.url,
    );
    const report = dataGovMy.parse(document, QUERY);
    expect(report.observations.map(({ value }) => value)).toEqual(['191049044049', '171000000000']);
    expect(strayFigures(document, report)).toEqual([]);
  });

  test('a null is missing, and a zero is a figure', () => {
    const [exports, imports] = parse({ ...AUGUST, exports: null, imports: 0 }).observations;
    expect(exports).toMatchObject({ value: null, status: 'missing' });
    expect(imports).toMatchObject({ value: '0', status: 'provisional' });
  });

  test('speaks for the months from the one asked for to its own newest', () => {
    expect(parse(JULY, AUGUST).covers).toEqual(
      ['exports', 'imports'].map((column) => ({
        of: { dataset: 'trade_headline', column },
        spans: [spanOf('2026-05', '2026-08')],
        locator: '#/-',
      })),
    );
    expect(dataGovMy.parse(documentOf(JSON.stringify([AUGUST])), QUERY).covers).toEqual([]);
  });

  test('columns in another order, and new ones, change nothing', () => {
    const { series, date, exports, imports } = AUGUST;
    expect(parse({ imports, added: true, exports, date, series })).toEqual(parse(AUGUST));
  });
});

describe('what is no answer', () => {
  test('no rows are no zero', () => {
    expect(refused().fault).toBe('no_content');
  });

  test('growth is another subject than amounts', () => {
    expect(refused(AUGUST, { ...JULY, series: 'growth_yoy' })).toMatchObject({
      fault: 'wrong_subject',
      message: '#/1/series is growth_yoy, asked was abs',
    });
  });

  test.each([
    ['a column less', { series: 'abs', date: '2026-08-01', exports: 1 }, /^#\/0\/imports: /],
    ['no series', { date: '2026-08-01', exports: 1, imports: 1 }, /^#\/0\/series: /],
    ['a day that begins no month', { ...AUGUST, date: '2026-08-02' }, /^#\/0\/date: is no first day of a month/],
    ['words for a number', { ...AUGUST, exports: 'n/a' }, /^#\/0\/exports "n\/a" is neither a number nor null/],
  ])('with %s it is refused, naming the place', (_, row, message) => {
    expect(refused(row)).toMatchObject({ fault: 'format', message: expect.stringMatching(message) });
  });

  test('a month that is stated twice is refused', () => {
    expect(refused(AUGUST, JULY, AUGUST)).toMatchObject({
      fault: 'format',
      message: expect.stringContaining('stated twice'),
    });
  });

  test('as many rows as were asked for may not be all', () => {
    const url = REQUEST!.url.replace('limit=1000', 'limit=2');
    const document = documentOf(JSON.stringify([AUGUST, JULY]), url);
    expect(refusalOf(() => dataGovMy.parse(document, QUERY))).toMatchObject({
      fault: 'format',
      message: expect.stringContaining('cut off'),
    });
  });

  test('an error in an object, a web page and half a body are errors of format', () => {
    for (const body of ['{"status":404,"errors":["no such id"]}', '<html>Sorry</html>', '[{"series":"abs"']) {
      expect(refusalOf(() => dataGovMy.parse(documentOf(body, REQUEST!.url), QUERY)).fault).toBe('format');
    }
  });
});
