import type { Connector, Report, SourceDocument } from '../connector.ts';
import { gunzipWhole, gunzipped } from '../wire/gzip.ts';
import { lineCutter, linesOf } from '../wire/lines.ts';
import { eachOnce } from '../wire/once.ts';
import { followingRequest, isListing, listedPublications } from './listing.ts';
import { ComtradeBulkQuery, listingRequests, yieldRule } from './query.ts';
import { fileReader } from './rows.ts';

/**
 * UN Comtrade's files: all that a country reports of a year or a month, by partner and HS heading, as a gzip file of
 * tab-separated text. Of it are kept the series that a deal declares. Needs a key of a paid subscription.
 */
export const comtradeBulk: Connector<ComtradeBulkQuery> = {
  publisher: 'comtrade-bulk',
  name: 'UN Comtrade',
  baseUrl: 'https://comtradeapi.un.org',
  key: 'required',
  // Clients keep to ten calls a minute; what the publisher bears is not published.
  minIntervalMs: 6000,
  query: ComtradeBulkQuery,
  yields: yieldRule,
  requests: listingRequests,
  next: followingRequest,

  parse(document, query) {
    if (isListing(document)) return { observations: [], publications: listedPublications(document, query) };
    const [reader, cutter] = [fileReader(query), lineCutter()];
    const observations = [cutter.push(gunzipWhole(document.bytes)), cutter.end()].flatMap((lines) =>
      reader.read(lines),
    );
    return { ...reader.end(), observations: eachOnce(observations) };
  },

  parseStream(document, query) {
    return isListing(document) || document.chunks === undefined ? undefined : readFile(document.chunks(), query);
  },
};

async function* readFile(
  chunks: ReturnType<NonNullable<SourceDocument['chunks']>>,
  query: ComtradeBulkQuery,
): AsyncGenerator<Report, void, undefined> {
  const reader = fileReader(query);
  for await (const lines of linesOf(gunzipped(chunks))) yield { observations: reader.read(lines), publications: [] };
  yield reader.end();
}
