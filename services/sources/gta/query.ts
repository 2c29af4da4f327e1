import { z } from 'zod';
import { MEASURE_KINDS } from '../../../config/vocabulary/measure.ts';
import type { Access, PublisherRequest } from '../connector.ts';
import { areaIn, listOf } from '../wire/query-schema.ts';
import { postOf, requestUrl } from '../wire/request.ts';
import { INTERVENTION_TYPES } from './kinds.ts';

/** GTA's numbers of jurisdictions by ISO 3166 alpha-3: UN codes, the United States 840 and not Comtrade's 842. */
export const GTA_JURISDICTIONS: Readonly<Record<string, string>> = {
  AUS: '36',
  BRA: '76',
  BRN: '96',
  CAN: '124',
  CHL: '152',
  CHN: '156',
  DEU: '276',
  GBR: '826',
  IDN: '360',
  JPN: '392',
  KAZ: '398',
  KHM: '116',
  KOR: '410',
  LAO: '418',
  MEX: '484',
  MMR: '104',
  MYS: '458',
  PHL: '608',
  RUS: '643',
  SGP: '702',
  THA: '764',
  UKR: '804',
  USA: '840',
  VNM: '704',
  ZAF: '710',
};

export const GtaQuery = z.strictObject({
  implementer: areaIn(GTA_JURISDICTIONS, 'gta/query.ts'),
  kinds: listOf(
    z.enum(MEASURE_KINDS).refine((kind) => kind in INTERVENTION_TYPES, 'GTA has no such intervention type'),
  ),
  /** GTA matches whole codes of six digits: a shorter one finds nothing. */
  products: listOf(z.string().regex(/^\d{6}$/, 'write an HS code of 6 digits in quotes, such as "284690"')),
  /** Measures announced before this day are left out. */
  announced_from: z.iso.date('write a date such as 2023-01-01').optional(),
});
export type GtaQuery = z.output<typeof GtaQuery>;

/** The most that GTA gives at once. */
const ROWS_A_PAGE = 1000;

/** What is asked of GTA by its body. */
export const GtaQuestion = z.looseObject({ limit: z.number(), offset: z.number() });

/**
 * The first page of the whole list, whatever the span: a measure that is missing from a part of it would seem to be
 * listed no more.
 */
export function gtaRequests(query: GtaQuery, _span: unknown, { baseUrl }: Access): PublisherRequest[] {
  const question = {
    limit: ROWS_A_PAGE,
    offset: 0,
    sorting: '-date_announced',
    request_data: {
      implementer: [Number(GTA_JURISDICTIONS[query.implementer])],
      affected_products: query.products.map(Number),
      intervention_types: query.kinds.map((kind) => INTERVENTION_TYPES[kind]!.id),
      ...(query.announced_from === undefined ? {} : { announcement_period: [query.announced_from, null] }),
    },
  };
  return [
    {
      ...postOf(requestUrl(baseUrl, '/api/v2/gta/data/', []), question),
      key: { in: 'header', name: 'Authorization', prefix: 'APIKey ' },
      accepts: ['application/json'],
    },
  ];
}
