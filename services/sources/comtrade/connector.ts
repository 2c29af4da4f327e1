import { comtradeRows } from './answer.ts';
import { comtradeFigures } from './figures.ts';
import { comtradePublications } from './publications.ts';
import { ComtradeQuery, comtradeRequests } from './query.ts';
import type { Connector } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { parseJson } from '../wire/json.ts';
import { askedFor } from '../wire/request.ts';

const MEASURES = [
  { measure: 'net_weight', unit: 'kg' },
  { measure: 'value', unit: 'USD' },
] as const;

/** UN Comtrade: what a country reports of its trade by partner and HS heading, and when that was published. */
export const comtrade: Connector<ComtradeQuery> = {
  publisher: 'comtrade',
  name: 'UN Comtrade',
  baseUrl: 'https://comtradeapi.un.org',
  key: 'optional',
  // Its limit is not published; what it says of one that was passed is "Try again in 2 seconds".
  minIntervalMs: 2000,
  query: ComtradeQuery,

  yields: ({ frequency, reporter, partners, products, flows }) =>
    partners.flatMap((partner) =>
      products.flatMap((product) =>
        flows.flatMap((flow) =>
          MEASURES.map(({ measure, unit }) => ({
            dimensions: { reporter, partner, product: `HS/${product}`, flow, measure },
            unit,
            frequency,
          })),
        ),
      ),
    ),

  requests: comtradeRequests,

  parse({ url, bytes }, query) {
    const rows = comtradeRows(parseJson(bytes));
    if (/\/getMetadata\//i.test(url)) return { observations: [], publications: comtradePublications(rows, query) };
    if (rows.length === 0) {
      throw new SourceError('no_content', 'no records: not yet published, or nothing traded, or a wrong parameter');
    }
    const maxRecords = Number(askedFor(url, 'maxRecords') ?? Infinity);
    if (rows.length >= maxRecords) {
      throw new SourceError('format', `${rows.length} records, as many as were allowed: others may have been cut off`);
    }
    return { observations: comtradeFigures(rows, query), publications: [] };
  },
};
