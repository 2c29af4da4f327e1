import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { type Db, inTransaction } from './connection.ts';

const CHUNK_BYTES = 1024 * 1024;

/** A document that is too large to be held whole. */
export interface LargeDocument {
  readonly sha256: string;
  readonly mediaType: string;
  /** All bytes, from the first on. Not read when the document is stored already. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** Keeps a document in pieces, all of them or none. The same bytes are stored once. */
export async function keepLargeDocument(db: Db, document: LargeDocument, at: Temporal.Instant): Promise<void> {
  const { sha256, mediaType } = document;
  await inTransaction(db, async (trx) => {
    const isNew = await trx
      .insertInto('document')
      .values({ sha256, mediaType, bytes: null, storedAt: at })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .returning('sha256')
      .executeTakeFirst();
    if (!isNew) return;
    let seq = 0;
    for await (const piece of inPieces(document.chunks())) {
      await trx
        .insertInto('documentChunk')
        .values({ sha256, seq, ...(await packed(piece)) })
        .execute();
      seq += 1;
    }
  });
}

const pack = promisify(zstdCompress);
const unpack = promisify(zstdDecompress);
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Packed, if that makes it smaller by a tenth at least. */
async function packed(bytes: Buffer): Promise<{ readonly bytes: Buffer; readonly isPacked: boolean }> {
  const smaller = await pack(bytes, FAST);
  return smaller.length < bytes.length * 0.9 ? { bytes: smaller, isPacked: true } : { bytes, isPacked: false };
}

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.byteLength;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(held, size);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held, size);
}

/**
 * The bytes of a document from the first on, a piece at a time, however large it is.
 * @returns nothing at all when there is no document of that name.
 */
export async function* readDocumentChunks(db: Db, sha256: string): AsyncGenerator<Uint8Array, void, undefined> {
  const whole = await db.selectFrom('document').select('bytes').where('sha256', '=', sha256).executeTakeFirst();
  if (!whole) return;
  if (whole.bytes !== null) {
    yield whole.bytes;
    return;
  }
  for (let seq = 0; ; seq += 1) {
    const chunk = await db
      .selectFrom('documentChunk')
      .select(['bytes', 'isPacked'])
      .where('sha256', '=', sha256)
      .where('seq', '=', seq)
      .executeTakeFirst();
    if (!chunk) return;
    yield chunk.isPacked ? await unpack(chunk.bytes) : chunk.bytes;
  }
}
