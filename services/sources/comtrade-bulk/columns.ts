import { SourceError } from '../errors.ts';

/** The columns that a figure is read from, named as in Comtrade's JSON form. */
const NEEDED = [
  'typeCode',
  'freqCode',
  'refYear',
  'refMonth',
  'period',
  'reporterCode',
  'flowCode',
  'partnerCode',
  'partner2Code',
  'classificationCode',
  'cmdCode',
  'customsCode',
  'motCode',
  'qtyUnitCode',
  'netWgt',
  'isNetWgtEstimated',
  'cifvalue',
  'fobvalue',
  'primaryValue',
] as const;
/** The mode of supply, which not every file has. */
const COLUMNS = [...NEEDED, 'mosCode'] as const;
export type Column = (typeof COLUMNS)[number];

/** Cells by the name of their column; an empty text for a column that the file does not have. */
export type Cells = Readonly<Record<Column, string>>;

export interface Columns {
  /** The number of a column, from 1. */
  readonly number: (column: Column) => number;
  /**
   * The cells of a row, without the blanks around them. They are those of this row until the next one is read.
   * @throws SourceError `format` when the row has more or fewer than the header.
   */
  readonly cells: (line: string, row: number) => Cells;
}

/**
 * Finds the columns in the header of a file; their order is free, and so is the case of their names, which Comtrade
 * itself varies (`cifvalue`, `CIFValue`).
 * @throws SourceError `format` naming what is missing or there twice.
 */
export function columnsOf(header: string): Columns {
  const names = header.split('\t').map((name) => name.trim().toLowerCase());
  const places = COLUMNS.map((column) => placeOf(column, names));
  return {
    number: (column) => places[COLUMNS.indexOf(column)]! + 1,
    cells: cellReader(names.length, places),
  };
}

function placeOf(column: Column, names: readonly string[]): number {
  const place = names.indexOf(column.toLowerCase());
  if (place < 0 && column !== 'mosCode') throw new SourceError('format', `the header has no column "${column}"`);
  if (place >= 0 && names.includes(column.toLowerCase(), place + 1)) {
    throw new SourceError('format', `the header has the column "${column}" twice`);
  }
  return place;
}

/** Most cells say what the one above them says: its text is used again. */
function cellReader(width: number, places: readonly number[]): Columns['cells'] {
  const texts = COLUMNS.map(() => '');
  const cells = Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Record<Column, string>;
  const slots = Int16Array.from({ length: width }, (_, place) => places.indexOf(place));
  return (line, row) => {
    let start = 0;
    let count = 0;
    for (;;) {
      const tab = line.indexOf('\t', start);
      const end = tab < 0 ? line.length : tab;
      const slot = count < width ? slots[count]! : -1;
      if (slot >= 0) {
        const above = texts[slot]!;
        if (above.length !== end - start || !line.startsWith(above, start)) {
          texts[slot] = line.slice(start, end);
          cells[COLUMNS[slot]!] = texts[slot].trim();
        }
      }
      count += 1;
      if (tab < 0) break;
      start = tab + 1;
    }
    if (count === width) return cells;
    throw new SourceError('format', `row ${row} has ${count} cells, the header ${width}`);
  };
}
