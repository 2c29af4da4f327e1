import { createHash } from 'node:crypto';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { maskedChunks } from '../../../../services/sources/transport/mask-chunks.ts';
import { maskOf } from '../../../../services/sources/transport/secret.ts';
import { spool } from '../../../../services/sources/transport/spool.ts';
import { inChunks } from '../../../support/bulk-file.ts';

const BODY = Buffer.from(Array.from({ length: 5000 }, (_, line) => `line ${line}\n`).join(''));
const SHA256 = createHash('sha256').update(BODY).digest('hex');
const whole = async (chunks: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(chunks));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spool-test-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a body', () => {
  test('that is small is held, and no file is made', async () => {
    await using spooled = await spool(inChunks(BODY, 700), BODY.length);
    expect(spooled).toMatchObject({ sha256: SHA256 });
    expect(spooled.chunks).toBeUndefined();
    expect(Buffer.compare(spooled.bytes, BODY)).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  test('that is large is laid aside, can be read as often as asked, and is gone afterwards', async () => {
    {
      await using spooled = await spool(inChunks(BODY, 700), 4000);
      expect(spooled).toMatchObject({ sha256: SHA256 });
      expect(Buffer.compare(spooled.bytes, BODY.subarray(0, spooled.bytes.length))).toBe(0);
      for (const _time of ['first', 'second']) {
        expect(Buffer.compare(await whole(spooled.chunks!()), BODY)).toBe(0);
      }
      expect(await readdir(folder)).toHaveLength(1);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  test('that breaks off in the middle leaves nothing behind', async () => {
    async function* broken() {
      yield BODY;
      throw new Error('broke off');
    }
    await expect(spool(broken(), 4000)).rejects.toThrow('broke off');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a key in a body that comes in chunks', () => {
  const KEY = 'k3y-0123/456';
  const text = `${'x'.repeat(300)}${KEY}${'y'.repeat(300)}${encodeURIComponent(KEY)}${'z'.repeat(30)}${KEY}`;

  test.each([1, 3, 7, 64, 1000])('is covered wherever it is cut, in chunks of %i bytes', async (size) => {
    const mask = maskOf(KEY);
    const masked = maskedChunks(inChunks(Buffer.from(text), size), mask, KEY);
    const read = await whole(masked.chunks);
    expect(read.toString()).toBe(Buffer.from(mask.bytes(Buffer.from(text)).bytes).toString());
    expect(read.toString()).not.toContain(KEY);
    expect(masked.places()).toBe(3);
  });

  test('without a key nothing is touched', async () => {
    const masked = maskedChunks(inChunks(BODY, 100), maskOf(undefined), undefined);
    expect(Buffer.compare(await whole(masked.chunks), BODY)).toBe(0);
    expect(masked.places()).toBe(0);
  });
});
