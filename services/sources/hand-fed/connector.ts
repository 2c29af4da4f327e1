import type { Connector } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { mediaTypeOfFile } from '../transport/media-type.ts';
import { FIGURES } from './figures.ts';
import type { TableKind } from './kind.ts';
import { MEASURES } from './measures.ts';
import { HandFedQuery } from './query.ts';
import { measureOf, observationOf } from './reported.ts';
import { type HandFedTable, readRows } from './rows.ts';
import { formatOf, type TableFormat } from './table.ts';

/** Figures and measures that a person copied from a source that no machine can read, each with where it stands. */
export const handFed: Connector<HandFedQuery> = {
  publisher: 'hand-fed',
  name: 'Hand-fed figures',
  baseUrl: null,
  key: 'none',
  minIntervalMs: 0,
  query: HandFedQuery,

  yields: () => 'named',

  requests: ({ files = [], measures = [] }) =>
    [...files, ...measures].map((file) => ({ url: urlOf(file), accepts: [mediaTypeOfFile(file)] })),

  parse({ url, bytes }, { measures = [] }) {
    const format = formatOf(url) ?? 'csv';
    if (measures.some((file) => urlOf(file) === url)) {
      const { rows } = whole(MEASURES, bytes, format);
      return { observations: [], publications: [], measures: rows.map(measureOf) };
    }
    const { rows, headLocator } = whole(FIGURES, bytes, format);
    return {
      observations: rows.map(observationOf),
      publications: [],
      covers: [{ of: 'own rows', spans: 'all', locator: headLocator }],
    };
  },
};

const urlOf = (file: string) => `file:${file}`;

const SHOWN_PROBLEMS = 10;

/** A table in which nothing has to be mended: one bad row refuses the whole file. */
function whole<Column extends string>(
  kind: TableKind<Column>,
  bytes: Uint8Array,
  format: TableFormat,
): HandFedTable<Column> {
  const table = readRows(kind, bytes, format);
  const { problems } = table;
  if (problems.length === 0) return table;
  const more = problems.length > SHOWN_PROBLEMS ? [`and ${problems.length - SHOWN_PROBLEMS} more`] : [];
  throw new SourceError('format', [...problems.slice(0, SHOWN_PROBLEMS), ...more].join('; '));
}
