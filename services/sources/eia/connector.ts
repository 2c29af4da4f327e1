import { z } from 'zod';
import { canonicalDecimal, isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import type { Connector, ReportedObservation } from '../connector.ts';
import { ROWS_A_PAGE, eiaPage, refuseIncomplete } from './answer.ts';
import { eiaCovers } from './covers.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape, jsonPointer } from '../wire/json.ts';
import { eachOnce } from '../wire/once.ts';
import { listOf } from '../wire/query-schema.ts';
import { requestUrl } from '../wire/request.ts';

const EiaQuery = z.strictObject({
  frequency: z.literal('month'),
  series: listOf(
    z
      .string()
      .regex(
        /^(?:NGM_[A-Z0-9_-]+_MMCF|N\d+US2)$/,
        'write a volume series of natural-gas/move/expc, such as NGM_EPG0_EVE_NUS-NMY_MMCF',
      ),
  ),
});
type EiaQuery = z.output<typeof EiaQuery>;

const Row = z.object({
  period: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'is no month such as 2026-07'),
  series: z.string(),
  value: z.string().nullable(),
  units: z.string(),
});

const UNIT = 'MMcf';

/** EIA API v2: natural gas exported by destination, million cubic feet a month. */
export const eia: Connector<EiaQuery> = {
  publisher: 'eia',
  name: 'U.S. Energy Information Administration',
  baseUrl: 'https://api.eia.gov',
  key: 'required',
  minIntervalMs: 1000,
  query: EiaQuery,

  yields: ({ series, frequency }) => series.map((indicator) => ({ dimensions: { indicator }, unit: UNIT, frequency })),

  requests: ({ series }, { from, to }, { baseUrl }) => [
    {
      url: requestUrl(baseUrl, '/v2/natural-gas/move/expc/data/', [
        ['frequency', 'monthly'],
        ['data[0]', 'value'],
        ...series.map((id) => ['facets[series][]', id] as const),
        ['start', from.toString()],
        ['end', to.toString()],
        // Pages are cut from a sorted list: without a total order a row could fall between two of them.
        ['sort[0][column]', 'period'],
        ['sort[0][direction]', 'asc'],
        ['sort[1][column]', 'series'],
        ['sort[1][direction]', 'asc'],
        ['offset', '0'],
        ['length', String(ROWS_A_PAGE)],
      ]),
      key: { in: 'query', name: 'api_key' },
      accepts: ['application/json'],
    },
  ],

  next(document, request) {
    const page = readablePage(document);
    if (page === undefined || page.rows.length === 0 || page.reached >= page.total) return undefined;
    const url = new URL(request.url);
    url.searchParams.set('offset', String(page.reached));
    return { ...request, url: url.href };
  },

  parse(document, query) {
    const page = eiaPage(document);
    if (page.total === 0) throw new SourceError('no_content', 'no rows: not yet released, or no such series');
    if (page.frequency !== undefined && page.frequency !== 'monthly') {
      throw new SourceError('wrong_subject', `the answer is ${page.frequency}, asked was monthly`);
    }
    refuseIncomplete(document, page);
    const observations = eachOnce(page.rows.map((row, index) => observationIn(row, index, query)));
    return { observations, publications: [], covers: eiaCovers(document.url, page, observations, query.series) };
  },
};

/** A page that cannot be read has no next one; what is wrong with it is for `parse` to say. */
function readablePage(document: Parameters<typeof eiaPage>[0]) {
  try {
    return eiaPage(document);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

function observationIn(unchecked: JsonValue, index: number, query: EiaQuery): ReportedObservation {
  const path = ['response', 'data', index];
  const { period, series, value, units } = checkShape(unchecked, Row, path);
  const place = (field: string) => jsonPointer([...path, field]);
  if (!query.series.includes(series)) {
    throw new SourceError('wrong_subject', `${place('series')} is ${series}, asked was ${query.series.join(', ')}`);
  }
  if (units !== 'MMCF') throw new SourceError('format', `${place('units')} is ${units}, due was MMCF`);
  const isBlank = value === null || value.trim() === '';
  if (!isBlank && !isDecimalText(value)) {
    throw new SourceError('format', `${place('value')} "${value.slice(0, 40)}" is neither a number nor blank`);
  }
  return {
    of: { dimensions: { indicator: series } },
    period: parsePeriod(period),
    unit: UNIT,
    value: isBlank ? null : canonicalDecimal(value),
    status: isBlank ? 'missing' : 'reported',
    locator: place('value'),
  };
}
