import { type CsvTable, columnOf } from '../wire/csv.ts';
import { SourceError } from '../errors.ts';
import type { UsgsQuery } from './query.ts';

/** One cell of a Mineral Commodity Summaries file that may hold a figure, with what the file says of it. */
export interface UsgsCell {
  readonly country: string;
  readonly statistic: string;
  /** As written: `2025`, or a range such as `2021–24`. */
  readonly year: string;
  readonly unit: string;
  readonly text: string;
  readonly isEstimate: boolean;
  readonly note: string;
  readonly row: number;
  readonly column: number;
}

/**
 * The world figures of the queried chapter and commodity, from either layout: a row a figure (2026 on) or a column a
 * year (2025). Which it is, the header tells.
 * @throws SourceError `format` for any other header.
 */
export function usgsCells(table: CsvTable, query: UsgsQuery): UsgsCell[] {
  if (table.header.includes('MCS chapter')) return longCells(table, query);
  if (table.header.includes('UNIT_MEAS')) return wideCells(table, query);
  throw new SourceError('format', 'the header is of no known layout: it has neither "MCS chapter" nor "UNIT_MEAS"');
}

function longCells(table: CsvTable, query: UsgsQuery): UsgsCell[] {
  const names = ['MCS chapter', 'Section', 'Commodity', 'Country', 'Statistics', 'Unit', 'Year', 'Value', 'Notes'];
  const at = new Map(names.map((name) => [name, columnOf(table, name)]));
  return table.rows.flatMap(({ row, cells }) => {
    const cell = (name: string) => cells[at.get(name)!]!.trim();
    // The salient statistics of the United States repeat figures of the world table under the same names.
    const isAsked =
      cell('MCS chapter') === query.chapter &&
      cell('Section').startsWith('World ') &&
      cell('Commodity') === query.commodity;
    if (!isAsked) return [];
    const notes = cell('Notes');
    const isEstimate = /^Estimated\b/.test(notes);
    return [
      {
        country: cell('Country'),
        statistic: cell('Statistics'),
        year: cell('Year'),
        unit: cell('Unit'),
        text: cell('Value'),
        isEstimate,
        note: notes.replace(/^Estimated\.(?:\s*--\s*)?/, ''),
        row,
        column: at.get('Value')! + 1,
      },
    ];
  });
}

/** Year columns are `PROD_2023`, `PROD_EST_ 2024` (with that space) and `RESERVES_2024`. */
const YEAR_COLUMN = /^(PROD|RESERVES)_(EST_)?\s*(\d{4})$/;

function wideCells(table: CsvTable, query: UsgsQuery): UsgsCell[] {
  const [commodity, country, type, unit] = ['COMMODITY', 'COUNTRY', 'TYPE', 'UNIT_MEAS'].map((name) =>
    columnOf(table, name),
  );
  const years = table.header.flatMap((name, index) => {
    const [, kind, estimate, year] = YEAR_COLUMN.exec(name.trim()) ?? [];
    if (kind === undefined || year === undefined) return [];
    const note = table.header.indexOf(`${kind}_NOTES`);
    return [
      { statistic: kind === 'PROD' ? 'Production' : 'Reserves', isEstimate: estimate !== undefined, year, index, note },
    ];
  });
  return table.rows.flatMap(({ row, cells }) => {
    const isAsked =
      cells[commodity!]!.trim().toLowerCase() === query.commodity.toLowerCase() && /production/i.test(cells[type!]!);
    if (!isAsked) return [];
    return years.map(({ statistic, isEstimate, year, index, note }) => ({
      country: cells[country!]!.trim().replace(/ \(rounded\)$/, ''),
      statistic,
      year,
      unit: cells[unit!]!.trim(),
      text: cells[index]!.trim(),
      isEstimate,
      note: cells[note]?.trim() ?? '',
      row,
      column: index + 1,
    }));
  });
}
