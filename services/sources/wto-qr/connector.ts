import { z } from 'zod';
import type { Connector, SourceDocument } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape, parseJson } from '../wire/json.ts';
import { askedFor } from '../wire/request.ts';
import { measureIn } from './answer.ts';
import { WtoQrQuery, wtoQrRequests } from './query.ts';

const Count = z.string().regex(/^\d+$/, 'is no number');

const Page = z.object({
  data: z.array(z.custom<JsonValue>()),
  meta: z.object({ last_page: Count.optional() }).nullish(),
});

/**
 * WTO database of quantitative restrictions: what members notify of themselves, often years late. A restriction that is
 * not in it may be in force all the same.
 */
export const wtoQr: Connector<WtoQrQuery> = {
  publisher: 'wto-qr',
  name: 'WTO Quantitative Restrictions',
  baseUrl: 'https://api.wto.org',
  key: 'required',
  minIntervalMs: 1000,
  query: WtoQrQuery,

  yields: () => [],

  requests: wtoQrRequests,

  /** Up to the last page where the answer numbers it, else until a page is empty. */
  next(document, request) {
    const page = readablePage(document);
    const asked = Number(askedFor(request.url, 'page') ?? 1);
    const last = page?.meta?.last_page === undefined ? Infinity : Number(page.meta.last_page);
    if (page === undefined || page.data.length === 0 || asked >= last) return undefined;
    const url = new URL(request.url);
    url.searchParams.set('page', String(asked + 1));
    return { ...request, url: url.href };
  },

  parse(document, query) {
    const product = askedFor(document.url, 'product_codes');
    const measures = pageIn(document).data.map((row, index) => measureIn(row, index, query, product));
    return { observations: [], publications: [], measures: measures.filter((measure) => measure !== undefined) };
  },
};

function pageIn({ bytes }: SourceDocument) {
  return checkShape(parseJson(bytes), Page);
}

/** A page that cannot be read has no next one; what is wrong with it is for `parse` to say. */
function readablePage(document: SourceDocument): ReturnType<typeof pageIn> | undefined {
  try {
    return pageIn(document);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
