import { SourceError } from '../../errors.ts';
import { excerptOf } from '../../transport/excerpt.ts';
import { type CellContext, type SheetCell, readCell } from './cell.ts';
import { columnLetters, placeOfCell } from './place.ts';
import { attributeOf, childOf, childrenOf, isSet, type XmlElement } from './xml.ts';

export interface SheetRow {
  readonly row: number;
  /** Cells that are not empty, by column from 1. */
  readonly cells: ReadonlyMap<number, SheetCell>;
}

export interface Sheet {
  readonly name: string;
  /** Rows that are not empty, in their order. */
  readonly rows: readonly SheetRow[];
  /** What a person who looks at the sheet does not see as it is read: merged cells, hidden rows and columns. */
  readonly problems: readonly string[];
}

/**
 * The cells of a sheet.
 * @throws SourceError `format` for cells out of order, or twice in one place.
 */
export function readSheet(name: string, worksheet: XmlElement, context: CellContext): Sheet {
  const found: { readonly row: SheetRow; readonly isHidden: boolean }[] = [];
  let last = 0;
  for (const element of childrenOf(childOf(worksheet, 'sheetData'), 'row')) {
    const stated = attributeOf(element, 'r');
    const number = stated === undefined ? last + 1 : Number(stated);
    if (!Number.isSafeInteger(number) || number <= last)
      throw new SourceError('format', `sheet ${excerptOf(name)}: row ${excerptOf(stated ?? '')} is out of order`);
    last = number;
    const cells = cellsOf(name, element, number, context);
    if (cells.size > 0) found.push({ row: { row: number, cells }, isHidden: isSet(element, 'hidden') });
  }
  const rows = found.map(({ row }) => row);
  const hidden = found
    .filter(({ isHidden }) => isHidden)
    .map(({ row }) => `row ${row.row} is hidden: show it, or delete it`);
  return { name, rows, problems: [...hidden, ...hiddenColumns(worksheet, rows), ...merged(worksheet)] };
}

function cellsOf(name: string, row: XmlElement, number: number, context: CellContext): Map<number, SheetCell> {
  const cells = new Map<number, SheetCell>();
  let last = 0;
  for (const element of childrenOf(row, 'c')) {
    const reference = attributeOf(element, 'r');
    const place = reference === undefined ? { row: number, column: last + 1 } : placeOfCell(reference);
    if (place === undefined || place.row !== number || place.column <= last) {
      throw new SourceError('format', `sheet ${excerptOf(name)}, row ${number}: a cell is out of order`);
    }
    last = place.column;
    const cell = readCell(element, context);
    if (cell.text !== '' || cell.problem !== undefined) cells.set(place.column, cell);
  }
  return cells;
}

function hiddenColumns(worksheet: XmlElement, rows: readonly SheetRow[]): string[] {
  const used = new Set(rows.flatMap(({ cells }) => [...cells.keys()]));
  return childrenOf(childOf(worksheet, 'cols'), 'col')
    .filter((column) => isSet(column, 'hidden'))
    .flatMap((column) => [...used].filter((at) => isWithin(at, column)))
    .toSorted((a, b) => a - b)
    .map((column) => `column ${columnLetters(column)} is hidden: show it, or empty it`);
}

const isWithin = (column: number, range: XmlElement) =>
  column >= Number(attributeOf(range, 'min')) && column <= Number(attributeOf(range, 'max'));

const merged = (worksheet: XmlElement): string[] =>
  childrenOf(childOf(worksheet, 'mergeCells'), 'mergeCell').map(
    (range) => `the cells ${excerptOf(attributeOf(range, 'ref') ?? '')} are merged: unmerge them, and write each`,
  );
