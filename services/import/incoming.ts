import { SourceError } from '../sources/errors.ts';
import { FIGURES, type FigureColumn } from '../sources/hand-fed/figures.ts';
import { MEASURES, type MeasureColumn } from '../sources/hand-fed/measures.ts';
import type { HandFedQuery } from '../sources/hand-fed/query.ts';
import { type HandFedTable, readRows } from '../sources/hand-fed/rows.ts';
import type { TableFormat } from '../sources/hand-fed/table.ts';

export type Incoming =
  | { readonly kind: 'figures'; readonly table: HandFedTable<FigureColumn> }
  | { readonly kind: 'measures'; readonly table: HandFedTable<MeasureColumn> };

/**
 * Reads a table of a kind that the source takes; where it takes both, the header tells which.
 * @throws SourceError `format` for what is no table of such a kind.
 */
export function readIncoming(bytes: Uint8Array, format: TableFormat, { files, measures }: HandFedQuery): Incoming {
  const readers: readonly (() => Incoming)[] = [
    ...(files === undefined ? [] : [() => readKind('figures', bytes, format)]),
    ...(measures === undefined ? [] : [() => readKind('measures', bytes, format)]),
  ];
  const faults: string[] = [];
  for (const read of readers) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      faults.push(error.message);
    }
  }
  throw new SourceError('format', [...new Set(faults)].join(', or '));
}

/** Reads a table of the kind. */
export function readKind(kind: Incoming['kind'], bytes: Uint8Array, format: TableFormat): Incoming {
  return kind === 'figures'
    ? { kind, table: readRows(FIGURES, bytes, format) }
    : { kind, table: readRows(MEASURES, bytes, format) };
}

/** What tells each row from every other, with words for it. */
export function rowsByKey({ kind, table }: Incoming): ReadonlyMap<string, string> {
  return new Map(
    kind === 'figures'
      ? table.rows.map(({ cells }) => [FIGURES.keyOf(cells), FIGURES.say(cells)])
      : table.rows.map(({ cells }) => [MEASURES.keyOf(cells), MEASURES.say(cells)]),
  );
}
