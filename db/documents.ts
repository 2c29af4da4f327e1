import { sql } from 'kysely';
import type { Db } from './connection.ts';

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
}

/**
 * Keeps a document, and that this URL gave it. The same bytes are stored once; the same answer again only moves
 * the time at which it was last seen.
 */
export async function keepAnswer(
  db: Db,
  document: StoredDocument,
  answer: StoredAnswer,
  at: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto('document')
    .values({
      sha256: document.sha256,
      mediaType: document.mediaType,
      bytes: Buffer.from(document.bytes),
      storedAt: at,
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  await db
    .insertInto('answer')
    .values({ ...answer, lastSeenAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['deal', 'source', 'url', 'httpStatus', 'sha256'])
        .doUpdateSet({ lastSeenAt: sql`greatest(answer.last_seen_at, excluded.last_seen_at)` }),
    )
    .execute();
}

/** The document's bytes, untouched since they came in; undefined when there is none of that name. */
export async function readDocument(db: Db, sha256: string): Promise<StoredDocument | undefined> {
  return db
    .selectFrom('document')
    .select(['sha256', 'mediaType', 'bytes'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
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
