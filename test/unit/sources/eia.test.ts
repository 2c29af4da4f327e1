import { describe, expect, test } from 'vitest';
import { eia } from '../../../services/sources/eia/connector.ts';
import { documentOf, problemsOf, refusalOf, spanOf, strayFigures } from './documents.ts';

const MALAYSIA = 'NGM_EPG0_EVE_NUS-NMY_MMCF';
const ALL = 'NGM_EPG0_EVE_NUS-Z00_MMCF';
const QUERY = eia.query.parse({ frequency: 'month', series: [MALAYSIA, ALL] });
const ACCESS = { baseUrl: 'https://api.eia.gov', hasKey: true };
const [REQUEST] = eia.requests(QUERY, spanOf('2024-01', '2026-07'), ACCESS);
const page = (offset: number, length = 5000) => {
  const url = new URL(REQUEST!.url);
  url.searchParams.set('offset', String(offset));
  url.searchParams.set('length', String(length));
  return url.href;
};

/** US LNG by vessel to Malaysia in July 2024: 7,366 MMcf; in 2026-03: 0 (EIA, natural-gas/move/expc). */
const row = (fields: Readonly<Record<string, unknown>> = {}) => ({
  period: '2024-07',
  duoarea: 'NUS-NMY',
  series: MALAYSIA,
  value: '7366',
  units: 'MMCF',
  ...fields,
});
const body = (data: readonly unknown[], response: object = {}, top: object = {}) =>
  JSON.stringify({ response: { total: String(data.length), frequency: 'monthly', data, ...response }, ...top });
const parse = (...data: readonly unknown[]) => eia.parse(documentOf(body(data), page(0)), QUERY).observations;
const faultOf = (text: string, url = page(0)) => refusalOf(() => eia.parse(documentOf(text, url), QUERY));

describe('what EIA is asked', () => {
  test('the series, the months and a total order, the key for the query and not yet in it', () => {
    expect(REQUEST!.key).toEqual({ in: 'query', name: 'api_key' });
    const url = new URL(REQUEST!.url);
    expect(url.origin + url.pathname).toBe('https://api.eia.gov/v2/natural-gas/move/expc/data/');
    expect([...url.searchParams]).toEqual([
      ['frequency', 'monthly'],
      ['data[0]', 'value'],
      ['facets[series][]', MALAYSIA],
      ['facets[series][]', ALL],
      ['start', '2024-01'],
      ['end', '2026-07'],
      ['sort[0][column]', 'period'],
      ['sort[0][direction]', 'asc'],
      ['sort[1][column]', 'series'],
      ['sort[1][direction]', 'asc'],
      ['offset', '0'],
      ['length', '5000'],
    ]);
  });

  test('a series of prices is no series of volumes', () => {
    const wrong = { ...QUERY, series: ['NGM_EPG0_EVE_NUS-NMY_DMCF'] };
    expect(problemsOf(eia.query, wrong)).toMatch(/write a volume series/);
    expect(problemsOf(eia.query, { ...QUERY, series: ['N9133US2'] })).toBe('');
  });

  test('each series is yielded in million cubic feet a month', () => {
    expect(eia.yields(QUERY)).toEqual([
      { dimensions: { indicator: MALAYSIA }, unit: 'MMcf', frequency: 'month' },
      { dimensions: { indicator: ALL }, unit: 'MMcf', frequency: 'month' },
    ]);
  });
});

