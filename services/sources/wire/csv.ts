import { parse } from 'csv-parse/sync';
import { SourceError } from '../errors.ts';
import { type TextEncoding, decodeText, isWebPage } from './text.ts';

interface CsvRow {
  /** Counted from 1 with the header as row 1, blank lines included: the row of RFC 7111, and of a spreadsheet. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

/**
 * Every record of a CSV document, header and blank lines included, cells without their quotes.
 * @throws SourceError `format` for a web page, a wrong encoding or broken quoting.
 */
export function readRecords(bytes: Uint8Array, encoding: TextEncoding): readonly (readonly string[])[] {
  const text = decodeText(bytes, encoding);
  if (isWebPage(text)) throw new SourceError('format', 'the answer is a web page, where CSV was due');
  try {
    return parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
  } catch (cause) {
    throw new SourceError('format', `the CSV is broken: ${cause instanceof Error ? cause.message : 'unreadable'}`, {
      cause,
    });
  }
}

/**
 * A CSV document as header and rows; blank lines are left out, and counted.
 * @throws SourceError `format` as `readRecords`, when there is no header, or naming a row that does not fit it.
 */
export function parseCsv(bytes: Uint8Array, encoding: TextEncoding): CsvTable {
  const [header, ...records] = readRecords(bytes, encoding);
  if (header === undefined || isBlank(header)) throw new SourceError('format', 'the CSV is empty: it has no header');
  const rows = records.map((cells, index) => ({ row: index + 2, cells })).filter(({ cells }) => !isBlank(cells));
  for (const { row, cells } of rows) {
    if (cells.length !== header.length) {
      throw new SourceError('format', `row ${row} has ${cells.length} cells, the header ${header.length}`);
    }
  }
  return { header, rows };
}

const isBlank = (cells: readonly string[]) => cells.length === 1 && cells[0]!.trim() === '';

/**
 * The index of a column, from 0.
 * @throws SourceError `format` when the header does not name it.
 */
export function columnOf({ header }: CsvTable, name: string): number {
  const index = header.indexOf(name);
  if (index < 0) throw new SourceError('format', `the header has no column "${name}"`);
  return index;
}

/** The place of a cell, as the fragment of RFC 7111: `#cell=12,9`, row and column from 1. */
export function cellLocator(row: number, column: number): string {
  return `#cell=${row},${column}`;
}
