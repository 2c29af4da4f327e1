import { createHash } from 'node:crypto';
import type { PublisherRequest } from '../connector.ts';
import type { Answer } from '../transport.ts';
import type { Exchange } from './exchange.ts';
import { mediaTypeOf } from './media-type.ts';
import type { Mask } from './secret.ts';

/** The header of an answer in whose bytes the key was found and covered: how many times. Set here, never by a publisher. */
export const MASKED_HEADER = 'x-pactwatch-key-masked';

/** An answer as it may be stored: as it came, but for the key and cookies. */
export function answerOf(
  request: PublisherRequest,
  { httpStatus, headers, bytes }: Exchange,
  mask: Mask,
  retrievedAt: Temporal.Instant,
): Answer {
  const masked = mask.bytes(bytes);
  const url = mask.text(request.url);
  return {
    request: { ...request, url },
    httpStatus,
    document: {
      url,
      sha256: createHash('sha256').update(masked.bytes).digest('hex'),
      mediaType: mediaTypeOf(headers.get('content-type') ?? undefined),
      bytes: masked.bytes,
    },
    headers: recordOf(headers, mask, masked.places),
    retrievedAt,
  };
}

function recordOf(headers: Headers, mask: Mask, places: number): Record<string, string> {
  const kept = [...headers].filter(([name]) => !/^set-cookie2?$/.test(name) && name !== MASKED_HEADER);
  const record = Object.fromEntries(kept.map(([name, value]) => [mask.text(name), mask.text(value)]));
  return places === 0 ? record : { ...record, [MASKED_HEADER]: String(places) };
}
