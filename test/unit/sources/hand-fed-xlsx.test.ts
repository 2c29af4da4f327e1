import { describe, expect, test } from 'vitest';
import { handFed } from '../../../services/sources/hand-fed/connector.ts';
import { FIGURES } from '../../../services/sources/hand-fed/figures.ts';
import { columnsOf } from '../../../services/sources/hand-fed/kind.ts';
import {
  formulaCell,
  numberCell,
  type RawCell,
  type RawSheet,
  sheetBytes,
  typedCell,
  workbookBytes,
} from '../../support/xlsx.ts';
import { documentOf, refusalOf, strayFigures } from './documents.ts';

const FILE = 'figures/lynas.xlsx';
const QUERY = handFed.query.parse({ files: [FILE] });
const HEADER = columnsOf(FIGURES);
const DAYS = 1;

/** Lynas' rare-earth oxide output of October to December 2025, 2,382 t, as a spreadsheet keeps it. */
const ROW: Readonly<Record<string, RawCell>> = {
  series: 'lynas-reo-output',
  period: '2025-Q4',
  value: numberCell('2382'),
  unit: 't REO',
  status: 'reported',
  reported_by: 'Lynas Rare Earths',
  source_url: 'https://lynas.example/q2-fy26',
  published: numberCell('46043', DAYS),
  entered_by: 'A. Analyst',
  entered_on: numberCell('46044', DAYS),
  superseded: null,
  note: 'company-wide',
};
const row = (cells: typeof ROW = {}) => Object.values({ ...ROW, ...cells });

const document = (bytes: Uint8Array) => documentOf(bytes, `file:${FILE}`);
const table = (...rows: RawSheet['rows'][number][]) => document(sheetBytes([HEADER, ...rows], { formats: [14] }));
const problemsOf = (...rows: RawSheet['rows'][number][]) =>
  refusalOf(() => handFed.parse(table(...rows), QUERY)).message.split('; ');