describe('what EIA answers', () => {
  test('a row is a volume of its month', () => {
    expect(parse(row())).toEqual([
      {
        of: { dimensions: { indicator: MALAYSIA } },
        period: { start: Temporal.PlainYearMonth.from('2024-07'), months: 1 },
        unit: 'MMcf',
        value: '7366',
        status: 'reported',
        locator: '#/response/data/0/value',
      },
    ]);
  });

  test('what is parsed is what stands in the bytes', () => {
    // Made up, but for the first: a decimal and a bare number.
    const rows = [row(), row({ period: '2024-08', value: '3694.50' }), row({ period: '2024-09', value: 12 })];
    const document = documentOf(body(rows), page(0));
    expect(strayFigures(document, eia.parse(document, QUERY))).toEqual([]);
  });

  test.each([[null], [''], [' ']])('a cell of %j before the first cargo is missing, not zero', (value) => {
    expect(parse(row({ period: '2016-01', value }))[0]).toMatchObject({ value: null, status: 'missing' });
  });

  test('a month of "0" is a reported zero', () => {
    expect(parse(row({ period: '2026-03', value: '0' }))[0]).toMatchObject({ value: '0', status: 'reported' });
  });

  test('the total may be a string or a number', () => {
    const integer = documentOf(body([row()], { total: 1 }), page(0));
    expect(eia.parse(integer, QUERY).observations).toHaveLength(1);
  });

  test.each([
    ['series', { series: 'N9133US2' }, 'wrong_subject', /^#\/response\/data\/0\/series is N9133US2, asked was NGM/],
    ['unit', { units: '$/MCF' }, 'format', /units is \$\/MCF, due was MMCF/],
    ['value', { value: 'W' }, 'format', /"W" is neither a number nor blank/],
    ['period', { period: '2024-13' }, 'format', /period: is no month/],
    ['annual period', { period: '2024' }, 'format', /period: is no month/],
  ])('a row of another %s is refused', (_, fields, fault, message) => {
    const error = faultOf(body([row(fields)]));
    expect(error.fault).toBe(fault);
    expect(error.message).toMatch(message);
  });

  test('an answer of another frequency is the answer to another question', () => {
    expect(faultOf(body([row()], { frequency: 'annual' })).fault).toBe('wrong_subject');
  });

  test('a month of a series that comes twice is refused', () => {
    expect(faultOf(body([row(), row({ value: '0' })])).message).toMatch(
      /2024-07 is stated twice: at #\/response\/data\/0\/value and at #\/response\/data\/1\/value/,
    );
  });

  test('no rows at all are no content', () => {
    expect(faultOf(body([])).fault).toBe('no_content');
  });

  test.each([
    ['{"error":{"code":"API_KEY_INVALID","message":"An invalid api_key was supplied."}}', 'refused'],
    ['{"error":{"code":"API_KEY_MISSING","message":"An API key was not provided."}}', 'refused'],
    ['{"error":{"code":"OVER_RATE_LIMIT","message":"You have exceeded your rate limit."}}', 'throttled'],
    ['{"error":"Invalid facet \'nope\' provided.","code":400}', 'refused'],
    ['{"error":"Internal error","code":500}', 'unavailable'],
  ])('%s is an error, of an object or a string', (text, fault) => {
    expect(faultOf(text).fault).toBe(fault);
  });
});

describe('pages', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      row({ period: Temporal.PlainYearMonth.from('1600-01').add({ months: index }).toString() }),
    );
  const INCOMPLETE = { warning: 'incomplete return', description: 'The API can only return 5000 rows in JSON format.' };

  test.each([
    ['inside the response', { warnings: [INCOMPLETE] }, {}],
    ['at the top level', { warnings: null }, { warnings: [INCOMPLETE] }],
  ])('an "incomplete return" warned of %s means that a page follows', (_, response, top) => {
    const text = body(many(5000), { total: '5003', ...response }, top);
    const next = eia.next!(documentOf(text, page(0)), REQUEST!);
    expect(next).toEqual({ ...REQUEST, url: page(5000) });
    expect(eia.parse(documentOf(text, page(0)), QUERY).observations).toHaveLength(5000);
  });

  test('the last page has no next, though it may warn as well', () => {
    const last = documentOf(body(many(3), { total: '5003', warnings: [INCOMPLETE] }), page(5000));
    expect(eia.next!(last, REQUEST!)).toBeUndefined();
    expect(eia.parse(last, QUERY).observations).toHaveLength(3);
  });

  test('an "incomplete return" that claims to be whole is refused', () => {
    expect(faultOf(body([row()], { warnings: [INCOMPLETE] })).message).toMatch(/EIA warns: incomplete return/);
  });

  test('any other warning is refused until a person has read it', () => {
    const warning = { warning: 'parameter out of range: length', description: 'set to 5000' };
    expect(faultOf(body([row()], {}, { warnings: [warning] })).message).toMatch(/EIA warns: parameter out of range/);
  });

  test('a page that is not full, while rows remain, is refused', () => {
    expect(faultOf(body([row()], { total: '19' })).message).toBe(
      'the answer breaks off: 1 rows of 19, and no full page',
    );
    expect(faultOf(body([], { total: '19' })).message).toMatch(/0 rows of 19/);
  });

  test('an empty page has no next, whatever the total says', () => {
    expect(eia.next!(documentOf(body([], { total: '19' }), page(0)), REQUEST!)).toBeUndefined();
  });

  test('a page that cannot be read has no next', () => {
    expect(eia.next!(documentOf('<html>', page(0)), REQUEST!)).toBeUndefined();
  });
});
