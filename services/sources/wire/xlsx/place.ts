const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;

/** A cell by numbers from 1. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The letters of a column: 1 is A, 28 is AB. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCodePoint(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The place of a reference such as `B7`; undefined when it names no cell of a sheet. */
export function placeOfCell(reference: string): CellPlace | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.codePointAt(0)! - 64, 0);
  const row = Number(digits);
  return column > LAST_COLUMN || row > LAST_ROW ? undefined : { row, column };
}

/** The place of a cell of a workbook: `#sheet=figures&cell=C7`, the sheet's name percent-encoded. */
export function sheetCellLocator(sheet: string, { row, column }: CellPlace): string {
  return `#sheet=${encodeURIComponent(sheet)}&cell=${columnLetters(column)}${row}`;
}

/** The inverse of `sheetCellLocator`; undefined for any other locator. */
export function readSheetCellLocator(
  locator: string,
): { readonly sheet: string; readonly cell: CellPlace } | undefined {
  const [, name, reference] = /^#sheet=([^&=]+)&cell=([A-Z]+\d+)$/.exec(locator) ?? [];
  const cell = placeOfCell(reference ?? '');
  if (name === undefined || cell === undefined) return undefined;
  try {
    return { sheet: decodeURIComponent(name), cell };
  } catch {
    return undefined;
  }
}
