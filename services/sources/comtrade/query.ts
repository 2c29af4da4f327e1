import { z } from 'zod';
import type { PeriodSpan } from '../../../config/vocabulary/period.ts';
import { COMTRADE_AREAS } from './areas.ts';
import { comtradePeriods } from './periods.ts';
import type { Access, PublisherRequest } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { areaIn, listOf } from '../wire/query-schema.ts';
import { requestUrl } from '../wire/request.ts';

const Area = areaIn(COMTRADE_AREAS, 'comtrade/areas.ts');
const Product = z
  .string()
  .regex(/^(?:\d{2}|\d{4}|\d{6})$/, 'write an HS code of 2, 4 or 6 digits in quotes, such as "2846"');

export const ComtradeQuery = z.strictObject({
  frequency: z.enum(['year', 'month']),
  reporter: Area.refine((iso) => iso !== 'W00', 'the world reports nothing: name a country'),
  partners: listOf(Area),
  products: listOf(Product),
  flows: listOf(z.enum(['import', 'export'])),
  /** Asks for every partner, so that their sum can be held against World; the figures kept are those of `partners`. */
  check_world: z.boolean().default(false),
});
export type ComtradeQuery = z.output<typeof ComtradeQuery>;

/** Comtrade's own codes for the terms of a query. */
export const FREQUENCY_CODES = { year: 'A', month: 'M' } as const;
export const FLOW_CODES = { import: 'M', export: 'X' } as const;

/** The breakdowns that are pinned to their total; left open, the same flow comes back once for each of them. */
export const PINNED = { partner2Code: '0', motCode: '0', customsCode: 'C00' } as const;

const PERIODS_A_CALL = 12;
const RECORDS_KEYLESS = 500;
const RECORDS_WITH_KEY = 100_000;

/** More than the areas that any reporter has named as partners of one heading. */
const PARTNERS_AT_MOST = 300;

/** First when the reporter's figures were published and of which periods it has any, then the figures, at most twelve periods a call. */
export function comtradeRequests(query: ComtradeQuery, span: PeriodSpan, access: Access): PublisherRequest[] {
  const dataset = `C/${FREQUENCY_CODES[query.frequency]}/HS`;
  const root = access.hasKey ? '/data/v1' : '/public/v1';
  const reporter = ['reporterCode', COMTRADE_AREAS[query.reporter]!] as const;
  const ask = (path: string, parameters: readonly (readonly [string, string])[]): PublisherRequest => ({
    url: requestUrl(access.baseUrl, path, parameters),
    ...(access.hasKey ? { key: { in: 'header', name: 'Ocp-Apim-Subscription-Key' } } : {}),
    accepts: ['application/json'],
  });

  const maxRecords = access.hasKey ? RECORDS_WITH_KEY : RECORDS_KEYLESS;
  const partners = query.check_world ? PARTNERS_AT_MOST : query.partners.length;
  const recordsAPeriod = partners * query.products.length * query.flows.length;
  const periodsACall = Math.min(PERIODS_A_CALL, Math.max(1, Math.floor((maxRecords - 1) / recordsAPeriod)));
  return [
    ask(`${root}/getMetadata/${dataset}`, [reporter]),
    ask(`${root}/getDA/${dataset}`, [reporter]),
    ...batches(comtradePeriods(query, span), periodsACall)
      .map((periods) =>
        ask(`${root}/${access.hasKey ? 'get' : 'preview'}/${dataset}`, [
          reporter,
          ['period', periods.join(',')],
          ...(query.check_world
            ? []
            : [['partnerCode', query.partners.map((iso) => COMTRADE_AREAS[iso]!).join(',')] as const]),
          ['cmdCode', query.products.join(',')],
          ['flowCode', query.flows.map((flow) => FLOW_CODES[flow]).join(',')],
          ...Object.entries(PINNED),
          ['breakdownMode', 'classic'],
          ['includeDesc', 'true'],
          ['maxRecords', String(maxRecords)],
          ['format', 'JSON'],
        ]),
      )
      .map((request) => ({ ...request, isLarge: true })),
  ];
}

/** Cut from the end, so that the newest periods, not yet all released, share a call with some that are. */
function batches<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => {
    const end = items.length - (count - 1 - index) * size;
    return items.slice(Math.max(0, end - size), end);
  });
}

/** Refuses what Comtrade says of the datasets of another reporter or frequency. */
export function refuseOtherDataset(
  dataset: { readonly reporterCode: string; readonly freqCode: string; readonly period: string },
  { reporter, frequency }: ComtradeQuery,
  place: string,
): void {
  const code = COMTRADE_AREAS[reporter]!;
  const frequencyCode = FREQUENCY_CODES[frequency];
  const monthly = dataset.period.length === 6;
  if (dataset.reporterCode === code && dataset.freqCode === frequencyCode && monthly === (frequency === 'month'))
    return;
  throw new SourceError(
    'wrong_subject',
    `${place} is of reporter ${dataset.reporterCode}, ${dataset.freqCode} ${dataset.period}, asked was ${code} (${reporter}), ${frequencyCode}`,
  );
}
