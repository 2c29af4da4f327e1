import { writeWorkbook, type WrittenSheet } from '../wire/xlsx/write.ts';
import { columnsOf, type TableKind } from './kind.ts';
import type { HandFedRow } from './rows.ts';
import type { TableFormat } from './table.ts';

/** A table of a kind as a file: its header, and rows of texts; a workbook may have sheets of notes beside it. */
export function writeTable<Column extends string>(
  kind: TableKind<Column>,
  rows: readonly Pick<HandFedRow<Column>, 'cells'>[],
  format: TableFormat,
  notes: readonly WrittenSheet[] = [],
): Uint8Array {
  const columns = columnsOf(kind);
  const lines: readonly (readonly string[])[] = [
    columns,
    ...rows.map(({ cells }) => columns.map((name) => cells[name])),
  ];
  if (format === 'xlsx') return writeWorkbook([{ name: kind.name, rows: lines }, ...notes]);
  return new TextEncoder().encode(lines.map((cells) => `${cells.map(csvCell).join(',')}\n`).join(''));
}

const csvCell = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
