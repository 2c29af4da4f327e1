import { describe, expect, test } from 'vitest';
import { census } from '../../../services/sources/census/connector.ts';
import { documentOf, problemsOf, refusalOf, spanOf, strayFigures } from './documents.ts';

const IMPORTS = census.query.parse({ direction: 'imports', partner: 'MYS', products: ['284690'], level: 'HS6' });
const EXPORTS = census.query.parse({ direction: 'exports', partner: 'MYS', products: ['271111'], level: 'HS6' });
const WORLD = census.query.parse({ direction: 'imports', partner: 'W00', products: ['854231'], level: 'HS6' });
const ACCESS = { baseUrl: 'https://api.census.gov', hasKey: true };
const urlOf = (query: typeof IMPORTS, from = '2025-01', to = '2026-09') =>
  census.requests(query, spanOf(from, to), ACCESS)[0]!.url;

const IMPORT_HEADER =
  'CTY_CODE,CTY_NAME,I_COMMODITY,GEN_VAL_MO,CON_VAL_MO,GEN_QY1_MO,GEN_QY1_MO_FLAG,UNIT_QY1,CTY_CODE,SUMMARY_LVL,I_COMMODITY,COMM_LVL,time'.split(
    ',',
  );
type Fields = Readonly<Record<string, string | null>>;

/** A row of US imports of HS 284690 from Malaysia; the figures are made up. */
const importRow = (fields: Fields = {}) => {
  const cells: Fields = {
    CTY_CODE: '5570',
    CTY_NAME: 'MALAYSIA',
    I_COMMODITY: '284690',
    GEN_VAL_MO: '215302',
    CON_VAL_MO: '198400',
    GEN_QY1_MO: '18250',
    GEN_QY1_MO_FLAG: null,
    UNIT_QY1: 'KG',
    SUMMARY_LVL: 'DET',
    COMM_LVL: 'HS6',
    time: '2026-01',
    ...fields,
  };
  return IMPORT_HEADER.map((name) => cells[name] ?? null);
};
const document = (lines: readonly unknown[], url = urlOf(IMPORTS)) => documentOf(JSON.stringify(lines), url);
const parse = (...fields: Fields[]) =>
  census.parse(document([IMPORT_HEADER, ...fields.map(importRow)]), IMPORTS).observations;
const faultOf = (...fields: Fields[]) => refusalOf(() => parse(...fields));

describe('what Census is asked', () => {
  test('one product, one country, a range of months, without the groups of countries', () => {
    const [request] = census.requests(IMPORTS, spanOf('2025-01', '2026-09'), ACCESS);
    const url = new URL(request!.url);
    expect(url.pathname).toBe('/data/timeseries/intltrade/imports/hs');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      get: 'CTY_CODE,CTY_NAME,I_COMMODITY,GEN_VAL_MO,CON_VAL_MO,GEN_QY1_MO,GEN_QY1_MO_FLAG,UNIT_QY1',
      CTY_CODE: '5570',
      SUMMARY_LVL: 'DET',
      I_COMMODITY: '284690',
      COMM_LVL: 'HS6',
      time: 'from 2025-01 to 2026-09',
    });
    expect(url.search).toContain('time=from+2025-01+to+2026-09');
    expect(request!.key).toEqual({ in: 'query', name: 'key' });
  });

  test('exports have their own path and variables', () => {
    const url = new URL(urlOf(EXPORTS));
    expect(url.pathname).toBe('/data/timeseries/intltrade/exports/hs');
    expect(url.searchParams.get('get')).toBe(
      'CTY_CODE,CTY_NAME,E_COMMODITY,ALL_VAL_MO,QTY_1_MO,QTY_1_MO_FLAG,UNIT_QY1',
    );
  });

  test('each product is a request of its own', () => {
    const query = { ...IMPORTS, products: ['284610', '284690'] };
    const requests = census.requests(query, spanOf('2025-01', '2025-02'), ACCESS);
    expect(requests.map(({ url }) => new URL(url).searchParams.get('I_COMMODITY'))).toEqual(['284610', '284690']);
  });

  test('the HS data begin with 2010-01: nothing before it is asked', () => {
    expect(new URL(urlOf(IMPORTS, '2008-05', '2010-03')).searchParams.get('time')).toBe('from 2010-01 to 2010-03');
    expect(census.requests(IMPORTS, spanOf('2008-01', '2009-12'), ACCESS)).toEqual([]);
  });

  test('the world is asked without a country', () => {
    const url = new URL(urlOf(WORLD));
    expect(url.searchParams.has('CTY_CODE')).toBe(false);
    expect(url.searchParams.get('get')).not.toContain('CTY_');
  });
});

