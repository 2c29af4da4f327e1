import type { Db } from '../../../db/connection.ts';
import { readStoredBody, type StoredBody, trustedAnswer } from '../../../db/trusted-answers.ts';
import type { PublisherRequest } from '../connector.ts';
import type { Answer } from '../transport.ts';
import { isAccepted, mediaTypeOf } from './media-type.ts';
import { refreshed, speaksOf, type Validators } from './validators.ts';

/** An answer that was read without fault, and that its publisher can say is still the same. */
export interface KnownAnswer extends Validators {
  readonly sha256: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when it is gone. */
  readonly body: () => Promise<StoredBody | undefined>;
}

/** What a source was answered before. */
export interface KnownAnswers {
  /** @param url as it is stored, without the key. */
  find(sourceId: string, url: string): Promise<KnownAnswer | undefined>;
}

/** All that comes is asked for whole once in so many hours, so that what was damaged unnoticed does not stay. */
const WHOLE_AGAIN_AFTER = { hours: 7 * 24 };

/** The answers that are stored of the sources of a deal. */
export function storedAnswers(db: Db, deal: string, now: () => Temporal.Instant): KnownAnswers {
  return {
    async find(source, url) {
      const known = await trustedAnswer(db, { deal, source, url }, now().subtract(WHOLE_AGAIN_AFTER));
      return known && { ...known, body: () => readStoredBody(db, known.sha256) };
    },
  };
}

/** Whether a known answer would do for a request. A POST asks for itself each time. */
export function wouldDo({ headers }: KnownAnswer, { method, accepts }: PublisherRequest): boolean {
  return method === undefined && isAccepted(mediaTypeOf(headers['content-type']), accepts);
}

/**
 * The known answer, as if it had come just now.
 * @param said The publisher's 304.
 * @returns undefined when the publisher speaks of another one, or when the document is gone or too large to be held.
 */
export async function revalidated(known: KnownAnswer, said: Answer): Promise<Answer | undefined> {
  const body = speaksOf(known, said.headers) ? await known.body() : undefined;
  // One in chunks is for whoever said that it can take it so.
  if (body === undefined || (body.chunks !== undefined && !said.request.isLarge)) return undefined;
  const { url } = said.document;
  const mediaType = mediaTypeOf(known.headers['content-type']);
  return {
    ...said,
    httpStatus: 200,
    document: { url, mediaType, sha256: known.sha256, ...body },
    headers: refreshed(known.headers, said.headers),
    isRevalidated: true,
  };
}
