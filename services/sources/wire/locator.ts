import { canonicalDecimal, isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { readRecords } from './csv.ts';
import { gunzipWhole, gunzipped } from './gzip.ts';
import { type JsonValue, parseJson } from './json.ts';
import { type Lines, lineCutter, linesOf } from './lines.ts';
import { type TextEncoding, encodingOf } from './text.ts';
import { isSheetCell, statedInCell } from './xlsx/locate.ts';

const CELL = /^#cell=([1-9]\d*),([1-9]\d*)$/;
const GZIP_CELL = /^#gzip;cell=([1-9]\d*),([1-9]\d*)$/;
const INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * The raw text at a locator, as the publisher wrote it: a JSON number's source text, the content of a JSON string
 * or of a CSV cell, or `null`, `true`, `false`. `encoding` is that of a CSV document. Of a cell of a workbook,
 * `#sheet=figures&cell=C7`, it is what the cell states. A pointer that ends in `-`, the place after the last element of
 * a list (RFC 6901), leads to an empty text: nothing stands there.
 * @throws RangeError naming a locator that leads to nothing, or to more than one value.
 * @throws SourceError `format` when the bytes are no document of the locator's kind.
 */
export function locate(bytes: Uint8Array, locator: string, encoding: TextEncoding = encodingOf(bytes)): string {
  const cell = CELL.exec(locator);
  const packed = GZIP_CELL.exec(locator);
  if (packed) return found(cellIn(linesOfWhole(gunzipWhole(bytes)), packed), locator);
  if (cell) return found(readRecords(bytes, encoding)[Number(cell[1]) - 1]?.[Number(cell[2]) - 1], locator);
  if (isSheetCell(locator)) return found(statedInCell(bytes, locator), locator);
  if (!/^#(?:\/|$)/.test(locator)) throw new RangeError(`"${locator}" is no locator: #/data/3/netWgt or #cell=12,9`);
  const value = tokensOf(locator).reduce<JsonValue | undefined>(step, parseJson(bytes));
  if (typeof value === 'object' && value !== null) throw new RangeError(`${locator} leads to more than one value`);
  return String(found(value, locator));
}

/**
 * As `locate`, for a document that is too large to be held: it is read up to the place. `#gzip;cell=12,9` is the cell in
 * row 12 and column 9, from 1, of the tab-separated UTF-8 text that the gzip file holds.
 * @throws RangeError for a locator of another form, which only a document that is held can have.
 */
export async function locateInChunks(chunks: AsyncIterable<Uint8Array>, locator: string): Promise<string> {
  const packed = GZIP_CELL.exec(locator);
  if (!packed) throw new RangeError(`"${locator}" is no place in a gzip file: #gzip;cell=12,9`);
  for await (const lines of linesOf(gunzipped(chunks))) {
    const cell = cellIn([lines], packed);
    if (cell !== undefined) return cell;
    if (lines.first > Number(packed[1])) break;
  }
  throw new RangeError(`nothing stands at ${locator}`);
}

/** The place of a cell in the tab-separated text that a gzip file holds; row and column from 1. */
export function gzipCellLocator(row: number, column: number): string {
  return `#gzip;cell=${row},${column}`;
}

function linesOfWhole(bytes: Uint8Array): readonly Lines[] {
  const cutter = lineCutter();
  return [cutter.push(bytes), cutter.end()];
}

function cellIn(pieces: readonly Lines[], [, row, column]: RegExpExecArray): string | undefined {
  const line = pieces.map(({ first, lines }) => lines[Number(row) - first]).find((line) => line !== undefined);
  return line?.split('\t')[Number(column) - 1]?.trim();
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
  if (Array.isArray(value)) return key === '-' ? '' : INDEX.test(key) ? value[Number(key)] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, JsonValue>>)[key];
}

/**
 * The canonical decimal that a raw text states in the notations of our publishers: `7212683.0`, `710,000`,
 * `>85,000,000` (the bound), an em dash or `--` (zero), `140e` or `r140` (the number that is marked as estimated or
 * revised). Null when it states no number.
 */
export function figureIn(raw: string): string | null {
  const text = raw.trim().replace(/^[er]{1,2}(?=[\d—<>])|(?<=[\d—])\s?[er]{1,2}$/, '');
  if (text === '—' || text === '--') return '0';
  const digits = text.replace(/^[<>]/, '');
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits) ? digits.replaceAll(',', '') : digits;
  return isDecimalText(plain) ? canonicalDecimal(plain) : null;
}
