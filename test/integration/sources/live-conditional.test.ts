import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Access, PublisherRequest } from '../../../services/sources/connector.ts';
import { faultOf } from '../../../services/sources/transport/judge.ts';
import type { KnownAnswer, KnownAnswers } from '../../../services/sources/transport/known-answers.ts';
import { textOf } from '../../support/ask.ts';
import { NOW, startLiveTrial } from '../../support/live.ts';

const STORED = '{"value":"16344687"}';
const sha256 = createHash('sha256').update(STORED).digest('hex');

const IN_CHUNKS: Partial<KnownAnswer> = {
  body: async () => ({
    bytes: Buffer.from('{"value":'),
    chunks: async function* () {
      yield* [Buffer.from('{"value":'), Buffer.from('"16344687"}')];
    },
  }),
};

/** One answer that is known of every URL, and the URLs for which it was asked. */
function knowing(more: Partial<KnownAnswer> = {}) {
  const asked: string[] = [];
  const answer: KnownAnswer = {
    etag: '"7"',
    lastModified: null,
    sha256,
    headers: { 'content-type': 'application/json; charset=utf-8', etag: '"7"', date: 'Mon, 28 Sep 2026 06:00:00 GMT' },
    body: async () => ({ bytes: Buffer.from(STORED) }),
    ...more,
  };
  const known: KnownAnswers = {
    find: async (sourceId, url) => {
      asked.push(`${sourceId} ${url}`);
      return answer;
    },
  };
  return { asked, known };
}

describe('an answer that is known', () => {
  it('is given as if it had come just now when the publisher says that it is still the same', async () => {
    await using trial = await startLiveTrial();
    const date = 'Thu, 01 Oct 2026 06:00:00 GMT';
    trial.server.answer('/figures', { status: 304, headers: { date, etag: 'W/"7"', 'content-type': 'text/html' } });
    const { known, asked } = knowing();
    const answer = await trial.answer({}, { known });
    expect(trial.server.requests.map(({ headers }) => headers['if-none-match'])).toEqual(['"7"']);
    expect(asked).toEqual([`made-up-source ${trial.server.url}/figures`]);
    expect(answer).toMatchObject({
      httpStatus: 200,
      document: { url: `${trial.server.url}/figures`, mediaType: 'application/json', sha256 },
      headers: { 'content-type': 'application/json; charset=utf-8', date, etag: 'W/"7"' },
      retrievedAt: NOW,
      isRevalidated: true,
    });
    expect(textOf(answer)).toBe(STORED);
    expect(faultOf(answer)).toBeUndefined();
  });

  it('is left aside when the publisher sends another', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{"value":"1"}' });
    const answer = await trial.answer({}, { known: knowing().known });
    expect(textOf(answer)).toBe('{"value":"1"}');
    expect(answer.isRevalidated).toBeUndefined();
  });

  it('and is gone from the store is asked for whole', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 304 }, { body: STORED });
    const answer = await trial.answer({}, { known: knowing({ body: async () => undefined }).known });
    expect(textOf(answer)).toBe(STORED);
    expect(trial.server.requests.map(({ headers }) => headers['if-none-match'])).toEqual(['"7"', undefined]);
  });

  it('and too large to be held comes in chunks', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 304 });
    const requests = (_query: unknown, _span: unknown, { baseUrl }: Access): PublisherRequest[] => [
      { url: `${baseUrl}/figures`, accepts: ['application/json'], isLarge: true },
    ];
    const answer = await trial.answer({ requests }, { known: knowing(IN_CHUNKS).known });
    expect(Buffer.concat(await Array.fromAsync(answer.document.chunks!())).toString()).toBe(STORED);
  });

  it('and comes in chunks is none for whoever wants to hold it: the whole is asked for', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 304 }, { body: STORED });
    const answer = await trial.answer({}, { known: knowing(IN_CHUNKS).known });
    expect([textOf(answer), answer.document.chunks]).toEqual([STORED, undefined]);
    expect(trial.server.requests).toHaveLength(2);
  });

  it('does not stand for one in a format that is no longer read', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: STORED });
    const headers = { 'content-type': 'text/csv' };
    await trial.answer({}, { known: knowing({ headers }).known });
    expect(trial.server.requests[0]!.headers['if-none-match']).toBeUndefined();
  });

  it('does not stand for the answer to a POST', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: STORED });
    const requests = (_query: unknown, _span: unknown, { baseUrl }: Access): PublisherRequest[] => [
      { url: `${baseUrl}/figures#1`, method: 'POST', body: '{}', accepts: ['application/json'] },
    ];
    await trial.answer({ requests }, { known: knowing().known });
    expect(trial.server.requests[0]).toMatchObject({ method: 'POST' });
    expect(trial.server.requests[0]!.headers['if-none-match']).toBeUndefined();
  });

  it('is looked up by a URL without the key', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 304 });
    const { known, asked } = knowing();
    const key = 'made-up-key-0a1b2c';
    const requests = (_query: unknown, _span: unknown, { baseUrl }: Access): PublisherRequest[] => [
      { url: `${baseUrl}/figures?a=1`, key: { in: 'query', name: 'api_key' }, accepts: ['application/json'] },
    ];
    const access = () => ({ baseUrl: trial.server.url, key, keyVariable: '' });
    const answer = await trial.answer({ key: 'required', requests }, { known, access });
    expect(trial.server.requests[0]!.url).toContain(key);
    expect(asked).toEqual([`made-up-source ${trial.server.url}/figures?a=1`]);
    expect(JSON.stringify(answer)).not.toContain(key);
  });
});

it('without a known answer a 304 is a fault of the publisher', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/figures', { status: 304 });
  expect(faultOf(await trial.answer())).toMatchObject({ fault: 'format' });
});