describe('the query', () => {
  test.each([
    [{ products: ['2846'] }, /"2846" has 4 digits, HS6 has 6/],
    [{ products: [284690] }, /expected string/],
    [{ partner: 'XYZ' }, /"XYZ" has no code in services\/sources\/census\/query.ts/],
    [{ month: '2026-01' }, /Unrecognized key/],
  ])('%j is refused with what is wrong', (wrong, message) => {
    expect(problemsOf(census.query, { ...IMPORTS, ...wrong })).toMatch(message);
  });

  test('it yields each value in dollars and the quantity in the unit that the deal expects', () => {
    const yields = census.yields({ ...EXPORTS, quantity_unit: 'm3' });
    const dimensions = { reporter: 'USA', partner: 'MYS', product: 'HS/271111', flow: 'export' };
    expect(yields).toEqual([
      { dimensions: { ...dimensions, measure: 'value' }, unit: 'USD', frequency: 'month' },
      { dimensions: { ...dimensions, measure: 'quantity' }, unit: 'm3', frequency: 'month' },
    ]);
  });
});

describe('what Census answers', () => {
  test('a row is two values and a quantity of its month, each at its own cell', () => {
    const dimensions = { reporter: 'USA', partner: 'MYS', product: 'HS/284690', flow: 'import' };
    const common = { period: { start: Temporal.PlainYearMonth.from('2026-01'), months: 1 }, status: 'reported' };
    expect(parse({})).toEqual([
      {
        ...common,
        of: { dimensions: { ...dimensions, measure: 'general_value' } },
        unit: 'USD',
        value: '215302',
        locator: '#/1/3',
      },
      {
        ...common,
        of: { dimensions: { ...dimensions, measure: 'consumption_value' } },
        unit: 'USD',
        value: '198400',
        locator: '#/1/4',
      },
      {
        ...common,
        of: { dimensions: { ...dimensions, measure: 'quantity' } },
        unit: 'kg',
        value: '18250',
        locator: '#/1/5',
      },
    ]);
  });

  test('what is parsed is what stands in the bytes', () => {
    const answer = document([IMPORT_HEADER, importRow(), importRow({ time: '2026-02', GEN_QY1_MO: '0' })]);
    const report = census.parse(answer, IMPORTS);
    expect(report.observations).toHaveLength(6);
    expect(strayFigures(answer, report)).toEqual([]);
  });

  test('a column that comes twice, as variable and as predicate, is read where it comes first', () => {
    const header = ['GEN_VAL_MO', 'I_COMMODITY', 'I_COMMODITY', 'GEN_VAL_MO', 'time'];
    // Recorded by another client: US imports of HS 854231 in 2013-01, all countries; the doubled columns are made up.
    const answer = document(
      [header, ['1167461768', '854231', '000000', '1', '2013-01']],
      'https://a.example/?get=GEN_VAL_MO',
    );
    expect(census.parse(answer, WORLD).observations).toMatchObject([{ value: '1167461768', locator: '#/1/0' }]);
  });

  test('a code keeps its leading zeros', () => {
    const query = { ...IMPORTS, products: ['030617'] };
    const answer = document([IMPORT_HEADER, importRow({ I_COMMODITY: '030617' })]);
    expect(census.parse(answer, query).observations[0]?.of).toMatchObject({ dimensions: { product: 'HS/030617' } });
  });

  test('a quantity of 0 flagged M is missing', () => {
    expect(parse({ GEN_QY1_MO: '0', GEN_QY1_MO_FLAG: 'M' })[2]).toMatchObject({
      value: null,
      status: 'missing',
      unit: 'kg',
    });
  });

  test.each([[null], ['']])('a quantity of 0 with the flag %j is a true zero', (flag) => {
    expect(parse({ GEN_QY1_MO: '0', GEN_QY1_MO_FLAG: flag })[2]).toMatchObject({ value: '0', status: 'reported' });
  });

  test('a quantity that comes without its flag is refused: its 0 could be either', () => {
    const lines = [IMPORT_HEADER, importRow()].map((cells) => cells.toSpliced(6, 1));
    const answer = document(lines, 'https://a.example/?get=GEN_QY1_MO');
    expect(refusalOf(() => census.parse(answer, IMPORTS)).message).toBe('the header has no column GEN_QY1_MO_FLAG');
  });

  test('a flag that is not known is refused', () => {
    expect(faultOf({ GEN_QY1_MO_FLAG: 'Z' }).message).toBe('#/1/6 (GEN_QY1_MO_FLAG) "Z" is no known flag');
  });

  test.each([
    ['KG', 'kg'],
    ['T', 't'],
    ['M3', 'M3'],
    ['constructor', 'constructor'],
  ])('the unit %s is read from the row as %s', (written, unit) => {
    expect(parse({ UNIT_QY1: written })[2]?.unit).toBe(unit);
  });

  test('a line without a unit of quantity reports none', () => {
    expect(parse({ UNIT_QY1: '-', GEN_QY1_MO: '0' }).map(({ unit }) => unit)).toEqual(['USD', 'USD']);
  });

  test('a quantity whose unit is blank is refused, a missing one is missing in the unit that was expected', () => {
    expect(faultOf({ UNIT_QY1: null }).message).toMatch(/UNIT_QY1.* is blank beside a quantity/);
    expect(parse({ UNIT_QY1: null, GEN_QY1_MO_FLAG: 'M' })[2]).toMatchObject({ value: null, unit: 'kg' });
  });

  test('a value of null is missing, a value of "0" is a reported zero', () => {
    expect(parse({ GEN_VAL_MO: null, CON_VAL_MO: '0' })).toMatchObject([
      { value: null, status: 'missing' },
      { value: '0', status: 'reported' },
      {},
    ]);
  });

  test('the total of all countries is no figure of Malaysia', () => {
    const total = { CTY_CODE: '-', CTY_NAME: 'TOTAL FOR ALL COUNTRIES', GEN_VAL_MO: '9' };
    expect(parse(total, {}).map(({ value }) => value)).toEqual(['215302', '198400', '18250']);
    expect(faultOf(total)).toMatchObject({ fault: 'wrong_subject' });
  });

  test('the total row is the world’s', () => {
    const header = ['CTY_CODE', 'I_COMMODITY', 'GEN_VAL_MO', 'time'];
    const answer = document([header, ['-', '854231', '1167461768', '2013-01']], 'https://a.example/?get=GEN_VAL_MO');
    expect(census.parse(answer, WORLD).observations[0]).toMatchObject({
      value: '1167461768',
      of: { dimensions: { partner: 'W00' } },
    });
  });

  test.each([
    ['country', { CTY_CODE: '5700' }, '#/1/0 (CTY_CODE) is 5700, asked was 5570'],
    ['group of countries', { CTY_CODE: '0003' }, '#/1/0 (CTY_CODE) is 0003, asked was 5570'],
    ['product', { I_COMMODITY: '284610' }, '#/1/2 (I_COMMODITY) is 284610, asked was 284690'],
    ['level', { COMM_LVL: 'HS4' }, '#/1/11 (COMM_LVL) is HS4, asked was HS6'],
  ])('a row of another %s is the answer to another question', (_, fields, message) => {
    expect(faultOf(fields)).toMatchObject({ fault: 'wrong_subject', message });
  });

  test('a country that the answer does not name cannot be Malaysia’s', () => {
    const header = ['I_COMMODITY', 'GEN_VAL_MO', 'time'];
    const answer = document([header, ['284690', '1', '2026-01']], 'https://a.example/?get=GEN_VAL_MO');
    expect(refusalOf(() => census.parse(answer, IMPORTS)).message).toBe('the header has no column CTY_CODE');
  });

  test('a variable that was asked and did not come is refused, never passed over', () => {
    const header = IMPORT_HEADER.map((name) => (name === 'GEN_VAL_MO' ? 'GENERAL_VALUE' : name));
    expect(refusalOf(() => census.parse(document([header, importRow()]), IMPORTS)).message).toBe(
      'the header has no column GEN_VAL_MO',
    );
  });

  test.each([
    [{ time: null }, /\(time\) is no month/],
    [{ time: '2026-13' }, /\(time\) is no month/],
    [{ GEN_VAL_MO: 'N/A' }, /#\/1\/3 \(GEN_VAL_MO\) is no decimal number/],
  ])('%j is refused with its place', (fields, message) => {
    expect(faultOf(fields).message).toMatch(message);
  });

  test('a month that comes twice is refused', () => {
    expect(faultOf({}, {}).message).toMatch(/general_value of 2026-01 is stated twice: at #\/1\/3 and at #\/2\/3/);
  });

  test('a row that does not fit the header is refused', () => {
    expect(refusalOf(() => census.parse(document([IMPORT_HEADER, ['5570']]), IMPORTS)).message).toMatch(
      /#\/1 has 1 columns/,
    );
  });
});

describe('what is no answer of Census', () => {
  const faultOfBody = (text: string) => refusalOf(() => census.parse(documentOf(text, urlOf(IMPORTS)), IMPORTS));

  test.each([
    ['the empty body of a 204', '', 'no_content'],
    ['an empty list', '[]', 'no_content'],
    ['a header alone', JSON.stringify([IMPORT_HEADER]), 'no_content'],
    [
      'the page for an invalid key',
      '<div>\n<h1>Invalid Key</h1>\n<p>A valid key must be included</p></div>',
      'refused',
    ],
    ['the page for a missing key', '<html><title>Missing Key</title></html>', 'refused'],
    ['a text error', "error: unknown variable 'XYZ'", 'refused'],
    ['another page', '<html><body>Service unavailable</body></html>', 'format'],
    ['an object', '{"error":"x"}', 'format'],
    ['a truncated body', '[["GEN_VAL_MO","time"],["1', 'format'],
  ])('%s is told for what it is', (_, text, fault) => {
    expect(faultOfBody(text).fault).toBe(fault);
  });
});