test('a workbook is asked for as one, a CSV file as one', () => {
  const { files } = handFed.query.parse({ files: [FILE, 'figures/a.csv'] });
  const span = { from: Temporal.PlainYearMonth.from('2020-01'), to: Temporal.PlainYearMonth.from('2026-09') };
  expect(handFed.requests({ files }, span, { baseUrl: 'file:', hasKey: false })).toEqual([
    { url: `file:${FILE}`, accepts: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
    { url: 'file:figures/a.csv', accepts: ['text/csv'] },
  ]);
});

test('a row of a workbook reports what the same row of a CSV file does', () => {
  const csv = `${HEADER.join(',')}\nlynas-reo-output,2025-Q4,2382,t REO,reported,Lynas Rare Earths,https://lynas.example/q2-fy26,2026-01-21,A. Analyst,2026-01-22,,company-wide\n`;
  const [fromCsv] = handFed.parse(documentOf(csv), QUERY).observations;
  expect(handFed.parse(table(row()), QUERY)).toEqual({
    observations: [{ ...fromCsv, locator: '#sheet=figures&cell=C2' }],
    publications: [],
    covers: [{ of: 'own rows', spans: 'all', locator: '#sheet=figures&cell=C1' }],
  });
});

test('every figure stands where its locator leads, however the spreadsheet wrote it', () => {
  const written = ['1.1000000000000001', '4457', '0.1', '1E-3', '191049044049'];
  const file = table(
    ...written.map((value, index) => row({ period: `20${10 + index}`, value: numberCell(value) })),
    row({ period: '2020', value: '12.50' }),
  );
  const report = handFed.parse(file, QUERY);
  expect(report.observations.map(({ value }) => value)).toEqual([
    '1.1',
    '4457',
    '0.1',
    '0.001',
    '191049044049',
    '12.5',
  ]);
  expect(strayFigures(file, report)).toEqual([]);
});

describe('a cell that has to be mended', () => {
  test.each<[string, RawCell, RegExp]>([
    ['value', formulaCell('SUM(A1:A2)', '2382'), /^sheet figures, row 3, column C \(value\) "2382": it is a formula/],
    ['value', typedCell('e', '#DIV/0!'), /column C \(value\) "#DIV\/0!": it is an error/],
    ['value', typedCell('b', '1'), /column C \(value\) "TRUE": write a decimal number/],
    ['value', numberCell('46043', DAYS), /column C \(value\) "2026-01-21": write a decimal number/],
    ['value', '=1+1', /column C \(value\) "=1\+1": a formula is not computed/],
    ['value', '2,382', /column C \(value\) "2,382": write 2382, without thousands separators/],
    ['value', null, /column C \(value\) "": write the value/],
    ['period', numberCell('46023', DAYS), /column B \(period\) "2026-01-01": write a period/],
    ['published', '21.01.2026', /column H \(published\) "21\.01\.2026": write a date/],
    ['entered_on', null, /column J \(entered_on\) "": write a date/],
    ['note', formulaCell('A1', 'x'), /column L \(note\) "x": it is a formula/],
  ])('%s: the file is refused whole, with sheet, row, column and mending', (column, cell, message) => {
    const [problem, ...others] = problemsOf(row(), row({ period: '2025-Q3', [column]: cell }));
    expect(problem).toMatch(message);
    expect(others).toEqual([]);
  });

  test('a figure that stands twice is named in both places', () => {
    expect(problemsOf(row(), row())).toEqual([
      'sheet figures, row 3, column A (series): lynas-reo-output of 2025-Q4 by Lynas Rare Earths stands in row 2 already: keep one of them',
    ]);
  });

  test('a cell beyond the header is told, and none is left out in silence', () => {
    expect(problemsOf([...row(), null, 'stray'])).toEqual([
      'sheet figures, row 2, column N: a column without a header: empty it',
    ]);
  });

  test('a row that is hidden, or merged with another, is no row that a person has checked', () => {
    const bytes = workbookBytes({
      formats: [14],
      sheets: [
        {
          name: 'figures',
          rows: [HEADER, row()],
          rowAttributes: { 2: 'hidden="1"' },
          after: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
        },
      ],
    });
    expect(refusalOf(() => handFed.parse(document(bytes), QUERY)).message).toMatch(
      /^sheet figures: row 2 is hidden: .*; sheet figures: the cells A2:A3 are merged/,
    );
  });
});

describe('the sheet', () => {
  const parse = (...sheets: RawSheet[]) => handFed.parse(document(workbookBytes({ formats: [14], sheets })), QUERY);
  const figures = { name: 'figures', rows: [HEADER, row()] };
  const notes = { name: 'notes', rows: [['anything']] };

  test('is the one of its name, wherever it stands, and others may be notes', () => {
    expect(parse(notes, { ...figures, name: 'Figures' }).observations).toHaveLength(1);
  });

  test('may have any name where it is the only one that can be seen', () => {
    const named = { ...figures, name: 'Q4' };
    expect(parse(named, { ...notes, state: 'hidden' }).observations[0]?.locator).toBe('#sheet=Q4&cell=C2');
  });

  test.each<[string, RawSheet[], RegExp]>([
    ['two of other names', [{ ...figures, name: 'a' }, notes], /2 sheets: name the one with the table "figures"/],
    ['a hidden one', [{ ...figures, state: 'hidden' }, notes], /^sheet figures is hidden: show it/],
    ['none that can be seen', [{ ...notes, state: 'veryHidden' }], /no sheet that can be seen/],
    ['an empty one', [{ name: 'figures', rows: [] }], /first row is empty/],
    ['a header in row 2', [{ name: 'figures', rows: [[], HEADER] }], /first row is empty/],
    ['another header', [{ name: 'figures', rows: [['series', 'when']] }], /^row 1 must be the header series,period/],
  ])('%s: the workbook is refused', (_, sheets, message) => {
    expect(refusalOf(() => parse(...sheets))).toMatchObject({
      fault: 'format',
      message: expect.stringMatching(message),
    });
  });

  test('a header alone holds no figure yet, which is no fault', () => {
    expect(parse({ name: 'figures', rows: [HEADER] }).observations).toEqual([]);
  });
});

test('a workbook under the name of a CSV file, and a CSV file under that of a workbook, are told', () => {
  const csv = handFed.query.parse({ files: ['figures/a.csv'] });
  const workbook = documentOf(sheetBytes([HEADER]), 'file:figures/a.csv');
  expect(refusalOf(() => handFed.parse(workbook, csv)).message).toMatch(/name it \.xlsx/);
  expect(refusalOf(() => handFed.parse(document(new TextEncoder().encode('series')), QUERY)).message).toMatch(
    /no XLSX/,
  );
});
