import { describe, expect, test } from 'vitest';
import { usgs } from '../../../services/sources/usgs/connector.ts';
import { documentOf, problemsOf, refusalOf, spanOf, strayFigures } from './documents.ts';

const QUERY = usgs.query.parse({
  edition: 2026,
  item: '696a75d5d4be0228872d3bf8',
  file: 'MCS2026_Commodities_Data.csv',
  chapter: 'RARE EARTHS',
  commodity: 'Rare Earths',
  countries: ['Malaysia'],
  statistics: ['Production'],
  unit: 't REO',
});

/** Windows-1252, of which these texts need no more than ASCII and the two dashes. */
const cp1252 = (text: string) =>
  Uint8Array.from(text, (character) => ({ '—': 0x97, '–': 0x96 })[character] ?? character.charCodeAt(0));
const csvOf = (lines: readonly (readonly string[])[]) =>
  documentOf(cp1252(lines.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n')));

const LONG =
  'MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,Is critical mineral 2025,Other notes'.split(
    ',',
  );
type Fields = Readonly<Record<string, string>>;

/** Malaysia's mine production of 2024, 140 t REO, estimated (USGS, Mineral Commodity Summaries 2026). */
const longRow = (fields: Fields) => {
  const cells: Fields = {
    'MCS chapter': 'RARE EARTHS',
    Section: 'World Mine Production and Reserves',
    Commodity: 'Rare Earths',
    Country: 'Malaysia',
    Statistics: 'Production',
    Statistics_detail: 'Mine production',
    Unit: 'metric tons',
    Year: '2024',
    Value: '140',
    Notes: 'Estimated. -- Estimated based on reported import data for China.',
    ...fields,
  };
  return LONG.map((name) => cells[name] ?? '');
};
const long = (...rows: Fields[]) => csvOf([LONG, ...rows.map(longRow)]);
const parse = (...rows: Fields[]) => usgs.parse(long(...rows), QUERY).observations;
const faultOf = (...rows: Fields[]) => refusalOf(() => usgs.parse(long(...rows), QUERY));

test('USGS is asked for the file of the edition', () => {
  expect(
    usgs.requests(QUERY, spanOf('2020-01', '2026-09'), { baseUrl: 'https://www.sciencebase.gov', hasKey: false }),
  ).toEqual([
    {
      url: 'https://www.sciencebase.gov/catalog/file/get/696a75d5d4be0228872d3bf8?name=MCS2026_Commodities_Data.csv',
      accepts: ['*'],
    },
  ]);
});

describe('the query', () => {
  test.each([
    [{ item: '../secret' }, /24 hexadecimal digits/],
    [{ file: '../x.csv' }, /name of a CSV file/],
    [{ unit: 'tons' }, /begin with kg, t, kt or Mt/],
    [{ statistics: ['Price'] }, /Invalid option/],
    [{ year: 2024 }, /Unrecognized key/],
  ])('%j is refused with what is wrong', (wrong, message) => {
    expect(problemsOf(usgs.query, { ...QUERY, ...wrong })).toMatch(message);
  });

  test('it yields each statistic of each country, a year at a time, in the unit of the chapter', () => {
    expect(usgs.yields({ ...QUERY, countries: ['Malaysia', 'World total'] })).toEqual(
      ['Malaysia', 'World total'].map((country) => ({
        dimensions: { commodity: 'Rare Earths', country, statistic: 'Production' },
        unit: 't REO',
        basis: 'reo-content',
        frequency: 'year',
      })),
    );
  });
});

describe('the long layout', () => {
  test('a row is the figure of a year, estimated where its notes begin so', () => {
    expect(parse({})).toEqual([
      {
        of: { dimensions: { commodity: 'Rare Earths', country: 'Malaysia', statistic: 'Production' } },
        period: { start: Temporal.PlainYearMonth.from('2024-01'), months: 12 },
        unit: 't REO',
        value: '140',
        status: 'estimated',
        locator: '#cell=2,9',
        note: 'Estimated based on reported import data for China.',
      },
    ]);
  });

  test('a note that does not begin with "Estimated." makes no estimate', () => {
    expect(parse({ Notes: 'See Appendix C. Estimated.' })[0]).toMatchObject({
      status: 'reported',
      note: 'See Appendix C. Estimated.',
    });
    expect(parse({ Notes: '' })[0]).not.toHaveProperty('note');
  });

  test('a note keeps all but the leading "Estimated."', () => {
    expect(parse({ Notes: 'Estimated.' })[0]).not.toHaveProperty('note');
    const sentence = 'Estimated based on reported import data.';
    expect(parse({ Notes: sentence })[0]).toMatchObject({ status: 'estimated', note: sentence });
  });

  test.each([
    ['710,000', '710000', 'reported'],
    ['—', '0', 'reported'],
    ['NA', null, 'missing'],
    ['', null, 'missing'],
    ['W', null, 'suppressed'],
    ['E', null, 'missing'],
    ['--', '0', 'reported'],
    ['140e', '140', 'estimated'],
    ['e45,500', '45500', 'estimated'],
    ['68,000r', '68000', 'reported'],
    ['18,000 er', '18000', 'estimated'],
  ])('"%s" is %s, %s', (text, value, status) => {
    expect(parse({ Value: text, Notes: '' })[0]).toMatchObject({ value, status });
  });

  test('a bound keeps its number and says that it is one', () => {
    // World reserves in the Mineral Commodity Summaries 2026.
    expect(parse({ Value: '>85,000,000', Notes: 'See Appendix C.' })[0]).toMatchObject({
      value: '85000000',
      status: 'estimated',
      note: 'a lower bound: more than 85000000. See Appendix C.',
    });
  });

  test('a figure that is marked as revised says so', () => {
    expect(parse({ Value: '68,000r', Notes: '' })[0]).toMatchObject({ note: 'revised by USGS' });
  });

  test('a bound that is marked keeps its mark and its number', () => {
    expect(parse({ Value: 'r>90', Notes: '' })[0]).toMatchObject({
      value: '90',
      status: 'estimated',
      note: 'a lower bound: more than 90. revised by USGS',
    });
    expect(parse({ Value: '<5', Notes: '' })[0]).toMatchObject({ value: '5', note: 'an upper bound: less than 5' });
  });

  test('what is parsed is what stands in the bytes', () => {
    const document = long({ Value: '45,500' }, { Year: '2025', Value: '—' }, { Year: '2023', Value: '>85,000,000' });
    const report = usgs.parse(document, QUERY);
    expect(report.observations).toHaveLength(3);
    expect(strayFigures(document, report)).toEqual([]);
  });

  test.each([
    ['of another chapter', { 'MCS chapter': 'RARE EARTHS (Heavy)' }],
    ['of another commodity', { Commodity: 'Yttrium' }],
    ['of the salient statistics', { Section: 'Salient Statistics—United States' }],
    ['of another country', { Country: 'China' }],
    ['of another statistic', { Statistics: 'Reserves' }],
    ['of several years', { Year: '2021–24' }],
  ])('a row %s is left out', (_, fields) => {
    expect(parse({}, { ...fields, Value: '9' }).map(({ value }) => value)).toEqual(['140']);
  });

  test('a file that does not hold what was asked is the answer to another question', () => {
    expect(faultOf({ Country: 'China' })).toMatchObject({
      fault: 'wrong_subject',
      message: 'the file has no Production of Malaysia under RARE EARTHS, Rare Earths',
    });
  });

  test('a figure in another unit of mass is refused', () => {
    expect(faultOf({ Unit: 'thousand metric tons' }).message).toBe(
      'row 2 is in thousand metric tons, due was metric tons (t REO)',
    );
  });

  test('a text that is neither a figure nor a symbol is refused with its cell', () => {
    expect(faultOf({}, { Year: '2025', Value: 'Large' }).message).toBe(
      '#cell=3,9 "Large" is neither a figure nor a known symbol',
    );
    expect(faultOf({ Value: 'constructor' }).message).toMatch(/neither a figure/);
  });

  test('a year that comes twice is refused', () => {
    expect(faultOf({}, { Statistics_detail: 'Mine production: rounded' }).message).toMatch(
      /Production of 2024 is stated twice: at #cell=2,9 and at #cell=3,9/,
    );
  });

  test('a header that lacks a column is refused', () => {
    const header = LONG.map((name) => (name === 'Value' ? 'Amount' : name));
    expect(refusalOf(() => usgs.parse(csvOf([header, longRow({})]), QUERY)).message).toBe(
      'the header has no column "Value"',
    );
  });
});

describe('the wide layout', () => {
  const WIDE = ['SOURCE', 'COMMODITY', 'COUNTRY', 'TYPE', 'UNIT_MEAS', 'PROD_2023', 'PROD_EST_ 2024', 'RESERVES_2024'];
  const EARTHS = ['MCS2025', 'Rare earths', 'Malaysia', 'Mine production, rare-earth-oxide equivalent', 'metric tons'];
  const query = { ...QUERY, edition: 2025, statistics: ['Production' as const, 'Reserves' as const] };

  test('a column is the figure of its year, estimated where its name says so', () => {
    // The production figures are those that others quote of this edition; the reserves are made up.
    const document = csvOf([WIDE, [...EARTHS, '310', '130', '30,000']]);
    const report = usgs.parse(document, query);
    expect(
      report.observations.map(({ value, status, locator, period }) => [period.start.year, value, status, locator]),
    ).toEqual([
      [2023, '310', 'reported', '#cell=2,6'],
      [2024, '130', 'estimated', '#cell=2,7'],
      [2024, '30000', 'reported', '#cell=2,8'],
    ]);
    expect(strayFigures(document, report)).toEqual([]);
  });

  test('"World total (rounded)" is the world total', () => {
    const world = [...EARTHS.with(2, 'World total (rounded)'), '376,000', '390,000', '>90,000,000'];
    const report = usgs.parse(csvOf([WIDE, world]), { ...query, countries: ['World total'] });
    expect(report.observations.map(({ value }) => value)).toEqual(['376000', '390000', '90000000']);
  });

  test('another commodity is left out', () => {
    const rows = [EARTHS, EARTHS.with(1, 'Yttrium')].map((cells) => [...cells, '1', '2', '3']);
    expect(usgs.parse(csvOf([WIDE, ...rows]), query).observations).toHaveLength(3);
  });
});

test.each([
  ['a web page', '<!doctype html><title>ScienceBase</title>'],
  ['a CSV of no known layout', 'a,b\n1,2\n'],
  ['an empty file', ''],
])('%s is no Mineral Commodity Summaries', (_, text) => {
  expect(refusalOf(() => usgs.parse(documentOf(text), QUERY)).fault).toBe('format');
});
