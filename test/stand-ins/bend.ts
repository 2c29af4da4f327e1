import { reordered, type Row, widened } from './exact-json.ts';
import type { ContentTrouble } from './stand-in.ts';

/** A row of an answer in trouble: itself, itself bent, or itself twice. `elsewhere` is what makes it another country's. */
export function bendRow(row: Row, trouble: ContentTrouble | undefined, elsewhere: Row): Row[] {
  switch (trouble) {
    case 'another country':
      return [{ ...row, ...elsewhere }];
    case 'columns in another order':
      return [reordered(row)];
    case 'more columns':
      return [widened(row)];
    case 'rows doubled':
      return [row, row];
    default:
      return [row];
  }
}
