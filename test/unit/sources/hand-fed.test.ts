import { describe, expect, test } from 'vitest';
import { handFed } from '../../../services/sources/hand-fed/connector.ts';
import { documentOf, problemsOf, refusalOf, spanOf, strayFigures } from './documents.ts';

const QUERY = handFed.query.parse({ files: ['figures/lynas-quarterly.csv'] });
const HEADER =
  'series,period,value,unit,status,reported_by,source_url,published,entered_by,entered_on,superseded,note'.split(',');

/** Lynas' rare-earth oxide output of October to December 2025, 2,382 t, as its quarterly report was quoted. */
const ROW = {
  series: 'lynas-reo-output',
  period: '2025-Q4',
  value: '2382',
  unit: 't REO',
  status: 'reported',
  reported_by: 'Lynas Rare Earths',
  source_url: 'https://lynas.example/q2-fy26',
  published: '2026-01-21',
  entered_by: 'A. Analyst',
  entered_on: '2026-01-22',
  superseded: '',
  note: 'company-wide',
};
type Fields = Partial<Record<keyof typeof ROW, string>>;

const line = (fields: Fields) =>
  Object.values({ ...ROW, ...fields })
    .map((cell) => `"${cell}"`)
    .join(',');
const fileOf = (...rows: Fields[]) => documentOf([HEADER.join(','), ...rows.map(line)].join('\n'));
const parse = (...rows: Fields[]) => handFed.parse(fileOf(...rows), QUERY).observations;
const problems = (...rows: Fields[]) => refusalOf(() => parse(...rows)).message.split('; ');

describe('the query', () => {
  test('each file of the deal folder is a request', () => {
    expect(handFed.requests(QUERY, spanOf('2020-01', '2026-09'), { baseUrl: 'file:', hasKey: false })).toEqual([
      { url: 'file:figures/lynas-quarterly.csv', accepts: ['text/csv'] },
    ]);
  });

  test.each([
    '../outside.csv',
    '/etc/passwd',
    'figures/../../x.csv',
    'figures/x.xls',
    'figures/x.csv.exe',
    'https://x.example/a.csv',
    '.hidden.csv',
  ])('the path %s is refused', (file) => {
    expect(problemsOf(handFed.query, { files: [file] })).toMatch(/path of a CSV or XLSX file inside the deal folder/);
  });

  test('the rows themselves name their series', () => {
    expect(handFed.yields(QUERY)).toBe('named');
  });
});

describe('a row', () => {
  test('is the observation of the series that it names, by whom it was reported and when', () => {
    expect(parse({})).toEqual([
      {
        of: { named: 'lynas-reo-output' },
        period: { start: Temporal.PlainYearMonth.from('2025-10'), months: 3 },
        unit: 't REO',
        value: '2382',
        status: 'reported',
        locator: '#cell=2,3',
        reportedBy: 'Lynas Rare Earths',
        publishedAt: Temporal.Instant.from('2026-01-21T00:00:00Z'),
        note: 'company-wide https://lynas.example/q2-fy26',
      },
    ]);
  });

  test('keeps its address as its note where it has no other', () => {
    expect(parse({ note: '' })[0]?.note).toBe('https://lynas.example/q2-fy26');
  });

  test('says why another report is preferred to it', () => {
    expect(parse({ superseded: 'misprint, see the report itself' })[0]?.superseded).toBe(
      'misprint, see the report itself',
    );
    expect(parse({})[0]).not.toHaveProperty('superseded');
  });

  test('without a date of publication has none', () => {
    expect(parse({ published: '' })[0]).not.toHaveProperty('publishedAt');
  });

  test.each(['missing', 'suppressed'])('that is %s has no value', (status) => {
    expect(parse({ status, value: '' })[0]).toMatchObject({ value: null, status });
  });

  test('of zero is a reported zero', () => {
    expect(parse({ value: '0.00' })[0]).toMatchObject({ value: '0', status: 'reported' });
  });

  test.each(['2025-12', '2025', '2026-01/2026-04'])('may be of the period %s', (period) => {
    expect(parse({ period })).toHaveLength(1);
  });

  test('is a spreadsheet’s row: what is parsed is what stands in the bytes', () => {
    const document = fileOf(
      {},
      { period: '2025-Q3', value: '3993', note: 'two\nlines' },
      { period: '2025-Q2', value: '3212.50' },
    );
    const report = handFed.parse(document, QUERY);
    expect(report.observations.map(({ locator }) => locator)).toEqual(['#cell=2,3', '#cell=3,3', '#cell=4,3']);
    expect(strayFigures(document, report)).toEqual([]);
  });
});

