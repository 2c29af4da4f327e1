import { isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { OBSERVATION_STATUSES, type ObservationStatus } from '../../../config/vocabulary/evidence.ts';
import { formatPeriod, parsePeriod } from '../../../config/vocabulary/period.ts';
import { anything, dayCheck, type HandFedCells, needed, publishedCheck, webAddressCheck } from './checks.ts';
import type { TableKind } from './kind.ts';

export type FigureColumn =
  | 'series'
  | 'period'
  | 'value'
  | 'unit'
  | 'status'
  | 'reported_by'
  | 'source_url'
  | 'published'
  | 'entered_by'
  | 'entered_on'
  | 'superseded'
  | 'note';
export type FigureCells = HandFedCells<FigureColumn>;

/** Figures: one row is what one reporter says of one period of one series. */
export const FIGURES: TableKind<FigureColumn> = {
  name: 'figures',
  statedIn: 'value',
  idColumn: 'series',
  columns: {
    series: {
      about: 'id of a series of the deal, such as lynas-reo-output',
      check: (cell) =>
        /^[a-z][a-z0-9-]*$/.test(cell) ? undefined : 'write the id of a series of deal.yaml, such as lynas-reo-output',
    },
    period: {
      about: 'month 2026-07, quarter 2026-Q2, year 2026, or year to date 2026-01/2026-04, as the series reports',
      check: (cell) =>
        readPeriod(cell) === undefined ? 'write a period such as 2026-07, 2026-Q2, 2026 or 2026-01/2026-04' : undefined,
    },
    value: {
      about: 'the number in full digits with a decimal point, no thousands separators; empty if missing or suppressed',
      check: valueMending,
    },
    unit: { about: 'the unit of the series, such as t REO', check: needed('the unit, such as t REO') },
    status: {
      about: `one of ${OBSERVATION_STATUSES.join(', ')}; a zero that was reported is a figure`,
      check: (cell) => (isStatus(cell) ? undefined : `write one of ${OBSERVATION_STATUSES.join(', ')}`),
    },
    reported_by: { about: 'who reports the figure, where you read it', check: needed('who reports the figure') },
    source_url: { about: 'the address of the page', check: webAddressCheck },
    published: { about: 'date of the page, 2026-01-21; empty if it shows none', check: publishedCheck },
    entered_by: { about: 'who entered the row', check: needed('who entered the row') },
    entered_on: { about: 'date on which it was entered', check: dayCheck },
    superseded: {
      about: 'why another report of the same figure is preferred to this one; else empty',
      check: anything,
    },
    note: { about: 'what a reader should know; may be empty', check: anything },
  },
  keyOf: ({ series, period, reported_by: reportedBy }) =>
    JSON.stringify([series, readPeriod(period) ?? period, reportedBy.trim()]),
  say: ({ series, period, reported_by: reportedBy }) =>
    `${series} of ${readPeriod(period) ?? period} by ${reportedBy.trim()}`,
};

const isStatus = (text: string): text is ObservationStatus => OBSERVATION_STATUSES.some((status) => status === text);

/** Whether a status goes with no value. */
export const isValueless = (status: string): boolean => status === 'missing' || status === 'suppressed';

/** The period in its canonical form; undefined when it is none. */
function readPeriod(text: string): string | undefined {
  try {
    return formatPeriod(parsePeriod(text));
  } catch {
    return undefined;
  }
}

function valueMending(cell: string, { status }: FigureCells): string | undefined {
  if (isValueless(status)) return cell === '' ? undefined : `leave it empty: the status is ${status}`;
  if (cell.trim() === '') return 'write the value, or the status missing or suppressed';
  if (isDecimalText(cell) && !/e/i.test(cell)) return undefined;
  if (/^[=@]|^[+-](?![\d.])|^[+-][\d.]*[^\d.,]/.test(cell))
    return 'a formula is not computed: write the number in full digits';
  if (/^[+-]?\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+(?:\.\d+)?$/.test(cell)) {
    return `write ${cell.replaceAll(/[^\d.+-]/g, '')}, without thousands separators`;
  }
  if (/\d\s*(?:k|m|mn|bn?|t(?:n|rn)?|mio|mrd|thousand|million|billion|trillion)\.?$/i.test(cell)) {
    return 'write the number out in full digits, without a word of magnitude or a unit';
  }
  return 'write a decimal number in full digits, such as 4457 or 12.5';
}
