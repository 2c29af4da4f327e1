import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Call, openExchange } from '../../../services/sources/transport/exchange.ts';
import { publisherFetch } from '../../../services/sources/transport/publisher-fetch.ts';
import { startPublisherServer } from '../../support/publisher-server.ts';

const LIMITS = { headersMs: 5000, bodyMs: 5000, bytes: 64 * 1024 * 1024 };
const MIB = 1024 * 1024;
const signal = new AbortController().signal;
const callTo = (url: string): Call => ({ url: `${url}/figures`, headers: {}, mask: (text) => text });
const CALL = callTo('https://api.example.org');

/** A publisher that has `count` chunks to give, and of which is seen how many were taken. */
function chunksToTake(count: number) {
  const seen = { taken: 0, signal: undefined as AbortSignal | null | undefined };
  const give: typeof fetch = async (_url, init) => {
    seen.signal = init?.signal;
    const chunks = function* () {
      for (; seen.taken < count; seen.taken += 1) yield new Uint8Array(MIB);
    };
    return new Response(ReadableStream.from(chunks()), { headers: { etag: '"7"' } });
  };
  return { seen, give };
}

describe('an answer that is read while it comes in', () => {
  afterEach(() => void vi.useRealTimers());

  it('has status and headers before its body', async () => {
    const { seen, give } = chunksToTake(3);
    await using open = await openExchange(give, CALL, LIMITS, signal);
    expect([open.httpStatus, open.headers.get('etag'), seen.taken]).toEqual([200, '"7"', 0]);
    expect(await Array.fromAsync(open.chunks, ({ length }) => length)).toEqual([MIB, MIB, MIB]);
  });

  it('may be read slowly: the time counts in which the publisher is waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { give } = chunksToTake(3);
    await using open = await openExchange(give, CALL, LIMITS, signal);
    let read = 0;
    for await (const { length } of open.chunks) {
      read += length;
      vi.advanceTimersByTime(10 * LIMITS.bodyMs);
    }
    expect(read).toBe(3 * MIB);
  });

  it('is held back while its reader is busy', async () => {
    const { seen, give } = chunksToTake(60);
    await using open = await openExchange(give, CALL, LIMITS, signal);
    await open.chunks[Symbol.asyncIterator]().next();
    expect(seen.taken).toBeLessThan(3);
  });

  it('that is left unread is called off', async () => {
    const { seen, give } = chunksToTake(1);
    {
      await using open = await openExchange(give, CALL, LIMITS, signal);
      expect(open.httpStatus).toBe(200);
      expect(seen.signal?.aborted).toBe(false);
    }
    expect(seen.signal?.aborted).toBe(true);
  });

  it('breaks off at the chunk that is too much', async () => {
    await using server = await startPublisherServer();
    server.answer('/figures', { body: 'x'.repeat(MIB), repeat: 60 });
    await using open = await openExchange(publisherFetch, callTo(server.url), { ...LIMITS, bytes: 2 * MIB }, signal);
    let read = 0;
    const reading = async () => {
      for await (const chunk of open.chunks) read += chunk.length;
    };
    await expect(reading()).rejects.toThrow('sent an answer larger than 2097152 bytes');
    expect(read).toBeGreaterThan(MIB);
    expect(read).toBeLessThanOrEqual(2 * MIB);
  });

  it('ends in the reason of a caller who gives up', async () => {
    await using server = await startPublisherServer();
    server.answer('/figures', { body: 'x'.repeat(10_000), dripMs: 5 });
    const caller = new AbortController();
    await using open = await openExchange(publisherFetch, callTo(server.url), LIMITS, caller.signal);
    const reading = async () => {
      for await (const _ of open.chunks) caller.abort(new Error('shutting down'));
    };
    await expect(reading()).rejects.toThrow('shutting down');
  });
});
