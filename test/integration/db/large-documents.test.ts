import { createHash, randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { keepLargeDocument, readDocumentChunks } from '../../../db/document-chunks.ts';
import { readDocument } from '../../../db/documents.ts';
import { inChunks } from '../../support/bulk-file.ts';
import { testDatabase } from '../../support/database.ts';
import { instant } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const AT = instant('2026-11-01T06:00:00Z');
const MIB = 1024 * 1024;
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function keep(bytes: Uint8Array, chunk = 100_000): Promise<string> {
  const sha256 = sha256Of(bytes);
  await keepLargeDocument(db, { sha256, mediaType: 'application/tsv', chunks: () => inChunks(bytes, chunk) }, AT);
  return sha256;
}
const pieces = (sha256: string) =>
  db
    .selectFrom('documentChunk')
    .select(['seq', 'isPacked', 'bytes'])
    .where('sha256', '=', sha256)
    .orderBy('seq')
    .execute();

describe('a large document', () => {
  test.each([
    ['text', Buffer.alloc(3 * MIB + 17, 'a row of a file\t0.125\n')],
    ['packed already', randomBytes(2 * MIB + 5)],
    ['as long as a piece', randomBytes(MIB)],
  ])('comes back as it came in, a piece at a time or whole: %s', async (_what, bytes) => {
    const sha256 = await keep(bytes);
    expect(sha256Of(Buffer.concat(await Array.fromAsync(readDocumentChunks(db, sha256))))).toBe(sha256);
    expect(await readDocument(db, sha256)).toMatchObject({ sha256, mediaType: 'application/tsv' });
    expect(sha256Of((await readDocument(db, sha256))!.bytes)).toBe(sha256);
  });

  test('takes less room where it can be packed', async () => {
    const kept = await pieces(await keep(Buffer.alloc(2 * MIB, 'a row of another file\n')));
    expect(kept.every(({ isPacked, bytes }) => isPacked && bytes.length < MIB / 10)).toBe(true);
    const random = await pieces(await keep(randomBytes(2 * MIB)));
    expect(random.map(({ seq, isPacked }) => `${seq} ${isPacked}`)).toEqual(['0 false', '1 false']);
  });

  test('is stored once, and not read again', async () => {
    const bytes = randomBytes(2 * MIB);
    const sha256 = await keep(bytes);
    const unread = () => {
      throw new Error('was read again');
    };
    await keepLargeDocument(db, { sha256, mediaType: 'text/plain', chunks: unread }, AT);
    expect(await pieces(sha256)).toHaveLength(2);
  });

  test('is kept by many at once, whole and once', async () => {
    const bytes = randomBytes(2 * MIB);
    await Promise.all(Array.from({ length: 6 }, () => keep(bytes)));
    expect((await pieces(sha256Of(bytes))).map(({ seq }) => seq)).toEqual([0, 1]);
  });

  test('that breaks off in the middle is not kept at all', async () => {
    async function* broken() {
      yield randomBytes(2 * MIB);
      throw new Error('broke off');
    }
    const sha256 = 'b'.repeat(64);
    const keeping = keepLargeDocument(db, { sha256, mediaType: 'text/plain', chunks: broken }, AT);
    await expect(keeping).rejects.toThrow('broke off');
    expect(await readDocument(db, sha256)).toBeUndefined();
    expect(await Array.fromAsync(readDocumentChunks(db, sha256))).toEqual([]);
  });

  test('a small one can be read a piece at a time too', async () => {
    const bytes = Buffer.from('small');
    await db
      .insertInto('document')
      .values({ sha256: sha256Of(bytes), mediaType: 'text/plain', bytes, storedAt: AT })
      .execute();
    expect(Buffer.concat(await Array.fromAsync(readDocumentChunks(db, sha256Of(bytes)))).toString()).toBe('small');
  });
});
