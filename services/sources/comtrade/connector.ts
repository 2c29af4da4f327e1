import { formatPeriod } from '../../../config/vocabulary/period.ts';
import { comtradeRows } from './answer.ts';
import { comtradeAvailability, stateUnlisted } from './availability.ts';
import { comtradeCovers } from './covers.ts';
import { refuseCutOff } from './cut-off.ts';
import { comtradeFigures } from './figures.ts';
import { comtradePeriod, comtradePeriods } from './periods.ts';
import { comtradePublications } from './publications.ts';
import { ComtradeQuery, comtradeRequests } from './query.ts';
import { readAnswer } from './stream.ts';
import type { Connector, Yield } from '../connector.ts';
import { parseJson } from '../wire/json.ts';

const MEASURES = [
  { measure: 'net_weight', unit: 'kg', basis: 'gross-weight' },
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
  // Of a free key (uncomtrade.org/docs/subscriptions).
  callsPerDay: 500,
  query: ComtradeQuery,

  yields: comtradeYields,

  requests: comtradeRequests,

  parse({ url, bytes }, query) {
    const rows = comtradeRows(parseJson(bytes));
    if (/\/getMetadata\//i.test(url)) return { observations: [], publications: comtradePublications(rows, query) };
    if (/\/getDA\//i.test(url)) {
      return { observations: [], publications: [], available: comtradeAvailability(rows, query) };
    }
    refuseCutOff(url, rows.length);
    const observations = comtradeFigures(rows, query);
    return { observations, publications: [], covers: comtradeCovers(url, observations, query) };
  },

  parseStream: (document, query) =>
    document.chunks === undefined ? undefined : readAnswer(document.url, document.chunks(), query),

  settle: (reports, query, span) =>
    stateUnlisted(
      reports,
      comtradeYields(query),
      new Set(comtradePeriods(query, span).map((text) => formatPeriod(comtradePeriod(text)))),
    ),
};

function comtradeYields({ frequency, reporter, partners, products, flows }: ComtradeQuery): Yield[] {
  return partners.flatMap((partner) =>
    products.flatMap((product) =>
      flows.flatMap((flow) =>
        MEASURES.map(({ measure, ...measured }) => ({
          dimensions: { reporter, partner, product: `HS/${product}`, flow, measure },
          ...measured,
          frequency,
        })),
      ),
    ),
  );
}
