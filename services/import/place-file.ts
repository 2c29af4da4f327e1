import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '../../config/config-error.ts';

/**
 * Puts a file into the deal folder, whole or not at all: whoever reads it meanwhile reads the old one or the new one.
 * @param file Its path inside the folder.
 * @returns where it is now.
 * @throws ConfigError when it cannot be written, or when a link leads out of the folder.
 */
export async function placeFile(dealFolder: string, file: string, bytes: Uint8Array): Promise<string> {
  const target = path.join(dealFolder, file);
  try {
    const folder = await folderInside(dealFolder, path.dirname(target));
    const place = path.join(folder, path.basename(target));
    if (await isLink(place)) throw new ConfigError([`${target}: it is a link: put the file itself there`]);
    const draft = path.join(folder, `.${path.basename(target)}.${randomUUID()}.draft`);
    try {
      await writeThrough(draft, bytes);
      await rename(draft, place);
    } finally {
      await rm(draft, { force: true });
    }
    return target;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new ConfigError([
      `${target} cannot be written [${String(error.code)}]: PACTWATCH_DEAL must name a folder in which you may write`,
    ]);
  }
}

async function folderInside(dealFolder: string, folder: string): Promise<string> {
  const root = await realpath(dealFolder);
  await mkdir(folder, { recursive: true });
  const real = await realpath(folder);
  if (real === root || real.startsWith(root + path.sep)) return real;
  throw new ConfigError([`${folder}: it is a link out of the deal folder`]);
}

async function isLink(place: string): Promise<boolean> {
  try {
    return (await lstat(place)).isSymbolicLink();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Written to the disk before its name is: a power cut leaves no empty file under it. */
async function writeThrough(place: string, bytes: Uint8Array): Promise<void> {
  const file = await open(place, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
