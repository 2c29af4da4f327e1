import { canonicalDecimal, isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import type { Connector, Coverage, ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { jsonPointer } from '../wire/json.ts';
import { eachOnce } from '../wire/once.ts';
import { askedFor, requestUrl } from '../wire/request.ts';
import { spanAsked } from '../wire/span.ts';
import { DataGovMyQuery, type TradeColumn } from './query.ts';
import { AMOUNTS, type TradeRow, tradeRows } from './rows.ts';

const UNIT = 'MYR';
/** More months than the dataset has. */
const MOST_ROWS = 1000;
/** The newest months of the dataset, which the department says it may still change. */
const PROVISIONAL_MONTHS = 2;

/** data.gov.my, the catalogue of Malaysia's Department of Statistics: headline trade, ringgit a month. */
export const dataGovMy: Connector<DataGovMyQuery> = {
  publisher: 'data-gov-my',
  name: 'Department of Statistics Malaysia (data.gov.my)',
  baseUrl: 'https://api.data.gov.my',
  key: 'none',
  // Four calls a minute are what a client without a token is said to have.
  minIntervalMs: 15_000,
  query: DataGovMyQuery,

  yields: ({ dataset, columns }) =>
    columns.map((column) => ({ dimensions: { dataset, column }, unit: UNIT, frequency: 'month' as const })),

  requests: ({ dataset }, { from }, { baseUrl }) => [
    {
      // With the slash: without it the publisher redirects. To the newest month, always: only there can be told which
      // months are provisional.
      url: requestUrl(baseUrl, '/data-catalogue/', [
        ['id', dataset],
        ['filter', `${AMOUNTS}@series`],
        ['date_start', `${from}-01@date`],
        ['sort', '-date'],
        ['limit', String(MOST_ROWS)],
      ]),
      accepts: ['application/json'],
    },
  ],

  parse(document, query) {
    const rows = tradeRows(document, query);
    const dates = rows.map(({ date }) => date).toSorted();
    const provisionalFrom = dates.at(-PROVISIONAL_MONTHS) ?? dates[0]!;
    const observations = eachOnce(
      rows.flatMap((row) => query.columns.map((column) => observationIn(row, column, query, provisionalFrom))),
    );
    return { observations, publications: [], covers: coversOf(document.url, dates.at(-1)!, query) };
  },
};

function observationIn(
  { index, date, values }: TradeRow,
  column: TradeColumn,
  { dataset }: DataGovMyQuery,
  provisionalFrom: string,
): ReportedObservation {
  const value = values[column] ?? null;
  const locator = jsonPointer([index, column]);
  if (value !== null && !isDecimalText(value)) {
    throw new SourceError('format', `${locator} "${value.slice(0, 40)}" is neither a number nor null`);
  }
  const known = date >= provisionalFrom ? ('provisional' as const) : ('reported' as const);
  return {
    of: { dimensions: { dataset, column } },
    period: parsePeriod(date.slice(0, 7)),
    unit: UNIT,
    value: value === null ? null : canonicalDecimal(value),
    status: value === null ? 'missing' : known,
    locator,
  };
}

/** The months from the one asked for to the newest in the answer: what lies behind it may not have been released. */
function coversOf(url: string, newest: string, { dataset, columns }: DataGovMyQuery): Coverage[] {
  const span = spanAsked(/^(\d{4}-\d{2})-01@date$/.exec(askedFor(url, 'date_start') ?? '')?.[1], newest.slice(0, 7));
  if (span === undefined) return [];
  return columns.map((column) => ({ of: { dataset, column }, spans: [span], locator: '#/-' }));
}
