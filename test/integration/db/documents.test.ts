import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { answersOf, keepAnswer, readDocument, type StoredAnswer } from '../../../db/documents.ts';
import { testDatabase } from '../../support/database.ts';
import { instant } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const [FIRST, SECOND, THIRD] = ['2026-11-01T06:00:00Z', '2026-11-02T06:00:00Z', '2026-11-03T06:00:00Z'].map(instant);
const document = (bytes: Uint8Array, mediaType = 'application/json') => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  mediaType,
  bytes,
});

let count = 0;
let deal: string;
beforeEach(() => {
  deal = `deal-${(count += 1)}`;
});

async function keep(bytes: Uint8Array, at = FIRST!, more: Partial<StoredAnswer> = {}): Promise<string> {
  const kept = document(bytes);
  await keepAnswer(
    db,
    kept,
    {
      deal,
      source: 'comtrade-china',
      url: 'https://statistics.example.org/figures',
      httpStatus: 200,
      sha256: kept.sha256,
      retrievedAt: at,
      publishedAt: null,
      citation: null,
      ...more,
    },
    at,
  );
  return kept.sha256;
}

const answers = () =>
  db
    .selectFrom('answer')
    .select(['url', 'httpStatus', 'retrievedAt', 'lastSeenAt'])
    .where('deal', '=', deal)
    .orderBy('id')
    .execute();
const documents = async (sha256: string) =>
  (await db.selectFrom('document').select('storedAt').where('sha256', '=', sha256).execute()).map(
    (row) => row.storedAt,
  );

describe('the bytes of a document', () => {
  test('come back as they came in, whatever they are', async () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const stored = await readDocument(db, await keep(every));
    expect(stored).toMatchObject({ mediaType: 'application/json' });
    expect(Buffer.compare(stored!.bytes, every)).toBe(0);
  });

  test('may be none at all: an empty answer is evidence too', async () => {
    expect((await readDocument(db, await keep(new Uint8Array())))?.bytes).toHaveLength(0);
  });

  test('may be many: 8 MiB are kept to the last', async () => {
    const large = Buffer.alloc(8 * 1024 * 1024, 'pactwatch');
    const stored = await readDocument(db, await keep(large));
    expect(createHash('sha256').update(stored!.bytes).digest('hex')).toBe(stored!.sha256);
  });

  test('of no name that is known are nothing', async () => {
    expect(await readDocument(db, '0'.repeat(64))).toBeUndefined();
  });

  test('are stored once, whoever gave them, and with the time of the first', async () => {
    const sha256 = await keep(Buffer.from('once'), FIRST!);
    await keep(Buffer.from('once'), SECOND!, { source: 'another-source' });
    expect(await documents(sha256)).toEqual([FIRST]);
  });

  test('are never replaced under a name that is taken', async () => {
    const sha256 = await keep(Buffer.from('the first'));
    const forged = { ...document(Buffer.from('the second')), sha256 };
    const answer = {
      deal,
      source: 's',
      url: 'u',
      httpStatus: 200,
      sha256,
      retrievedAt: FIRST!,
      publishedAt: null,
      citation: null,
    };
    await keepAnswer(db, forged, answer, SECOND!);
    expect(Buffer.from((await readDocument(db, sha256))!.bytes).toString()).toBe('the first');
  });
});

describe('an answer', () => {
  test('that is given again only moves the time at which it was last seen', async () => {
    await keep(Buffer.from('a'), FIRST!);
    await keep(Buffer.from('a'), SECOND!);
    expect(await answers()).toMatchObject([{ retrievedAt: FIRST, lastSeenAt: SECOND }]);
  });

  test('was last seen at the latest time, even if a slower process tells of an earlier one afterwards', async () => {
    await keep(Buffer.from('a'), THIRD!);
    await keep(Buffer.from('a'), SECOND!);
    expect(await answers()).toMatchObject([{ retrievedAt: THIRD, lastSeenAt: THIRD }]);
  });

  test('with other bytes, from another address or with another status is another answer', async () => {
    await keep(Buffer.from('a'));
    await keep(Buffer.from('b'));
    await keep(Buffer.from('a'), SECOND!, { url: 'https://statistics.example.org/figures?page=2' });
    await keep(Buffer.from('a'), SECOND!, { httpStatus: 429 });
    expect(await answers()).toHaveLength(4);
  });

  test('that many processes keep at once is one answer and one document', async () => {
    const kept = await Promise.all(Array.from({ length: 12 }, () => keep(Buffer.from(`at once for ${deal}`))));
    expect(await documents(kept[0]!)).toHaveLength(1);
    expect(await answers()).toHaveLength(1);
  });
});

describe('where a document came from', () => {
  test('is the first answer of that deal that gave it', async () => {
    const sha256 = await keep(Buffer.from('a'), FIRST!, { citation: 'UN Comtrade, 2026-11-01', publishedAt: THIRD! });
    await keep(Buffer.from('a'), SECOND!, { url: 'https://mirror.example.org/figures' });
    expect(await answersOf(db, deal, [sha256, sha256])).toEqual([
      {
        sha256,
        source: 'comtrade-china',
        url: 'https://statistics.example.org/figures',
        retrievedAt: FIRST,
        publishedAt: THIRD,
        citation: 'UN Comtrade, 2026-11-01',
      },
    ]);
  });

  test('is not told of another deal, nor of documents that nobody gave', async () => {
    const sha256 = await keep(Buffer.from('a'));
    expect(await answersOf(db, 'another-deal', [sha256])).toEqual([]);
    expect(await answersOf(db, deal, ['0'.repeat(64)])).toEqual([]);
    expect(await answersOf(db, deal, [])).toEqual([]);
  });
});
