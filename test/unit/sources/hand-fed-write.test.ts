import { describe, expect, test } from 'vitest';
import { FIGURES } from '../../../services/sources/hand-fed/figures.ts';
import { MEASURES } from '../../../services/sources/hand-fed/measures.ts';
import { readRows } from '../../../services/sources/hand-fed/rows.ts';
import { TABLE_FORMATS } from '../../../services/sources/hand-fed/table.ts';
import { emptyTable, templateNotes } from '../../../services/sources/hand-fed/template.ts';
import { writeWorkbook } from '../../../services/sources/wire/xlsx/write.ts';
import { openWorkbook } from '../../../services/sources/wire/xlsx/workbook.ts';
import { tinFigures, tinMeasures } from '../../support/tin-tables.ts';

const SERIES = [['tin-deliveries', { unit: 't', frequency: 'month', title: 'Tin deliveries' }]] as const;
const AWKWARD = ' a, "b"\nc & <d> _x000A_ é— \u0001';

describe.each(TABLE_FORMATS)('%s', (format) => {
  test('what is written is read again, to the character', () => {
    const rows = [{ note: AWKWARD }, { period: '2026-02', value: '0.10000000000000001', note: '=1+1' }];
    const { rows: read, problems } = readRows(FIGURES, tinFigures(rows, format), format);
    expect(problems).toEqual([]);
    expect(read.map(({ cells }) => cells.note)).toEqual([AWKWARD, '=1+1']);
    expect(read[1]?.cells).toMatchObject({ period: '2026-02', value: '0.10000000000000001', unit: 't' });
  });

  test('the same rows make the same bytes', () => {
    expect(tinMeasures([{}, { key: 'other' }], format)).toEqual(tinMeasures([{}, { key: 'other' }], format));
  });

  test('an empty table can be read, and holds no row', () => {
    expect(readRows(FIGURES, emptyTable(FIGURES, format, SERIES), format)).toMatchObject({ rows: [], problems: [] });
    expect(readRows(MEASURES, emptyTable(MEASURES, format, []), format)).toMatchObject({ rows: [], problems: [] });
  });
});

test('an empty workbook says on other sheets what each column is for, and which series there are', () => {
  const workbook = openWorkbook(emptyTable(FIGURES, 'xlsx', SERIES));
  expect(workbook.sheets.map(({ name }) => name)).toEqual(['figures', 'about', 'series']);
  const texts = (name: string) =>
    workbook.sheet(name)!.rows.map(({ cells }) => [...cells.values()].map(({ text }) => text));
  expect(texts('series')[1]).toEqual(['tin-deliveries', 't', 'month', 'Tin deliveries']);
  expect(texts('about').map(([column]) => column)).toEqual(['column', ...Object.keys(FIGURES.columns)]);
  expect(openWorkbook(emptyTable(MEASURES, 'xlsx', SERIES)).sheets.map(({ name }) => name)).toEqual([
    'measures',
    'about',
  ]);
});

test('the same is told in lines', () => {
  const lines = templateNotes(FIGURES, SERIES);
  expect(lines).toContain('  tin-deliveries: t, by month. Tin deliveries');
  expect(lines[0]).toMatch(/^series\s+id of a series/);
});

test('half a character and what XML cannot hold is masked, and read as it was', () => {
  const bytes = writeWorkbook([{ name: 'a & "b"', rows: [['\uD800\u0000\r\uFFFF', '']] }]);
  const cells = openWorkbook(bytes).sheet('a & "b"')!.rows[0]!.cells;
  expect([...cells]).toEqual([[1, { text: '\uD800\u0000\r\uFFFF' }]]);
});
