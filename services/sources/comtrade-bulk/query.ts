import { z } from 'zod';
import type { PeriodSpan } from '../../../config/vocabulary/period.ts';
import { COMTRADE_AREAS } from '../comtrade/areas.ts';
import { comtradePeriods } from '../comtrade/periods.ts';
import { FLOW_CODES, FREQUENCY_CODES } from '../comtrade/query.ts';
import type { Access, PublisherRequest, Yield, YieldRule } from '../connector.ts';
import { areaIn } from '../wire/query-schema.ts';
import { requestUrl } from '../wire/request.ts';

/** A country and how often it reports; which of its figures are kept, the series of the deal say. */
export const ComtradeBulkQuery = z.strictObject({
  frequency: z.enum(['year', 'month']),
  reporter: areaIn(COMTRADE_AREAS, 'comtrade/areas.ts').refine(
    (iso) => iso !== 'W00',
    'the world reports nothing: name a country',
  ),
});
export type ComtradeBulkQuery = z.output<typeof ComtradeBulkQuery>;

const PERIODS_A_CALL = 12;
const KEY = { in: 'header', name: 'Ocp-Apim-Subscription-Key' } as const;

/** The lists of the files of a span, at most twelve periods a call. The files themselves follow as pages. */
export function listingRequests(query: ComtradeBulkQuery, span: PeriodSpan, { baseUrl }: Access): PublisherRequest[] {
  const periods = comtradePeriods(query, span);
  const calls = Math.ceil(periods.length / PERIODS_A_CALL);
  return Array.from({ length: calls }, (_, call) => ({
    url: requestUrl(baseUrl, `/bulk/v1/get/C/${FREQUENCY_CODES[query.frequency]}/HS`, [
      ['reporterCode', COMTRADE_AREAS[query.reporter]!],
      ['period', periods.slice(call * PERIODS_A_CALL, (call + 1) * PERIODS_A_CALL).join(',')],
    ]),
    key: KEY,
    accepts: ['application/json'],
  }));
}

/** The request for a file of a list. Its type is stated as `application/TSV`, and what comes is gzip. */
export function fileRequest(url: string): PublisherRequest {
  return {
    url,
    key: KEY,
    accepts: [
      'application/tsv',
      'text/tab-separated-values',
      'application/gzip',
      'application/x-gzip',
      'application/octet-stream',
    ],
    isLarge: true,
  };
}

const UNITS: Readonly<Record<string, string>> = { net_weight: 'kg', value: 'USD' };

/** Every partner, HS heading and flow of the country. */
export const yieldRule = ({ frequency, reporter }: ComtradeBulkQuery): YieldRule => ({
  feeds: ({ dimensions: { measure, flow, partner, product, ...others }, unit, frequency: rhythm }: Yield) =>
    rhythm === frequency &&
    others['reporter'] === reporter &&
    Object.keys(others).length === 1 &&
    UNITS[measure ?? ''] === unit &&
    Object.hasOwn(FLOW_CODES, flow ?? '') &&
    Object.hasOwn(COMTRADE_AREAS, partner ?? '') &&
    /^HS\/(?:\d{2}|\d{4}|\d{6})$/.test(product ?? ''),
  says:
    `by ${frequency}, reporter ${reporter}, any partner in services/sources/comtrade/areas.ts, product HS/ with 2, 4 or 6 ` +
    'digits, flow import or export, and measure net_weight in kg or value in USD',
});
