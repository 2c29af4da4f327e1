import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rejectBadAnswer } from '../../../services/sources/transport/judge.ts';
import { textOf } from '../../support/ask.ts';
import { startLiveTrial } from '../../support/live.ts';
import type { ScriptedAnswer } from '../../support/publisher-server.ts';

// Figures enough that a half of them, packed, is a good part of them unpacked.
const TABLE = Array.from({ length: 5000 }, (_, row) => `${row};${(row * 7919) % 104_729}`).join('\n');

const PACKED = [
  ['gzip', gzipSync(TABLE)],
  ['x-gzip', gzipSync(TABLE)],
  ['deflate', deflateSync(TABLE)],
  ['deflate', deflateRawSync(TABLE)],
  ['br', brotliCompressSync(TABLE)],
  ['zstd', zstdCompressSync(TABLE)],
] as const;

const packed = (coding: string, body: Uint8Array): ScriptedAnswer => ({
  body,
  headers: { 'content-encoding': coding },
});

describe('an answer that comes packed', () => {
  it.each(PACKED)('as %s is unpacked', async (coding, body) => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', packed(coding, body));
    expect(textOf(await trial.answer())).toBe(TABLE);
  });

  it('is asked for', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{}' });
    await trial.answer();
    expect(trial.server.requests[0]!.headers['accept-encoding']).toBe('gzip, deflate, br, zstd');
  });

  it('twice over is unpacked in the right order', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', packed('GZIP, br', brotliCompressSync(gzipSync(TABLE))));
    expect(textOf(await trial.answer())).toBe(TABLE);
  });

  it('and is named "identity" is plain', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', packed('identity', Buffer.from(TABLE)));
    expect(textOf(await trial.answer())).toBe(TABLE);
  });

  it('and is empty is an answer without content, not a damaged one', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', packed('gzip', Buffer.alloc(0)));
    const answer = await trial.answer();
    expect(() => rejectBadAnswer(answer)).toThrow('answered 200 with no content');
  });

  // The fetch of Node gives the first half as if it were all, and half a table looks like a shorter one.
  it.each(PACKED)(
    'as %s and ends in the middle is asked for again, and is never half an answer',
    async (coding, body) => {
      await using trial = await startLiveTrial();
      const half = packed(coding, body.subarray(0, body.length / 2));
      trial.server.answer('/figures', half, packed(coding, body));
      expect(textOf(await trial.answer())).toBe(TABLE);
      expect(trial.retries.map(({ reason }) => reason)).toEqual([
        'sent a compressed answer that ends in the middle [Z_BUF_ERROR]',
      ]);
    },
  );

  it('and lacks no more than its check sum is not whole', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', packed('gzip', gzipSync(TABLE).subarray(0, -8)));
    const error = await trial.failure();
    expect(error).toMatchObject({ fault: 'unreachable', mayPass: true });
    expect(error.message).toContain('sent a compressed answer that ends in the middle');
  });

  it.each(['gzip', 'deflate', 'br', 'zstd'])('as %s, and is not, is damaged', async (coding) => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', packed(coding, Buffer.from(`xx${TABLE}`)));
    expect((await trial.failure()).message).toMatch(/sent a damaged compressed answer \[\w+\] \(4 tries\)$/);
  });

  it('and whose bytes were changed on the way is damaged', async () => {
    await using trial = await startLiveTrial();
    const body = Buffer.from(gzipSync(TABLE));
    body[body.length - 6]! ^= 0xff;
    trial.server.answer('/figures', packed('gzip', body));
    expect((await trial.failure()).message).toContain('sent a damaged compressed answer [Z_DATA_ERROR]');
  });

  it.each(['compress', 'aes128gcm', 'gzip, gzip, gzip'])(
    'as %s is refused, and not asked for again',
    async (coding) => {
      await using trial = await startLiveTrial();
      trial.server.answer('/figures', packed(coding, Buffer.from(TABLE)));
      const error = await trial.failure();
      expect(error).toMatchObject({ fault: 'format', mayPass: false });
      expect(error.message).toContain(`packed its answer as "${coding}", which cannot be unpacked`);
      expect(trial.server.requests).toHaveLength(1);
    },
  );

  it('smaller than the cap is cut as soon as what it unpacks to is larger', async () => {
    await using trial = await startLiveTrial();
    // A quarter of a gigabyte in some hundred bytes.
    const bomb = brotliCompressSync(Buffer.alloc(256 * 1024 * 1024), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
    });
    trial.server.answer('/figures', packed('br', bomb));
    const limits = { bytes: 1_000_000, bodyMs: 2000 };
    expect((await trial.failure({}, { limits })).message).toContain('sent an answer larger than 1000000 bytes');
    expect(trial.server.requests).toHaveLength(1);
  });
});
