import type { SeriesSpec } from '../../../config/deal/schema.ts';
import { columnsOf, type TableKind } from './kind.ts';
import type { TableFormat } from './table.ts';
import { writeTable } from './write.ts';

/** Series that people feed, by their id. */
export type FedSeries = readonly (readonly [id: string, spec: Pick<SeriesSpec, 'unit' | 'frequency' | 'title'>])[];

/**
 * An empty table of a kind. A workbook explains itself on sheets of their own, which are never read; a CSV file has the
 * header alone, so that nothing in it can be taken for a row.
 */
export function emptyTable<Column extends string>(
  kind: TableKind<Column>,
  format: TableFormat,
  series: FedSeries,
): Uint8Array {
  const about = { name: 'about', rows: [['column', 'what to write'], ...columnNotes(kind)] };
  return writeTable(kind, [], format, kind.name === 'figures' ? [about, seriesSheet(series)] : [about]);
}

const columnNotes = <Column extends string>(kind: TableKind<Column>) =>
  columnsOf(kind).map((column) => [column, kind.columns[column].about]);

const seriesSheet = (series: FedSeries) => ({
  name: 'series',
  rows: [
    ['series', 'unit', 'frequency', 'title'],
    ...series.map(([id, { unit, frequency, title }]) => [id, unit, frequency, title]),
  ],
});

/** The same explanation as lines. */
export function templateNotes<Column extends string>(kind: TableKind<Column>, series: FedSeries): string[] {
  const columns = columnNotes(kind);
  const width = Math.max(...columns.map(([name]) => name!.length));
  return [
    ...columns.map(([name, about]) => `${name!.padEnd(width)}  ${about}`),
    ...(kind.name === 'figures' && series.length > 0
      ? [
          '',
          'Series:',
          ...series.map(([id, { unit, frequency, title }]) => `  ${id}: ${unit}, by ${frequency}. ${title}`),
        ]
      : []),
  ];
}
