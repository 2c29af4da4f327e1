import { MEASURE_EFFECTS, MEASURE_KINDS } from '../../../config/vocabulary/measure.ts';
import {
  anything,
  dayCheck,
  dayOrNothing,
  type HandFedCells,
  isDay,
  needed,
  publishedCheck,
  webAddressCheck,
} from './checks.ts';
import type { TableKind } from './kind.ts';

export type MeasureColumn =
  | 'key'
  | 'title'
  | 'kind'
  | 'effect'
  | 'implementer'
  | 'official'
  | 'announced'
  | 'in_force_from'
  | 'removed'
  | 'products'
  | 'affected'
  | 'reported_by'
  | 'source_url'
  | 'published'
  | 'entered_by'
  | 'entered_on'
  | 'note';
export type MeasureCells = HandFedCells<MeasureColumn>;

/** Measures: one row is one act of a government, or another legal event. */
export const MEASURES: TableKind<MeasureColumn> = {
  name: 'measures',
  statedIn: 'key',
  idColumn: 'key',
  columns: {
    key: {
      about: 'an id of your own that stays, such as raw-moratorium; lower-case letters, digits, hyphens',
      check: (cell) =>
        /^[a-z][a-z0-9-]*$/.test(cell) ? undefined : 'write an id of lower-case letters, digits and hyphens',
    },
    title: { about: 'what was done, in a line', check: needed('what was done, in a line') },
    kind: {
      about: `one of ${MEASURE_KINDS.join(', ')}; legal_event is any act of law that is none of the others`,
      check: (cell) =>
        MEASURE_KINDS.some((kind) => kind === cell) ? undefined : `write one of ${MEASURE_KINDS.join(', ')}`,
    },
    effect: {
      about: `what it does to trade, one of ${MEASURE_EFFECTS.join(', ')}; empty if that is open`,
      check: (cell) =>
        cell === '' || MEASURE_EFFECTS.some((effect) => effect === cell)
          ? undefined
          : `write one of ${MEASURE_EFFECTS.join(', ')}, or leave it empty`,
    },
    implementer: {
      about: 'country that does it, ISO 3166 code of three letters, such as MYS',
      check: (cell) => (/^[A-Z]{3}$/.test(cell) ? undefined : 'write a country code of three letters, such as MYS'),
    },
    official: {
      about: 'yes if the page is the official text or record, no if it rests on none, empty if it reports of one',
      check: (cell) => (['yes', 'no', ''].includes(cell) ? undefined : 'write yes or no, or leave it empty'),
    },
    announced: { about: 'date on which it was announced or signed; empty if unknown', check: announcedCheck },
    in_force_from: { about: 'first day in force; empty if it is not in force, or unknown', check: dayOrNothing },
    removed: { about: 'day on which it ended or ends; else empty', check: removedCheck },
    products: {
      about: 'HS codes of 2, 4, 6, 8 or 10 digits, with blanks between; empty if it names none',
      check: (cell) =>
        wordsIn(cell).every((code) => /^(?:\d{2}){1,5}$/.test(code))
          ? undefined
          : 'write HS codes of 2, 4, 6, 8 or 10 digits with blanks between, as text: a number loses its first zero',
    },
    affected: {
      about: 'countries that it touches, such as USA CHN, or all; empty if it names none',
      check: (cell) =>
        cell === 'all' || wordsIn(cell).every((code) => /^[A-Z]{3}$/.test(code))
          ? undefined
          : 'write country codes of three letters with blanks between, or all',
    },
    reported_by: { about: 'who reports it, where you read it', check: needed('who reports it') },
    source_url: { about: 'the address of the page', check: webAddressCheck },
    published: { about: 'date of the page; empty if it shows none', check: publishedCheck },
    entered_by: { about: 'who entered the row', check: needed('who entered the row') },
    entered_on: { about: 'date on which it was entered', check: dayCheck },
    note: { about: 'what a reader should know; may be empty', check: anything },
  },
  keyOf: ({ key }) => key,
  say: ({ key }) => key,
};

/** The codes in a cell. */
export const wordsIn = (cell: string): readonly string[] => cell.split(/[\s;,]+/).filter((word) => word !== '');

function announcedCheck(cell: string, { in_force_from: inForceFrom }: MeasureCells): string | undefined {
  if (cell !== '' || inForceFrom !== '') return dayOrNothing(cell);
  return 'write the day of its announcement, or its first day in force: an event has a date';
}

function removedCheck(cell: string, { announced, in_force_from: inForceFrom }: MeasureCells): string | undefined {
  const wrong = dayOrNothing(cell);
  const first = inForceFrom === '' ? announced : inForceFrom;
  if (wrong !== undefined || cell === '' || !isDay(first) || cell >= first) return wrong;
  return `it lies before ${first}, the day from which it was there`;
}