describe('a row that has to be mended', () => {
  test.each<[keyof typeof ROW, string, RegExp]>([
    ['series', 'Lynas REO', /write the id of a series/],
    ['period', 'Q4 2025', /write a period such as 2026-07, 2026-Q2/],
    ['period', '2025-Q5', /write a period/],
    ['value', '2,382', /write 2382, without thousands separators/],
    ['value', '1,234,567.5', /write 1234567.5, without thousands separators/],
    ['value', '2 382', /write 2382, without thousands separators/],
    ['value', '2.4k', /without a word of magnitude/],
    ['value', '1.5 billion', /without a word of magnitude/],
    ['value', '2382 t', /without a word of magnitude or a unit/],
    ['value', '2.382E+03', /full digits/],
    ['value', ' 2382', /full digits/],
    ['value', 'about 2382', /full digits/],
    ['value', '=1+1', /a formula is not computed/],
    ['value', '=2382', /a formula is not computed/],
    ['value', '@SUM(A1)', /a formula is not computed/],
    ['value', '+2000+382', /a formula is not computed/],
    ['value', '-A1', /a formula is not computed/],
    ['value', '', /write the value, or the status missing/],
    ['unit', ' ', /write the unit/],
    ['status', 'final', /write one of reported, provisional, estimated, missing, suppressed/],
    ['status', 'missing', /leave it empty: the status is missing/],
    ['reported_by', '', /write who reports the figure/],
    ['source_url', 'annual report', /http\(s\) address/],
    ['source_url', 'javascript:alert(1)', /http\(s\) address/],
    ['published', '21.01.2026', /write a date such as 2026-01-21, or leave it empty/],
    ['published', '2026-02-30', /write a date/],
    ['published', '2026-01-23', /it lies after entered_on 2026-01-22/],
    ['entered_by', '', /write who entered the row/],
    ['entered_on', '', /write a date/],
  ])('%s "%s" is told with its place and the mending', (column, cell, mending) => {
    const [problem, ...others] = problems({}, { period: '2025-Q3', [column]: cell });
    expect(problem).toMatch(mending);
    const named = column === 'status' && cell === 'missing' ? 'value' : column;
    expect(problem).toContain(`row 3, column ${HEADER.indexOf(named) + 1} (${named}) "`);
    expect(others).toEqual([]);
  });

  test('refuses the file whole, every problem told at once', () => {
    expect(problems({ period: 'x', unit: '' }, { value: '1,000', entered_on: 'today' })).toHaveLength(4);
  });

  test('ten problems are told and the rest are counted', () => {
    const told = problems(...Array.from({ length: 12 }, (_, index) => ({ period: `x${index}` })));
    expect(told).toHaveLength(11);
    expect(told.at(-1)).toBe('and 2 more');
  });

  test('a figure that one reporter states twice is refused, naming both rows', () => {
    expect(problems({}, {}, { period: '2025-10/2025-12' })).toEqual([
      'row 3, column 1 (series): lynas-reo-output of 2025-Q4 by Lynas Rare Earths stands in row 2 already: keep one of them',
      'row 4, column 1 (series): lynas-reo-output of 2025-Q4 by Lynas Rare Earths stands in row 2 already: keep one of them',
    ]);
  });

  test('a figure that two reporters state differently is two observations', () => {
    // Lynas' output of 2025-Q3: 3,993 t, and 3,933 t in one outlet.
    const told = parse(
      { period: '2025-Q3', value: '3993' },
      { period: '2025-Q3', value: '3933', reported_by: 'An outlet' },
    );
    expect(told.map(({ value }) => value)).toEqual(['3993', '3933']);
  });
});

describe('the file', () => {
  const faultOf = (text: string) => refusalOf(() => handFed.parse(documentOf(text), QUERY));

  test.each([
    ['a column less', HEADER.slice(0, -1).join(',')],
    ['a column more', [...HEADER, 'extra'].join(',')],
    ['another order', HEADER.toReversed().join(',')],
    ['a capital letter', HEADER.join(',').replace('series', 'Series')],
  ])('with %s in its header is refused', (_, header) => {
    expect(faultOf(`${header}\n`)).toMatchObject({
      fault: 'format',
      message: expect.stringMatching(/^row 1 must be the header series,period,value/),
    });
  });

  test('separated by semicolons is told so', () => {
    expect(faultOf(HEADER.join(';')).message).toMatch(/separated by commas$/);
  });

  test('with a header alone holds no figure yet, which is no fault', () => {
    expect(handFed.parse(documentOf(`${HEADER.join(',')}\n`), QUERY)).toMatchObject({
      observations: [],
      publications: [],
    });
  });

  test('with a byte order mark is read', () => {
    expect(handFed.parse(documentOf(`\u{FEFF}${HEADER.join(',')}\n${line({})}`), QUERY).observations).toHaveLength(1);
  });

  test('that is not UTF-8 is refused', () => {
    expect(refusalOf(() => handFed.parse(documentOf(Uint8Array.of(0xe9, 0x2c)), QUERY)).fault).toBe('format');
  });
});
