import type { Db } from './connection.ts';
import { readDocumentChunks } from './document-chunks.ts';
import type { StoredAnswer } from './documents.ts';

export interface TrustedAnswer {
  readonly sha256: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Says of a kept answer that it was read without fault, and by what its publisher recognises it. */
export async function trustAnswer(
  db: Db,
  { deal, source, url, httpStatus, sha256 }: StoredAnswer,
  { etag, lastModified }: Pick<TrustedAnswer, 'etag' | 'lastModified'>,
): Promise<void> {
  if (etag === null && lastModified === null) return;
  await db
    .updateTable('answer')
    .set({ etag, lastModified })
    .where('deal', '=', deal)
    .where('source', '=', source)
    .where('url', '=', url)
    .where('httpStatus', '=', httpStatus)
    .where('sha256', '=', sha256)
    .execute();
}

/** The latest answer of a URL that can be recognised, if its bytes came since the given instant. */
export async function trustedAnswer(
  db: Db,
  { deal, source, url }: Pick<StoredAnswer, 'deal' | 'source' | 'url'>,
  wholeSince: Temporal.Instant,
): Promise<TrustedAnswer | undefined> {
  const found = await db
    .selectFrom('answer')
    .select(['sha256', 'headers', 'etag', 'lastModified'])
    .where('deal', '=', deal)
    .where('source', '=', source)
    .where('url', '=', url)
    .where('httpStatus', '=', 200)
    .where('wholeAt', '>=', wholeSince)
    .where((eb) => eb.or([eb('etag', 'is not', null), eb('lastModified', 'is not', null)]))
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found && { ...found, headers: (found.headers ?? {}) as TrustedAnswer['headers'] };
}

export interface StoredBody {
  /** All of it, unless there are `chunks`: then the beginning alone. */
  readonly bytes: Uint8Array;
  readonly chunks?: () => AsyncIterable<Uint8Array>;
}

/** A document as an answer has it: in chunks when it is too large to be held. */
export async function readStoredBody(db: Db, sha256: string): Promise<StoredBody | undefined> {
  const stored = await db.selectFrom('document').select('bytes').where('sha256', '=', sha256).executeTakeFirst();
  if (!stored) return undefined;
  if (stored.bytes !== null) return { bytes: stored.bytes };
  const chunks = () => readDocumentChunks(db, sha256);
  const { value: beginning } = await chunks().next();
  return beginning ? { bytes: beginning, chunks } : undefined;
}
