/** A line of a rule's terms, and how deep it stands. */
export interface TermLine {
  readonly text: string;
  readonly depth: 0 | 1;
}

/**
 * A rule's terms as the deal folder states them, a line for each; the records of a list stand below its name, a line for
 * each. Without quotes: to be read, and not to be parsed.
 */
export function termLines(terms: Readonly<Record<string, unknown>>): TermLine[] {
  return Object.entries(terms).flatMap(([name, value]): TermLine[] =>
    isRecordList(value)
      ? [{ text: `${name}:`, depth: 0 }, ...value.map((record) => ({ text: fieldsText(record), depth: 1 }) as const)]
      : [{ text: `${name}: ${valueText(value)}`, depth: 0 }],
  );
}

const fieldsText = (record: object): string =>
  Object.entries(record)
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(', ');

function valueText(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map(valueText).join(isRecordList(value) ? ' ' : ', ');
  return isRecord(value) ? `{${fieldsText(value)}}` : String(value);
}

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isRecordList = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isRecord(item) && !Array.isArray(item));
