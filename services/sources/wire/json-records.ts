import { SourceError } from '../errors.ts';
import { type JsonValue, parseJson } from './json.ts';
import { recordCutter } from './record-cutter.ts';

/** A piece of a JSON document: some records of its list, or at the end all that stands around the list. */
export type JsonPiece = { readonly records: readonly JsonValue[] } | { readonly around: JsonValue };

/**
 * Reads an object that holds one long list while it comes in: the records of the list, a piece at a time, and at the end the
 * object itself with the list empty. Numbers arrive as their source text, as from `parseJson`. The list is the value of
 * `member`; without such a list the object is the only piece, whole.
 * @throws SourceError `format` for what is no valid JSON, or a record of more than a million bytes.
 */
export async function* jsonRecords(
  chunks: AsyncIterable<Uint8Array>,
  member: string,
): AsyncGenerator<JsonPiece, void, undefined> {
  const cutter = recordCutter(member);
  let count = 0;
  for await (const chunk of chunks) {
    for (const list of cutter.push(chunk)) {
      const records = parseList(list, count);
      count += records.length;
      if (records.length > 0) yield { records };
    }
  }
  yield { around: parseJson(cutter.end()) };
}

/** The numbers are strings already: the parser's own way is fast, and no figure passes through a float. */
function parseList(list: Uint8Array, before: number): readonly JsonValue[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(list);
    return JSON.parse(text) as readonly JsonValue[];
  } catch (cause) {
    throw new SourceError('format', `the answer is no valid JSON after record ${before} of its list`, { cause });
  }
}
