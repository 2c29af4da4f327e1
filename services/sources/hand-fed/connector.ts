import { z } from 'zod';
import { canonicalDecimal } from '../../../config/vocabulary/decimal.ts';
import { OBSERVATION_STATUSES } from '../../../config/vocabulary/evidence.ts';
import { formatPeriod, parsePeriod } from '../../../config/vocabulary/period.ts';
import type { Connector, ReportedObservation } from '../connector.ts';
import { type CsvTable, cellLocator, parseCsv } from '../wire/csv.ts';
import { SourceError } from '../errors.ts';
import { COLUMNS, type Column, type HandFedRow, cellProblems, isValueless } from './row.ts';
import { listOf } from '../wire/query-schema.ts';

const HandFedQuery = z.strictObject({
  files: listOf(
    z
      .string()
      .regex(
        /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_][A-Za-z0-9_.-]*\.csv$/,
        'write the path of a CSV file inside the deal folder, such as figures/lynas-quarterly.csv',
      ),
  ),
});
type HandFedQuery = z.output<typeof HandFedQuery>;

/** Figures that a person copied from a source that no machine can read, each with where it stands. */
export const handFed: Connector<HandFedQuery> = {
  publisher: 'hand-fed',
  name: 'Hand-fed figures',
  baseUrl: null,
  key: 'none',
  minIntervalMs: 0,
  query: HandFedQuery,

  yields: () => 'named',

  requests: ({ files }) => files.map((file) => ({ url: `file:${file}`, accepts: ['text/csv'] })),

  parse({ bytes }) {
    const table = parseCsv(bytes, 'utf-8');
    refuseOtherHeader(table);
    const rows = table.rows.map(({ row, cells }) => ({ number: row, cells: rowOf(cells) }));
    refuseBad(rows);
    return { observations: rows.map(observationIn), publications: [] };
  },
};

function refuseOtherHeader({ header }: CsvTable): void {
  if (header.length === COLUMNS.length && header.every((name, index) => name === COLUMNS[index])) return;
  const separators = header[0]!.includes(';') ? ', separated by commas' : '';
  throw new SourceError('format', `row 1 must be the header ${COLUMNS.join(',')}${separators}`);
}

interface NumberedRow {
  readonly number: number;
  readonly cells: HandFedRow;
}

function rowOf(cells: readonly string[]): HandFedRow {
  return Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index]!])) as HandFedRow;
}

const SHOWN_PROBLEMS = 10;

function refuseBad(rows: readonly NumberedRow[]): void {
  const problems = [
    ...rows.flatMap(({ number, cells }) =>
      cellProblems(cells).map(
        ({ column, mending }) => `${place(number, column)} "${cells[column].slice(0, 40)}": ${mending}`,
      ),
    ),
    ...doubled(rows),
  ];
  if (problems.length === 0) return;
  const more = problems.length > SHOWN_PROBLEMS ? [`and ${problems.length - SHOWN_PROBLEMS} more`] : [];
  throw new SourceError('format', [...problems.slice(0, SHOWN_PROBLEMS), ...more].join('; '));
}

const place = (row: number, column: Column) => `row ${row}, column ${COLUMNS.indexOf(column) + 1} (${column})`;

function doubled(rows: readonly NumberedRow[]): string[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ number, cells: { series, period, reported_by: reportedBy } }) => {
    const key = JSON.stringify([series, canonicalPeriod(period), reportedBy.trim()]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, number);
    return earlier === undefined
      ? []
      : [`row ${number}: ${reportedBy} already reports ${series} of ${period} in row ${earlier}: keep one of them`];
  });
}

function canonicalPeriod(text: string): string {
  try {
    return formatPeriod(parsePeriod(text));
  } catch {
    return text;
  }
}

function observationIn({ number, cells }: NumberedRow): ReportedObservation {
  const superseded = cells.superseded.trim();
  return {
    of: { named: cells.series },
    period: parsePeriod(cells.period),
    unit: cells.unit.trim(),
    value: isValueless(cells.status) ? null : canonicalDecimal(cells.value),
    status: OBSERVATION_STATUSES.find((status) => status === cells.status)!,
    locator: cellLocator(number, COLUMNS.indexOf('value') + 1),
    reportedBy: cells.reported_by.trim(),
    note: [cells.note.trim(), cells.source_url].filter((text) => text !== '').join(' '),
    ...(superseded === '' ? {} : { superseded }),
    ...(cells.published === '' ? {} : { publishedAt: startOfDay(cells.published) }),
  };
}

const startOfDay = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime('UTC').toInstant();
