import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseRecordedIndex } from '../../services/sources/transport/recorded-index.ts';

/** One recorded answer and the request that it answered. */
export interface RecordedDocument {
  readonly url: URL;
  readonly status: number;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface GivenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The answers below a deal's `recorded` folder, sources in the order of their names, each in that of its index. */
export async function readRecorded(folder: string): Promise<RecordedDocument[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sources = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const documents = sources.toSorted().map(async (source) => {
    const index = await readFile(path.join(folder, source, 'index.yaml'), 'utf8');
    return Promise.all(
      parseRecordedIndex(index, `${source}/index.yaml`).map(async ({ file, url, status, media_type }) => ({
        url: new URL(url),
        status,
        mediaType: media_type,
        bytes: await readFile(path.join(folder, source, file)),
      })),
    );
  });
  return (await Promise.all(documents)).flat();
}

/**
 * Answers a request as its publisher did, from what was recorded of the same path. Where that is a list of rows in JSON, the
 * answer is made of the rows of all documents of the path: a later document's row replaces an earlier one's of the same
 * figure, and only the rows are given that the request asks for. Anything else is given byte for byte.
 */
export function answerFromRecord(recorded: readonly RecordedDocument[], request: URL): GivenAnswer | undefined {
  const availability = availabilityOf(recorded, request);
  if (availability !== undefined) return availability;
  const documents = recorded.filter(({ url }) => routeOf(url) === routeOf(request));
  const tables = documents.map(tableOf).filter((table) => table !== undefined);
  if (tables.length > 0 && tables.length === documents.length) {
    return { status: 200, headers: { 'content-type': documents[0]!.mediaType }, body: assembled(tables, request) };
  }
  const same = documents.find(({ url }) => agree(url.searchParams, request.searchParams));
  return same && { status: same.status, headers: { 'content-type': same.mediaType }, body: same.bytes };
}

/** Comtrade's getDA: the periods of which the record has rows of the reporter are those that are available. */
function availabilityOf(recorded: readonly RecordedDocument[], request: URL): GivenAnswer | undefined {
  if (!routeOf(request).startsWith('/v1/getda/')) return undefined;
  const figures = routeOf(request).replace('/getda/', '/');
  const documents = recorded.filter(({ url }) => routeOf(url) === figures);
  if (documents.length === 0) return undefined;
  const rows = documents
    .flatMap((document) => tableOf(document)?.rows ?? [])
    .filter(({ fields }) => isAskedFor(fields, request.searchParams));
  const data = [...Map.groupBy(rows, ({ fields }) => fields['period'])].map(([period, [row]]) => ({
    typeCode: 'C',
    freqCode: row!.fields['freqCode'],
    period: Number(period),
    reporterCode: row!.fields['reporterCode'],
  }));
  const body = JSON.stringify({ elapsedTime: '0.01 secs', count: data.length, data, error: '' });
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

/** Comtrade gives the same figures with a key and without, at two addresses. */
function routeOf({ pathname }: URL): string {
  return pathname
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/^\/(?:public|data)\/v1\/(?:preview\/|get\/)?/, '/v1/');
}

function agree(recorded: URLSearchParams, asked: URLSearchParams): boolean {
  return [...recorded].every(([name, value]) => !asked.has(name) || asked.get(name) === value);
}

type Fields = Readonly<Record<string, unknown>>;

/** A row as fields to look at, and as what JSON prints with every number as its publisher wrote it. */
interface Row {
  readonly fields: Fields;
  readonly exact: unknown;
}

interface Table {
  readonly envelope: Fields;
  readonly rows: readonly Row[];
}

// ECMAScript 2026, "JSON.parse source text access", which the compiler's library does not know yet.
const exactJson = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
};

function tableOf({ mediaType, bytes }: RecordedDocument): Table | undefined {
  if (!mediaType.startsWith('application/json')) return undefined;
  const text = new TextDecoder().decode(bytes);
  const fields = rowsIn(JSON.parse(text));
  const envelope = exactJson.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exactJson.rawJSON(source) : value,
  );
  const exact = rowsIn(envelope);
  if (!fields || !exact || !isFields(envelope)) return undefined;
  return { envelope, rows: fields.map((row, at) => ({ fields: row, exact: exact[at] })) };
}

function rowsIn(body: unknown): Fields[] | undefined {
  if (!isFields(body)) return undefined;
  const rows = isFields(body['response']) ? body['response']['data'] : body['data'];
  return Array.isArray(rows) && rows.every(isFields) ? rows : undefined;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function assembled(tables: readonly Table[], request: URL): string {
  const byFigure = new Map(tables.flatMap(({ rows }) => rows).map((row) => [figureOf(row.fields), row]));
  const rows = inOrder([...byFigure.values()], request).filter(({ fields }) =>
    isAskedFor(fields, request.searchParams),
  );
  const { envelope } = tables.at(-1)!;
  const response = envelope['response'];
  if (!isFields(response))
    return JSON.stringify({ ...envelope, count: rows.length, data: rows.map(({ exact }) => exact) });
  const offset = Number(request.searchParams.get('offset') ?? 0);
  const length = Number(request.searchParams.get('length') ?? 5000);
  const page = rows.slice(offset, offset + length).map(({ exact }) => exact);
  return JSON.stringify({ ...envelope, response: { ...response, total: String(rows.length), data: page } });
}

function figureOf(fields: Fields): string {
  const names = ['series', 'period', 'reporterCode', 'partnerCode', 'cmdCode', 'flowCode'];
  return JSON.stringify(names.map((name) => fields[name] ?? null));
}

function inOrder(rows: Row[], { searchParams }: URL): Row[] {
  const column = searchParams.get('sort[0][column]');
  if (column === null) return rows;
  const sign = searchParams.get('sort[0][direction]') === 'desc' ? -1 : 1;
  return rows.toSorted((a, b) => sign * String(a.fields[column]).localeCompare(String(b.fields[column])));
}

/** `start` and `end` bound the period; `facets[x][]`, repeated, and `x`, a list with commas, name values of the field x. */
function isAskedFor(fields: Fields, parameters: URLSearchParams): boolean {
  return [...new Set(parameters.keys())].every((name) => {
    const values = parameters.getAll(name);
    if (name === 'start') return String(fields['period']) >= values[0]!;
    if (name === 'end') return String(fields['period']) <= values[0]!;
    const facet = /^facets\[(.+)\]\[\]$/.exec(name)?.[1];
    if (facet !== undefined) return values.includes(String(fields[facet]));
    return fields[name] === undefined || values.join(',').split(',').includes(String(fields[name]));
  });
}
