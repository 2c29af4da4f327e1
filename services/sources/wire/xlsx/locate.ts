import { readSheetCellLocator } from './place.ts';
import { openWorkbook } from './workbook.ts';

/** Whether a locator is of a cell of a workbook. */
export const isSheetCell = (locator: string): boolean => readSheetCellLocator(locator) !== undefined;

/** What the cell at a locator states; undefined where nothing stands, or nothing that can be taken. */
export function statedInCell(bytes: Uint8Array, locator: string): string | undefined {
  const place = readSheetCellLocator(locator);
  if (place === undefined) return undefined;
  const row = openWorkbook(bytes)
    .sheet(place.sheet)
    ?.rows.find(({ row }) => row === place.cell.row);
  const cell = row?.cells.get(place.cell.column);
  return cell?.problem === undefined ? cell?.text : undefined;
}
