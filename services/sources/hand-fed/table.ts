import { SourceError } from '../errors.ts';
import { excerptOf } from '../transport/excerpt.ts';
import { cellLocator, parseCsv } from '../wire/csv.ts';
import type { SheetCell } from '../wire/xlsx/cell.ts';
import { columnLetters, sheetCellLocator } from '../wire/xlsx/place.ts';
import { openWorkbook, type Workbook } from '../wire/xlsx/workbook.ts';

export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The format that the name of a file promises; undefined when it is none of ours. */
export const formatOf = (file: string): TableFormat | undefined =>
  TABLE_FORMATS.find((format) => file.toLowerCase().endsWith(`.${format}`));

export interface TableRow {
  /** Counted from 1 with the header as row 1, as a spreadsheet shows it. */
  readonly row: number;
  /** By column of the header. */
  readonly cells: readonly SheetCell[];
}

/** A table of cells, wherever it stood. Rows and columns count from 1. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  /** What is wrong with it as a whole. */
  readonly problems: readonly string[];
  /** Where a cell is, for a person. */
  place(row: number, column: number): string;
  locator(row: number, column: number): string;
}

/**
 * Reads a table from a CSV file or a workbook.
 * @param sheet The sheet of a workbook; one that is the only visible one may have any name.
 * @throws SourceError `format` for what is no file of the format, or a workbook that does not say which sheet is meant.
 */
export function readTable(bytes: Uint8Array, format: TableFormat, sheet: string): Table {
  return format === 'csv' ? csvTable(bytes) : sheetTable(openWorkbook(bytes), sheet);
}

function csvTable(bytes: Uint8Array): Table {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new SourceError('format', 'the file is a workbook with the name of a CSV file: name it .xlsx');
  }
  const { header, rows } = parseCsv(bytes, 'utf-8');
  return {
    header,
    rows: rows.map(({ row, cells }) => ({ row, cells: cells.map((text) => ({ text })) })),
    problems: [],
    place: (row, column) => `row ${row}, column ${column}`,
    locator: cellLocator,
  };
}

const EMPTY: SheetCell = { text: '' };

function sheetTable(workbook: Workbook, wanted: string): Table {
  const name = chosenSheet(workbook, wanted);
  const shown = excerptOf(name);
  const { rows, problems } = workbook.sheet(name)!;
  const [first, ...others] = rows;
  if (first?.row !== 1)
    throw new SourceError('format', `sheet ${shown}: its first row is empty, where the header is due`);
  const place = (row: number, column: number) => `sheet ${shown}, row ${row}, column ${columnLetters(column)}`;
  const width = Math.max(...first.cells.keys());
  const across = (cells: ReadonlyMap<number, SheetCell>) =>
    Array.from({ length: width }, (_, index) => cells.get(index + 1) ?? EMPTY);
  const beyond = others.flatMap(({ row, cells }) =>
    [...cells.keys()]
      .filter((column) => column > width)
      .map((column) => `${place(row, column)}: a column without a header: empty it`),
  );
  return {
    header: across(first.cells).map(({ text }) => text),
    rows: others.map(({ row, cells }) => ({ row, cells: across(cells) })),
    problems: [...problems.map((problem) => `sheet ${shown}: ${problem}`), ...beyond],
    place,
    locator: (row, column) => sheetCellLocator(name, { row, column }),
  };
}

/** The sheet of that name, or the only one that can be seen. One that is hidden is nowhere read. */
function chosenSheet({ sheets }: Workbook, wanted: string): string {
  const named = sheets.find(({ name }) => name.toLowerCase() === wanted);
  if (named?.isHidden) throw new SourceError('format', `sheet ${excerptOf(named.name)} is hidden: show it`);
  if (named) return named.name;
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  if (visible.length === 1) return visible[0]!.name;
  throw new SourceError(
    'format',
    visible.length === 0
      ? 'the workbook has no sheet that can be seen'
      : `the workbook has ${visible.length} sheets: name the one with the table "${wanted}"`,
  );
}
