import { createHash } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { keepAnswer, type StoredAnswer } from '../../../db/documents.ts';
import { readStoredBody, trustAnswer, trustedAnswer } from '../../../db/trusted-answers.ts';
import { testDatabase } from '../../support/database.ts';
import { instant } from '../../support/vintages.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

const [FIRST, SECOND, THIRD] = ['2026-11-01T06:00:00Z', '2026-11-02T06:00:00Z', '2026-11-03T06:00:00Z'].map(
  instant,
) as [Temporal.Instant, Temporal.Instant, Temporal.Instant];
const URL_ASKED = 'https://statistics.example.org/figures';
const HEADERS = { 'content-type': 'application/json', etag: '"7"' };
const MARKS = { etag: '"7"', lastModified: null };

let count = 0;
let deal: string;
beforeEach(() => {
  deal = `deal-${(count += 1)}`;
});

async function keep(text: string, at: Temporal.Instant, more: Partial<StoredAnswer> = {}): Promise<StoredAnswer> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const answer: StoredAnswer = {
    deal,
    source: 'eia-lng',
    url: URL_ASKED,
    httpStatus: 200,
    sha256,
    retrievedAt: at,
    publishedAt: null,
    citation: null,
    headers: HEADERS,
    ...more,
  };
  await keepAnswer(db, { sha256, mediaType: 'application/json', bytes: Buffer.from(text) }, answer, at);
  return answer;
}
const trusted = (since = FIRST, source = 'eia-lng', url = URL_ASKED) => trustedAnswer(db, { deal, source, url }, since);

test('an answer that was only kept is not trusted', async () => {
  await keep('{}', FIRST);
  expect(await trusted()).toBeUndefined();
});

test('an answer that was read is trusted, with the headers that it had, by its own source and URL alone', async () => {
  const answer = await keep('{}', FIRST);
  await trustAnswer(db, answer, MARKS);
  expect(await trusted()).toEqual({ ...MARKS, sha256: answer.sha256, headers: HEADERS });
  expect(await trusted(FIRST, 'another-source')).toBeUndefined();
  expect(await trusted(FIRST, 'eia-lng', `${URL_ASKED}?page=2`)).toBeUndefined();
});

test('an answer without a mark cannot be asked by', async () => {
  await trustAnswer(db, await keep('{}', FIRST), { etag: null, lastModified: null });
  expect(await trusted()).toBeUndefined();
});

test('an answer that comes again is trusted no more until it was read again', async () => {
  await trustAnswer(db, await keep('{}', FIRST), MARKS);
  const again = await keep('{}', SECOND, { isRevalidated: true });
  expect(await trusted()).toBeUndefined();
  await trustAnswer(db, again, MARKS);
  expect(await trusted()).toMatchObject({ sha256: again.sha256 });
});

test('of several the one counts that was seen last', async () => {
  const first = await keep('{"a":1}', FIRST);
  await trustAnswer(db, first, MARKS);
  await trustAnswer(db, await keep('{"a":2}', SECOND), { etag: '"8"', lastModified: null });
  expect(await trusted()).toMatchObject({ etag: '"8"' });
  await trustAnswer(db, await keep('{"a":1}', THIRD), MARKS);
  expect(await trusted()).toMatchObject({ etag: '"7"', sha256: first.sha256 });
});

test('one that broken bytes came after is still trusted: it is what they stand in for', async () => {
  await trustAnswer(db, await keep('{"a":1}', FIRST), MARKS);
  await keep('<html>', SECOND);
  expect(await trusted()).toMatchObject({ etag: '"7"' });
});

test('only what came whole of late is trusted, however often it was said to be the same', async () => {
  await keep('{}', FIRST);
  await trustAnswer(db, await keep('{}', SECOND, { isRevalidated: true }), MARKS);
  expect(await trusted(FIRST)).toBeDefined();
  expect(await trusted(SECOND)).toBeUndefined();
  await trustAnswer(db, await keep('{}', THIRD), MARKS);
  expect(await trusted(THIRD)).toBeDefined();
});

test('a document is read back as it was stored: whole, in chunks, or not at all', async () => {
  const { sha256 } = await keep('{"whole":true}', FIRST);
  const whole = await readStoredBody(db, sha256);
  expect([Buffer.from(whole!.bytes).toString(), whole!.chunks]).toEqual(['{"whole":true}', undefined]);

  const pieces = [Buffer.alloc(1024 * 1024, 'a'), Buffer.alloc(10, 'b')];
  const large = createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
  const answer = { ...(await keep('{"whole":true}', FIRST)), sha256: large };
  const chunks = async function* () {
    yield* pieces;
  };
  await keepAnswer(db, { sha256: large, mediaType: 'text/plain', chunks }, answer, FIRST);
  const body = await readStoredBody(db, large);
  expect(Buffer.from(body!.bytes)).toEqual(pieces[0]);
  for (const _ of ['once', 'again']) {
    expect(Buffer.concat(await Array.fromAsync(body!.chunks!()))).toEqual(Buffer.concat(pieces));
  }
  expect(await readStoredBody(db, '0'.repeat(64))).toBeUndefined();
});
