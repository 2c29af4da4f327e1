import { canonicalDecimal, isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { readRecords } from './csv.ts';
import { type JsonValue, parseJson } from './json.ts';
import { type TextEncoding, encodingOf } from './text.ts';

const CELL = /^#cell=([1-9]\d*),([1-9]\d*)$/;
const INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * The raw text at a locator, as the publisher wrote it: a JSON number's source text, the content of a JSON string
 * or of a CSV cell, or `null`, `true`, `false`. `encoding` is that of a CSV document.
 * @throws RangeError naming a locator that leads to nothing, or to more than one value.
 * @throws SourceError `format` when the bytes are no document of the locator's kind.
 */
export function locate(bytes: Uint8Array, locator: string, encoding: TextEncoding = encodingOf(bytes)): string {
  const cell = CELL.exec(locator);
  if (cell) return found(readRecords(bytes, encoding)[Number(cell[1]) - 1]?.[Number(cell[2]) - 1], locator);
  if (!/^#(?:\/|$)/.test(locator)) throw new RangeError(`"${locator}" is no locator: #/data/3/netWgt or #cell=12,9`);
  const value = tokensOf(locator).reduce<JsonValue | undefined>(step, parseJson(bytes));
  if (typeof value === 'object' && value !== null) throw new RangeError(`${locator} leads to more than one value`);
  return String(found(value, locator));
}

function found<T>(value: T | undefined, locator: string): T {
  if (value === undefined) throw new RangeError(`nothing stands at ${locator}`);
  return value;
}

function tokensOf(pointer: string): string[] {
  try {
    const tokens = pointer.split('/').slice(1).map(decodeURIComponent);
    return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  } catch (cause) {
    throw new RangeError(`${pointer} is wrongly escaped`, { cause });
  }
}

function step(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return INDEX.test(key) ? value[Number(key)] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, JsonValue>>)[key];
}

/**
 * The canonical decimal that a raw text states in the notations of our publishers: `7212683.0`, `710,000`,
 * `>85,000,000` (the bound), an em dash (zero). Null when it states no number.
 */
export function figureIn(raw: string): string | null {
  const text = raw.trim();
  if (text === '—') return '0';
  const digits = text.replace(/^[<>]/, '');
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits) ? digits.replaceAll(',', '') : digits;
  return isDecimalText(plain) ? canonicalDecimal(plain) : null;
}
