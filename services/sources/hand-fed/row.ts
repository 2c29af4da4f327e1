import { z } from 'zod';
import { isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { OBSERVATION_STATUSES, type ObservationStatus } from '../../../config/vocabulary/evidence.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';

export const COLUMNS = [
  'series',
  'period',
  'value',
  'unit',
  'status',
  'reported_by',
  'source_url',
  'published',
  'entered_by',
  'entered_on',
  'superseded',
  'note',
] as const;
export type Column = (typeof COLUMNS)[number];
export type HandFedRow = Readonly<Record<Column, string>>;

/** Says how a cell has to be mended, or nothing when it is right. */
type Check = (cell: string, row: HandFedRow) => string | undefined;

const day = z.iso.date();
const webAddress = z.url({ protocol: /^https?$/ });

const needed =
  (what: string): Check =>
  (cell) =>
    cell.trim() === '' ? `write ${what}` : undefined;

const isStatus = (text: string): text is ObservationStatus => OBSERVATION_STATUSES.some((status) => status === text);

/** Whether a status goes with no value. */
export const isValueless = (status: string) => status === 'missing' || status === 'suppressed';

const CHECKS: Readonly<Record<Column, Check>> = {
  series: (cell) =>
    /^[a-z][a-z0-9-]*$/.test(cell) ? undefined : 'write the id of a series of deal.yaml, such as lynas-reo-output',
  period: (cell) => {
    try {
      parsePeriod(cell);
      return undefined;
    } catch {
      return 'write a period such as 2026-07, 2026-Q2, 2026 or 2026-01/2026-04';
    }
  },
  value: valueMending,
  unit: needed('the unit, such as t REO'),
  status: (cell) => (isStatus(cell) ? undefined : `write one of ${OBSERVATION_STATUSES.join(', ')}`),
  reported_by: needed('who reports the figure'),
  source_url: (cell) =>
    webAddress.safeParse(cell).success ? undefined : 'write the http(s) address where the figure stands',
  published: (cell, { entered_on: enteredOn }) => {
    if (cell === '') return undefined;
    if (!day.safeParse(cell).success) return 'write a date such as 2026-01-21, or leave it empty';
    return day.safeParse(enteredOn).success && cell > enteredOn ? `it lies after entered_on ${enteredOn}` : undefined;
  },
  entered_by: needed('who entered the row'),
  entered_on: (cell) => (day.safeParse(cell).success ? undefined : 'write a date such as 2026-01-21'),
  superseded: () => undefined,
  note: () => undefined,
};

function valueMending(cell: string, { status }: HandFedRow): string | undefined {
  if (isValueless(status)) return cell === '' ? undefined : `leave it empty: the status is ${status}`;
  if (cell.trim() === '') return 'write the value, or the status missing or suppressed';
  if (isDecimalText(cell) && !/e/i.test(cell)) return undefined;
  if (/^[+-]?\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+(?:\.\d+)?$/.test(cell)) {
    return `write ${cell.replaceAll(/[^\d.+-]/g, '')}, without thousands separators`;
  }
  if (/\d\s*(?:k|m|mn|bn?|t(?:n|rn)?|mio|mrd|thousand|million|billion|trillion)\.?$/i.test(cell)) {
    return 'write the number out in full digits, without a word of magnitude or a unit';
  }
  return 'write a decimal number in full digits, such as 4457 or 12.5';
}

interface CellProblem {
  readonly column: Column;
  readonly mending: string;
}

/** Every cell of the row that has to be mended. */
export function cellProblems(row: HandFedRow): CellProblem[] {
  return COLUMNS.flatMap((column) => {
    const mending = CHECKS[column](row[column], row);
    return mending === undefined ? [] : [{ column, mending }];
  });
}
