import type { Connector, SourceDocument } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape, parseJson } from '../wire/json.ts';
import { postOf } from '../wire/request.ts';
import { GtaPage, measureIn } from './answer.ts';
import { GtaQuery, GtaQuestion, gtaRequests } from './query.ts';

/**
 * Global Trade Alert, API v2: the measures of one government on exports of the products asked for. Its list is no
 * statement of absence: a measure that it does not have may be in force all the same.
 */
export const gta: Connector<GtaQuery> = {
  publisher: 'gta',
  name: 'Global Trade Alert',
  baseUrl: 'https://api.globaltradealert.org',
  key: 'required',
  // Its limit is not published. A page takes it about half a minute.
  minIntervalMs: 2000,
  patienceMs: 120_000,
  query: GtaQuery,

  yields: () => [],

  requests: gtaRequests,

  /** Pages go on until one is empty: a page that is merely short may have been cut by a limit of its own. */
  next(document, request) {
    const rows = readableRows(document)?.length ?? 0;
    if (rows === 0) return undefined;
    const question = GtaQuestion.parse(JSON.parse(request.body ?? ''));
    const url = request.url.replace(/#.*$/, '');
    return { ...request, ...postOf(url, { ...question, offset: question.offset + rows }) };
  },

  parse(document, query) {
    const measures = rowsIn(document).map((row, index) => measureIn(row, index, query));
    return { observations: [], publications: [], measures };
  },
};

function rowsIn({ bytes }: SourceDocument): readonly JsonValue[] {
  return checkShape(parseJson(bytes), GtaPage);
}

/** A page that cannot be read has no next one; what is wrong with it is for `parse` to say. */
function readableRows(document: SourceDocument): readonly JsonValue[] | undefined {
  try {
    return rowsIn(document);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
