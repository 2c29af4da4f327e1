import { createHash } from 'node:crypto';
import type { PublisherRequest, SourceDocument } from '../connector.ts';
import type { Answer } from '../transport.ts';
import type { Exchange } from './exchange.ts';
import { mediaTypeOf } from './media-type.ts';
import type { Mask } from './secret.ts';
import type { Spooled } from './spool.ts';

/** The header of an answer in whose bytes the key was found and covered: how many times. Set here, never by a publisher. */
const MASKED_HEADER = 'x-pactwatch-key-masked';

/** What of the headers is worth keeping; a cookie is not, nor what a publisher makes up for itself. */
const KEPT =
  /^(?:age|cache-control|content-(?:disposition|encoding|language|length|type)|date|etag|expires|last-modified|location|retry-after|server|vary|x-datawebapi-keyerror|(?:x-)?ratelimit-[a-z-]+)$/;

/** An answer as it may be stored: as it came, but for the key and most headers. */
export function answerOf(
  request: PublisherRequest,
  { httpStatus, headers, bytes }: Exchange,
  mask: Mask,
  retrievedAt: Temporal.Instant,
): Answer {
  const masked = mask.bytes(bytes);
  const sha256 = createHash('sha256').update(masked.bytes).digest('hex');
  return storable(request, { httpStatus, headers }, { sha256, bytes: masked.bytes }, mask, masked.places, retrievedAt);
}

/** As `answerOf`, of a body that was read in chunks with the key covered in them, in so many places. */
export function largeAnswerOf(
  request: PublisherRequest,
  head: Pick<Exchange, 'httpStatus' | 'headers'>,
  { sha256, bytes, chunks }: Spooled,
  mask: Mask,
  places: number,
  retrievedAt: Temporal.Instant,
): Answer {
  const body = { sha256, bytes, ...(chunks === undefined ? {} : { chunks }) };
  return storable(request, head, body, mask, places, retrievedAt);
}

function storable(
  request: PublisherRequest,
  { httpStatus, headers }: Pick<Exchange, 'httpStatus' | 'headers'>,
  body: Pick<SourceDocument, 'sha256' | 'bytes' | 'chunks'>,
  mask: Mask,
  places: number,
  retrievedAt: Temporal.Instant,
): Answer {
  const url = mask.text(request.url);
  return {
    request: { ...request, url },
    httpStatus,
    document: { url, mediaType: mediaTypeOf(headers.get('content-type') ?? undefined), ...body },
    headers: recordOf(headers, mask, places),
    retrievedAt,
  };
}

function recordOf(headers: Headers, mask: Mask, places: number): Record<string, string> {
  const kept = [...headers].filter(([name]) => KEPT.test(name));
  const record = Object.fromEntries(kept.map(([name, value]) => [name, mask.text(value)]));
  return places === 0 ? record : { ...record, [MASKED_HEADER]: String(places) };
}
