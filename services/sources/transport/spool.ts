import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A body that was read to its end: held when it is small, laid aside in a temporary file when it is not. */
export interface Spooled extends AsyncDisposable {
  readonly sha256: string;
  /** All of it, unless there are `chunks`: then the beginning alone. */
  readonly bytes: Uint8Array;
  /** All of it, as often as asked, until it is disposed of. */
  readonly chunks?: () => AsyncIterable<Uint8Array>;
}

/** What is larger is laid aside. */
const HELD_BYTES = 4 * 1024 * 1024;
const READ_BYTES = 256 * 1024;

/**
 * Reads a body to its end with no more memory than a small one takes.
 * @throws whatever `chunks` throws; nothing is left behind.
 */
export async function spool(chunks: AsyncIterable<Uint8Array>, heldBytes = HELD_BYTES): Promise<Spooled> {
  const hash = createHash('sha256');
  const held: Uint8Array[] = [];
  let size = 0;
  await using undo = new AsyncDisposableStack();
  let file: Awaited<ReturnType<typeof layAside>> | undefined;
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.byteLength;
    if (file === undefined) {
      held.push(chunk);
      if (size <= heldBytes) continue;
      file = await layAside();
      undo.use(file);
    }
    await file.write(held.length > 0 ? held.splice(0) : [chunk]);
  }
  const sha256 = hash.digest('hex');
  if (file === undefined) return { sha256, bytes: Buffer.concat(held, size), [Symbol.asyncDispose]: async () => {} };
  const bytes = await file.finish();
  const kept = undo.move();
  const { name } = file;
  return {
    sha256,
    bytes,
    chunks: () => createReadStream(name, { highWaterMark: READ_BYTES }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** A new temporary file that nobody else can read. Disposing of it removes it. */
async function layAside() {
  const folder = await mkdtemp(path.join(tmpdir(), 'pactwatch-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const name = path.join(folder, 'answer');
  const file = await open(name, 'wx+', 0o600).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    name,
    async write(chunks: readonly Uint8Array[]): Promise<void> {
      await file.writev([...chunks]);
    },
    /** The beginning of what was written, which is all there now. */
    async finish(): Promise<Uint8Array> {
      const { buffer, bytesRead } = await file.read(new Uint8Array(READ_BYTES), 0, READ_BYTES, 0);
      await close();
      return buffer.subarray(0, bytesRead);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await close();
      await remove();
    },
  };
}
