import { z } from 'zod';

/** A row of a hand-fed table by column; an empty cell is an empty text. */
export type HandFedCells<Column extends string> = Readonly<Record<Column, string>>;

/** Says how a cell has to be mended, or nothing when it is right. */
export type Check<Column extends string> = (cell: string, row: HandFedCells<Column>) => string | undefined;

const day = z.iso.date();
const webAddress = z.url({ protocol: /^https?$/ });

export const isDay = (text: string): boolean => day.safeParse(text).success;

/** Any text, or none. */
export const anything = (): undefined => undefined;

export const needed =
  (what: string) =>
  (cell: string): string | undefined =>
    cell.trim() === '' ? `write ${what}` : undefined;

export const webAddressCheck = (cell: string): string | undefined =>
  webAddress.safeParse(cell).success ? undefined : 'write the http(s) address where it stands';

export const dayCheck = (cell: string): string | undefined =>
  isDay(cell) ? undefined : 'write a date such as 2026-01-21';

export const dayOrNothing = (cell: string): string | undefined =>
  cell === '' || isDay(cell) ? undefined : 'write a date such as 2026-01-21, or leave it empty';

/** A page cannot have been read before it was published. */
export const publishedCheck: Check<'published' | 'entered_on'> = (cell, { entered_on: enteredOn }) =>
  dayOrNothing(cell) ??
  (cell !== '' && isDay(enteredOn) && cell > enteredOn ? `it lies after entered_on ${enteredOn}` : undefined);
