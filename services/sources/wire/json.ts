import type { z } from 'zod';
import { SourceError } from '../errors.ts';
import { decodeText, isWebPage } from './text.ts';

/** A JSON value in which every number is its source text, so that no figure ever passes through a float. */
export type JsonValue = string | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

type SourceReviver = (key: string, value: unknown, context: { readonly source: string }) => unknown;

// The compiler's library does not know the reviver's third argument (ECMAScript 2026, "JSON.parse source text access").
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => JsonValue;

/**
 * Reads a JSON document; numbers arrive as the text that the publisher wrote (`47629501.837`, `20156202401202100`).
 * @throws SourceError `format` for HTML, an empty or truncated body, or bytes that are not UTF-8. It quotes nothing of the body.
 */
export function parseJson(bytes: Uint8Array): JsonValue {
  const text = decodeText(bytes, 'utf-8');
  if (text.trim() === '') throw new SourceError('format', 'the answer is empty, where JSON was due');
  if (isWebPage(text)) throw new SourceError('format', 'the answer is a web page, where JSON was due');
  try {
    return parseWithSource(text, (_, value, { source }) => (typeof value === 'number' ? source : value));
  } catch (error) {
    throw new SourceError('format', `the answer is no valid JSON: ${whereItBreaks(error, text.length)}`);
  }
}

function whereItBreaks(error: unknown, length: number): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  const message = error instanceof Error ? error.message : '';
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? (message.includes('Unexpected end') ? length : 0));
  return position >= length
    ? `it is cut off after ${length} characters`
    : `it breaks at character ${position + 1} of ${length}`;
}

/** The place of a value in a JSON document, as the fragment of RFC 6901: `#/data/3/netWgt`. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  const tokens = path.map((key) => encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1')));
  return `#${tokens.map((token) => `/${token}`).join('')}`;
}

const SHOWN_PROBLEMS = 3;

/**
 * Checks a document, or the part of it that lies at `root`, against the publisher's wire format.
 * @throws SourceError `format` naming the JSON pointer of each problem.
 */
export function checkShape<T>(value: JsonValue, schema: z.ZodType<T>, root: readonly PropertyKey[] = []): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map((issue) => `${jsonPointer([...root, ...issue.path])}: ${issue.message}`);
  const more = problems.length > SHOWN_PROBLEMS ? `; and ${problems.length - SHOWN_PROBLEMS} more` : '';
  throw new SourceError('format', `${problems.slice(0, SHOWN_PROBLEMS).join('; ')}${more}`);
}
