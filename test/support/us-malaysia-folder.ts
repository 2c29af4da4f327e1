import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { parse as parseYamlText } from 'yaml';
import { z } from 'zod';
import { DealFile } from '../../config/deal/schema.ts';
import { type JsonValue, parseJson } from '../../services/sources/wire/json.ts';
import { parseRecordedIndex } from '../../services/sources/transport/recorded-index.ts';

const FOLDER = new URL('../../config/deals/us-malaysia-2025/', import.meta.url);
export const DEAL_FOLDER = fileURLToPath(FOLDER);

export function dealFile(): z.output<typeof DealFile> {
  return DealFile.parse(parseYamlText(folderBytes('deal.yaml').toString('utf8')));
}

export function folderBytes(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}

export const FIGURE_COLUMNS = [
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

export type FigureRow = Readonly<Record<(typeof FIGURE_COLUMNS)[number], string>>;

const FigureRows = z.array(z.record(z.enum(FIGURE_COLUMNS), z.string()));

/** The rows of a hand-fed file by column name. */
export function figureRows(file: string): FigureRow[] {
  return FigureRows.parse(csvRecords(folderBytes(file)));
}

export function csvRecords(bytes: Uint8Array, encoding = 'utf-8'): Record<string, string>[] {
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  return z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true, relax_column_count: false }));
}

const Json = z.custom<JsonValue>();

/** The records under `path` of a JSON answer; numbers are the text that the file holds. */
export function jsonRecords(bytes: Uint8Array, path: readonly string[]): Record<string, JsonValue>[] {
  return recordsOf(
    path.reduce<JsonValue>((value, name) => z.record(z.string(), Json).parse(value)[name] ?? null, parseJson(bytes)),
  );
}

export function recordsOf(value: JsonValue | undefined): Record<string, JsonValue>[] {
  return z.array(z.record(z.string(), Json)).parse(value);
}

export function recordedIndex(source: string) {
  const file = `recorded/${source}/index.yaml`;
  return parseRecordedIndex(folderBytes(file).toString('utf8'), file);
}
