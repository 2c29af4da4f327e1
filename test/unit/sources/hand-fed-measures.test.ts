import { describe, expect, test } from 'vitest';
import { handFed } from '../../../services/sources/hand-fed/connector.ts';
import { columnsOf } from '../../../services/sources/hand-fed/kind.ts';
import { MEASURES } from '../../../services/sources/hand-fed/measures.ts';
import { locate } from '../../../services/sources/wire/locator.ts';
import { numberCell, sheetBytes } from '../../support/xlsx.ts';
import { documentOf, problemsOf, refusalOf } from './documents.ts';

const QUERY = handFed.query.parse({ files: ['figures/a.csv'], measures: ['figures/events.csv', 'figures/more.xlsx'] });
const HEADER = columnsOf(MEASURES);

/** Malaysia's moratorium on raw rare earths, in effect from 2024-01-01, by a letter of 2023-12-20 (New Straits Times). */
const ROW = {
  key: 'raw-moratorium',
  title: 'Moratorium on the export of raw rare earths',
  kind: 'legal_event',
  effect: 'restricting',
  implementer: 'MYS',
  official: '',
  announced: '2023-12-20',
  in_force_from: '2024-01-01',
  removed: '',
  products: '2846 253090',
  affected: 'all',
  reported_by: 'New Straits Times',
  source_url: 'https://nst.example/1024679?key=made-up',
  published: '2024-03-12',
  entered_by: 'A. Analyst',
  entered_on: '2026-11-24',
  note: '',
};
type Fields = Partial<typeof ROW>;

const line = (fields: Fields) =>
  Object.values({ ...ROW, ...fields })
    .map((cell) => `"${cell}"`)
    .join(',');
const parse = (...rows: Fields[]) =>
  handFed.parse(documentOf([HEADER.join(','), ...rows.map(line)].join('\n'), 'file:figures/events.csv'), QUERY);
const told = (...rows: Fields[]) => refusalOf(() => parse(...rows)).message.split('; ');

describe('the query', () => {
  test.each([
    [{}, /name the files of figures, or those of measures/],
    [{ measures: [] }, /name at least one/],
    [{ measures: ['../a.csv'] }, /path of a CSV or XLSX file/],
    [{ files: ['figures/a.csv'], measures: ['figures/a.csv'] }, /both as one of figures and as one of measures/],
  ])('%j is refused', (query, message) => {
    expect(problemsOf(handFed.query, query)).toMatch(message);
  });

  test('measures are read after figures, and may be all that a source has', () => {
    const span = { from: Temporal.PlainYearMonth.from('2020-01'), to: Temporal.PlainYearMonth.from('2026-09') };
    const urls = handFed.requests(QUERY, span, { baseUrl: 'file:', hasKey: false }).map(({ url }) => url);
    expect(urls).toEqual(['file:figures/a.csv', 'file:figures/events.csv', 'file:figures/more.xlsx']);
    expect(problemsOf(handFed.query, { measures: ['figures/events.csv'] })).toBe('');
  });
});

describe('a row', () => {
  test('is the measure that it states, its page without a key', () => {
    expect(parse({})).toEqual({
      observations: [],
      publications: [],
      measures: [
        {
          key: 'raw-moratorium',
          title: 'Moratorium on the export of raw rare earths',
          kind: 'legal_event',
          effect: 'restricting',
          implementer: 'MYS',
          isOfficial: null,
          announced: '2023-12-20',
          inForceFrom: '2024-01-01',
          removed: null,
          products: ['2846', '253090'].map((code) => ({ code, inForceFrom: null, removed: null })),
          affected: 'all',
          page: 'https://nst.example/1024679',
          locator: '#cell=2,1',
          reportedBy: 'New Straits Times',
          publishedAt: Temporal.Instant.from('2024-03-12T00:00:00Z'),
        },
      ],
    });
  });

  test('leaves open what it does not say', () => {
    const [open] = parse({
      effect: '',
      in_force_from: '',
      products: '',
      affected: '',
      published: '',
      note: 'seen',
    }).measures!;
    expect(open).toMatchObject({ inForceFrom: null, products: [], affected: [], note: 'seen' });
    expect(open).not.toHaveProperty('effect');
    expect(open).not.toHaveProperty('publishedAt');
    expect(parse({ official: 'no' }).measures![0]?.isOfficial).toBe(false);
    expect(parse({ official: 'yes' }).measures![0]?.isOfficial).toBe(true);
  });

  test('of a workbook is read alike, and stands where its locator leads', () => {
    const cells = Object.values({ ...ROW, products: numberCell('2846'), in_force_from: numberCell('45292', 1) });
    const bytes = sheetBytes([HEADER, cells], { formats: ['yyyy-mm-dd'] }, 'measures');
    const [measure] = handFed.parse(documentOf(bytes, 'file:figures/more.xlsx'), QUERY).measures!;
    expect(measure).toMatchObject({ inForceFrom: '2024-01-01', products: [{ code: '2846' }] });
    expect(locate(bytes, measure!.locator)).toBe('raw-moratorium');
  });

  test('a header alone lists nothing, which is an answer', () => {
    expect(parse().measures).toEqual([]);
  });

  test('a file of figures lists no measures, and is none that lists nothing', () => {
    const header =
      'series,period,value,unit,status,reported_by,source_url,published,entered_by,entered_on,superseded,note';
    expect(handFed.parse(documentOf(header, 'file:figures/a.csv'), QUERY)).not.toHaveProperty('measures');
  });
});

describe('a row that has to be mended', () => {
  test.each<[keyof typeof ROW, Fields, RegExp]>([
    ['key', { key: 'Raw Moratorium' }, /lower-case letters/],
    ['title', { title: ' ' }, /write what was done/],
    ['kind', { kind: 'ban' }, /write one of export_ban, .*legal_event/],
    ['effect', { effect: 'bad' }, /write one of restricting/],
    ['implementer', { implementer: 'Malaysia' }, /three letters, such as MYS/],
    ['official', { official: 'maybe' }, /write yes or no/],
    ['announced', { announced: '', in_force_from: '' }, /an event has a date/],
    ['announced', { announced: '20.12.2023' }, /write a date/],
    ['in_force_from', { in_force_from: 'soon' }, /write a date/],
    ['removed', { removed: '2023-12-31' }, /it lies before 2024-01-01/],
    ['products', { products: '284' }, /2, 4, 6, 8 or 10 digits/],
    ['products', { products: '2846.90' }, /2, 4, 6, 8 or 10 digits/],
    ['affected', { affected: 'US' }, /three letters/],
    ['affected', { affected: 'all USA' }, /three letters/],
    ['reported_by', { reported_by: '' }, /write who reports it/],
    ['source_url', { source_url: 'a letter' }, /http\(s\) address/],
    ['published', { published: '2026-11-25' }, /it lies after entered_on/],
    ['entered_by', { entered_by: '' }, /write who entered/],
    ['entered_on', { entered_on: '' }, /write a date/],
  ])('%s is told with its place', (column, fields, mending) => {
    const [problem, ...others] = told({ key: 'other' }, fields);
    expect(problem).toMatch(mending);
    expect(problem).toContain(`row 3, column ${HEADER.indexOf(column) + 1} (${column}) "`);
    expect(others).toEqual([]);
  });

  test('a key that stands twice is told', () => {
    expect(told({}, {})).toEqual(['row 3, column 1 (key): raw-moratorium stands in row 2 already: keep one of them']);
  });
});
