import { z } from 'zod';
import type { Access, PublisherRequest } from '../connector.ts';
import { areaIn, listOf } from '../wire/query-schema.ts';
import { requestUrl } from '../wire/request.ts';

/** The WTO's codes of its members by ISO 3166 alpha-3: a C and the UN number. */
export const WTO_MEMBERS: Readonly<Record<string, string>> = {
  AUS: 'C036',
  BRA: 'C076',
  CAN: 'C124',
  CHN: 'C156',
  IDN: 'C360',
  JPN: 'C392',
  KOR: 'C410',
  MEX: 'C484',
  MMR: 'C104',
  MYS: 'C458',
  NZL: 'C554',
  PHL: 'C608',
  SGP: 'C702',
  THA: 'C764',
  USA: 'C840',
  VNM: 'C704',
};

export const WtoQrQuery = z.strictObject({
  implementer: areaIn(WTO_MEMBERS, 'wto-qr/query.ts'),
  products: listOf(
    z.string().regex(/^(?:\d{2}|\d{4}|\d{6})$/, 'write an HS code of 2, 4 or 6 digits in quotes, such as "284690"'),
  ),
});
export type WtoQrQuery = z.output<typeof WtoQrQuery>;

/**
 * The first page of each product, whatever the span. One request a product, because the list does not say which product
 * made it name a restriction; ended restrictions are asked for too, lest an end look like a gap.
 */
export function wtoQrRequests(query: WtoQrQuery, _span: unknown, { baseUrl }: Access): PublisherRequest[] {
  return query.products.map((product) => ({
    url: requestUrl(baseUrl, '/qrs/qrs', [
      ['reporter_member_code', WTO_MEMBERS[query.implementer]!],
      ['in_force_only', 'false'],
      ['product_codes', product],
      ['page', '1'],
    ]),
    key: { in: 'header', name: 'Ocp-Apim-Subscription-Key' },
    accepts: ['application/json'],
  }));
}
