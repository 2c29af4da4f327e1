import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { keepLargeDocument, type LargeDocument, readDocumentChunks } from './document-chunks.ts';

export interface StoredDocument {
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface StoredAnswer {
  readonly deal: string;
  readonly source: string;
  readonly url: string;
  readonly httpStatus: number;
  readonly sha256: string;
  readonly retrievedAt: Temporal.Instant;
  readonly publishedAt: Temporal.Instant | null;
  readonly citation: string | null;
  /** Without cookies and keys. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The publisher sent no bytes and said that they are still the same. */
  readonly isRevalidated?: boolean;
}

/**
 * Keeps a document, and that this URL gave it. The same bytes are stored once; the same answer again only moves
 * the time at which it was last seen. It is not trusted until it was read.
 */
export async function keepAnswer(
  db: Db,
  document: StoredDocument | LargeDocument,
  { headers = {}, isRevalidated = false, ...answered }: StoredAnswer,
  at: Temporal.Instant,
): Promise<void> {
  if ('chunks' in document) await keepLargeDocument(db, document, at);
  else await keepDocument(db, document, at);
  await db
    .insertInto('answer')
    .values({ ...answered, headers: JSON.stringify(headers), lastSeenAt: at, wholeAt: isRevalidated ? null : at })
    .onConflict((conflict) =>
      conflict.columns(['deal', 'source', 'url', 'httpStatus', 'sha256']).doUpdateSet({
        headers: sql`excluded.headers`,
        lastSeenAt: sql`greatest(answer.last_seen_at, excluded.last_seen_at)`,
        wholeAt: sql`greatest(answer.whole_at, excluded.whole_at)`,
        etag: null,
        lastModified: null,
      }),
    )
    .execute();
}

async function keepDocument(db: Db, { sha256, mediaType, bytes }: StoredDocument, at: Temporal.Instant): Promise<void> {
  await db
    .insertInto('document')
    .values({ sha256, mediaType, bytes: Buffer.from(bytes), storedAt: at })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
}

/**
 * The document's bytes, untouched since they came in; undefined when there is none of that name. A large one is better
 * read by `readDocumentChunks`.
 */
export async function readDocument(db: Db, sha256: string): Promise<StoredDocument | undefined> {
  const stored = await db
    .selectFrom('document')
    .select(['sha256', 'mediaType', 'bytes'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (!stored) return undefined;
  const bytes = stored.bytes ?? Buffer.concat(await Array.fromAsync(readDocumentChunks(db, sha256)));
  return { ...stored, bytes };
}

/** Where each document of a deal came from: the first answer that gave it. */
export async function answersOf(db: Db, deal: string, documents: readonly string[]) {
  if (documents.length === 0) return [];
  return db
    .selectFrom('answer')
    .distinctOn('sha256')
    .select(['sha256', 'source', 'url', 'retrievedAt', 'publishedAt', 'citation'])
    .where('deal', '=', deal)
    .where('sha256', 'in', [...new Set(documents)])
    .orderBy('sha256')
    .orderBy('id')
    .execute();
}
