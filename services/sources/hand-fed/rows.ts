import { SourceError } from '../errors.ts';
import { excerptOf } from '../transport/excerpt.ts';
import type { SheetCell } from '../wire/xlsx/cell.ts';
import type { HandFedCells } from './checks.ts';
import { columnsOf, type TableKind } from './kind.ts';
import { readTable, type Table, type TableFormat, type TableRow } from './table.ts';

/** A row of a table by column, and where it stands. */
export interface HandFedRow<Column extends string> {
  readonly row: number;
  readonly cells: HandFedCells<Column>;
  /** Where a cell of it is, for a person: `row 3, column 2 (period)`. */
  place(column: Column): string;
  locator(column: Column): string;
}

export interface HandFedTable<Column extends string> {
  readonly rows: readonly HandFedRow<Column>[];
  /** Every cell that has to be mended, with its place and how; empty for a table that can be taken. */
  readonly problems: readonly string[];
  /** The head of the column with the statements: where one would stand that is not there. */
  readonly headLocator: string;
}

/**
 * Reads and checks a table of a kind.
 * @throws SourceError `format` for what is no such table at all: no file of the format, or another header.
 */
export function readRows<Column extends string>(
  kind: TableKind<Column>,
  bytes: Uint8Array,
  format: TableFormat,
): HandFedTable<Column> {
  const table = readTable(bytes, format, kind.name);
  refuseOtherHeader(kind, table, format);
  const columns = columnsOf(kind);
  const placed = table.rows.map((row) => ({ row, read: rowOf(row, columns, table) }));
  return {
    rows: placed.map(({ read }) => read),
    problems: [
      ...table.problems,
      ...placed.flatMap(({ row, read }) => cellProblems(kind, row, read)),
      ...doubled(
        kind,
        placed.map(({ read }) => read),
      ),
    ],
    headLocator: table.locator(1, columns.indexOf(kind.statedIn) + 1),
  };
}

function refuseOtherHeader<Column extends string>(kind: TableKind<Column>, { header }: Table, format: TableFormat) {
  const columns = columnsOf(kind);
  if (header.length === columns.length && header.every((name, index) => name === columns[index])) return;
  const separators = format === 'csv' && header[0]!.includes(';') ? ', separated by commas' : '';
  throw new SourceError('format', `row 1 must be the header ${columns.join(',')}${separators}`);
}

function rowOf<Column extends string>(
  { row, cells }: TableRow,
  columns: readonly Column[],
  table: Table,
): HandFedRow<Column> {
  const at = (column: Column) => columns.indexOf(column) + 1;
  return {
    row,
    cells: Object.fromEntries(columns.map((column, index) => [column, cells[index]!.text])) as HandFedCells<Column>,
    place: (column) => `${table.place(row, at(column))} (${column})`,
    locator: (column) => table.locator(row, at(column)),
  };
}

function cellProblems<Column extends string>(kind: TableKind<Column>, { cells }: TableRow, row: HandFedRow<Column>) {
  return columnsOf(kind).flatMap((column, index) => {
    const { text, problem }: SheetCell = cells[index]!;
    const mending = problem ?? kind.columns[column].check(text, row.cells);
    return mending === undefined ? [] : [`${row.place(column)} "${shown(text)}": ${mending}`];
  });
}

const shown = (text: string) => excerptOf(text.slice(0, 40));

function doubled<Column extends string>(kind: TableKind<Column>, rows: readonly HandFedRow<Column>[]): string[] {
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const key = kind.keyOf(row.cells);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row.row);
    return earlier === undefined
      ? []
      : [`${row.place(kind.idColumn)}: ${kind.say(row.cells)} stands in row ${earlier} already: keep one of them`];
  });
}
