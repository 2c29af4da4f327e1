import { z } from 'zod';
import type { PeriodSpan } from '../../../config/vocabulary/period.ts';
import type { Access, PublisherRequest } from '../connector.ts';
import { areaIn, listOf } from '../wire/query-schema.ts';
import { requestUrl } from '../wire/request.ts';

/** Census Schedule C country codes by ISO 3166 alpha-3; `-` is the row of all countries together. */
export const CENSUS_COUNTRIES: Readonly<Record<string, string>> = {
  W00: '-',
  AUS: '6021',
  BEL: '4231',
  BRA: '3510',
  CAN: '1220',
  CHE: '4419',
  CHN: '5700',
  DEU: '4280',
  FRA: '4279',
  GBR: '4120',
  HKG: '5820',
  IDN: '5600',
  IND: '5330',
  ITA: '4759',
  JPN: '5880',
  KOR: '5800',
  MEX: '2010',
  MYS: '5570',
  NLD: '4210',
  PHL: '5650',
  SGP: '5590',
  THA: '5490',
  VNM: '5520',
};

const DIGITS = { HS2: 2, HS4: 4, HS6: 6, HS10: 10 } as const;

export const CensusQuery = z
  .strictObject({
    direction: z.enum(['imports', 'exports']),
    partner: areaIn(CENSUS_COUNTRIES, 'census/query.ts'),
    products: listOf(z.string().regex(/^\d+$/, 'write an HS code in quotes, such as "284690"')),
    level: z.enum(['HS2', 'HS4', 'HS6', 'HS10']),
    /** The unit in which the deal expects the quantities of these codes; what the answer says of its unit counts. */
    quantity_unit: z.string().min(1).default('kg'),
  })
  .superRefine(({ products, level }, context) => {
    for (const [index, code] of products.entries()) {
      if (code.length === DIGITS[level]) continue;
      const message = `"${code}" has ${code.length} digits, ${level} has ${DIGITS[level]}`;
      context.addIssue({ code: 'custom', path: ['products', index], message });
    }
  });
export type CensusQuery = z.output<typeof CensusQuery>;

/** The variables of a direction: a value each with its measure, and a quantity with the flag that tells 0 from missing. */
export const VARIABLES = {
  imports: {
    flow: 'import',
    commodity: 'I_COMMODITY',
    values: { GEN_VAL_MO: 'general_value', CON_VAL_MO: 'consumption_value' },
    quantity: 'GEN_QY1_MO',
    flag: 'GEN_QY1_MO_FLAG',
  },
  exports: {
    flow: 'export',
    commodity: 'E_COMMODITY',
    values: { ALL_VAL_MO: 'value' },
    quantity: 'QTY_1_MO',
    flag: 'QTY_1_MO_FLAG',
  },
} as const;
export const QUANTITY_UNIT = 'UNIT_QY1';

const FIRST_MONTH = Temporal.PlainYearMonth.from('2010-01');

/** One request a product, for the months of the span from 2010-01 on, where the HS data begin. */
export function censusRequests(query: CensusQuery, span: PeriodSpan, { baseUrl }: Access): PublisherRequest[] {
  const { commodity, values, quantity, flag } = VARIABLES[query.direction];
  const from = Temporal.PlainYearMonth.compare(span.from, FIRST_MONTH) < 0 ? FIRST_MONTH : span.from;
  if (Temporal.PlainYearMonth.compare(from, span.to) > 0) return [];
  // Without a country the answer is of all of them together; with one, DET keeps the groups of countries out.
  const isWorld = query.partner === 'W00';
  const country = isWorld
    ? []
    : ([
        ['CTY_CODE', CENSUS_COUNTRIES[query.partner]!],
        ['SUMMARY_LVL', 'DET'],
      ] as const);
  const variables = [commodity, ...Object.keys(values), quantity, flag, QUANTITY_UNIT];
  return query.products.map((product) => ({
    url: requestUrl(baseUrl, `/data/timeseries/intltrade/${query.direction}/hs`, [
      ['get', (isWorld ? variables : ['CTY_CODE', 'CTY_NAME', ...variables]).join(',')],
      ...country,
      [commodity, product],
      ['COMM_LVL', query.level],
      ['time', `from ${from} to ${span.to}`],
    ]),
    key: { in: 'query', name: 'key' },
    accepts: ['application/json'],
  }));
}
