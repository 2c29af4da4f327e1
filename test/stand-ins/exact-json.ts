import { folderBytes } from '../support/us-malaysia-folder.ts';

/** A row as fields to look at, with every number as its publisher wrote it. */
export type Row = Readonly<Record<string, unknown>>;

// ECMAScript 2026, "JSON.parse source text access", which the compiler's library does not know yet.
const exact = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): { readonly rawJSON: string };
};

/** The rows below `path` of an answer recorded in the shipped deal. `jsonOf` prints them with their very digits. */
export function recordedRows(file: string, path: readonly string[]): Row[] {
  const text = folderBytes(`recorded/${file}`).toString('utf8');
  const body = exact.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value,
  );
  return path.reduce<unknown>((value, name) => (value as Row)[name], body) as Row[];
}

/** The text of a field, a number as it was written. */
export function textOf(row: Row, field: string): string {
  const value = row[field];
  return typeof value === 'object' && value !== null && 'rawJSON' in value ? String(value.rawJSON) : String(value);
}

export const jsonOf = (value: unknown): string => JSON.stringify(value);

/** A field that this program does not know, and the others in another order. */
export const reordered = (row: Row): Row => Object.fromEntries(Object.entries(row).toReversed());
export const widened = (row: Row): Row => ({ addedByThePublisher: { since: '2026-11' }, ...row, anotherOne: null });
