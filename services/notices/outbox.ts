import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { compose } from './compose.ts';
import type { Delivery, Mailer } from './mailer.ts';

/**
 * Writes each mail as a file that any mail program opens, instead of sending it. A file is there whole or not at all;
 * the same mail again leaves it as it is.
 */
export function outbox(folder: string): Mailer {
  return {
    async deliver(message, signal): Promise<Delivery> {
      if (signal.aborted) return { outcome: 'retry', error: 'stopped before the mail was written' };
      const file = path.join(folder, message.fileName);
      const bytes = await compose(message);
      try {
        await mkdir(folder, { recursive: true });
        if (await holds(file, bytes)) return { outcome: 'sent', response: 'already in the outbox', place: file };
        await writeWhole(file, bytes);
        return { outcome: 'sent', response: 'written to the outbox', place: file };
      } catch (error) {
        return { outcome: 'retry', error: `${file}: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    close: async () => {},
  };
}

async function holds(file: string, bytes: Buffer): Promise<boolean> {
  try {
    return (await readFile(file)).equals(bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(part, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
