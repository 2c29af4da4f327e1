import { randomBytes } from 'node:crypto';
import { chmod, chown, lchown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './errors.ts';
import type { Account } from './run.ts';

/** The text of a file, without space around it; undefined if there is none. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file that is there whole or not at all, also after a power cut. */
export async function writeText(file: string, text: string, mode = 0o644): Promise<void> {
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  const handle = await open(fresh, 'wx', mode);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
  await syncFolder(path.dirname(file));
}

/** Makes the last renames in a folder outlive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder with exactly this mode, whatever the umask, and gives it to `owner`. */
export async function makeFolder(folder: string, mode: number, owner?: Account): Promise<void> {
  await mkdir(folder);
  if (owner) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, mode);
}

/** Gives a folder and all in it to `owner`. */
export async function giveFolder(folder: string, owner: Account): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(path.join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  await lchown(folder, owner.uid, owner.gid);
}

export function randomId(): string {
  return randomBytes(6).toString('hex');
}
