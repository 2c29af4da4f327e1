import { chmod, cp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { inspectData, makeScratch } from './cluster.ts';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { giveFolder, makeFolder, randomId, syncFolder } from './files.ts';
import type { Home } from './home.ts';
import { isServerOf, readPidFile } from './pid-file.ts';
import { type Account, run } from './run.ts';
import { removeOrphans, stagedFolder, stageFolder, usableBase } from './staging.ts';
import { serverAccount } from './unprivileged.ts';

/** Where the data of a state folder is, or is to be made. */
export interface DataPlace {
  /** Folder of the folder `data`: the home itself, or a staged one. */
  readonly parent: string;
  /** Who runs PostgreSQL; undefined: the user of this process. */
  readonly account: Account | undefined;
  readonly isNew: boolean;
}

/**
 * Finds the place of the data: in the state folder, or, where the user that runs PostgreSQL for root cannot work in there,
 * staged in one of `bases`. Data in a place that this user can no longer reach is moved.
 */
export async function placeData(
  home: Home,
  major: string,
  bases: readonly string[],
  say: (line: string) => void,
): Promise<DataPlace> {
  const staged = await stagedFolder(home, say);
  const holder = await findHolder(staged === undefined ? [home.folder] : [staged, home.folder], major);
  const account = await serverAccount(holder && path.join(holder, 'data'));

  if (holder === undefined) {
    const parent = staged ?? (account ? await chooseParent(home, account, bases, say) : home.folder);
    return { parent, account, isNew: true };
  }
  if (account === undefined) return { parent: holder, account, isNew: false };
  const data = path.join(holder, 'data');
  if ((await stat(data)).uid !== account.uid) await giveFolder(data, account);
  if (await isReachable(data, account)) return { parent: holder, account, isNew: false };

  const parent =
    staged === undefined || staged === holder ? await stageFolder(home, await usableBase(bases, account)) : staged;
  await moveData(holder, parent, account);
  return { parent, account, isNew: false };
}

async function findHolder(parents: readonly string[], major: string): Promise<string | undefined> {
  for (const parent of parents) {
    if ((await inspectData(path.join(parent, 'data'), major)) === 'complete') return parent;
  }
  return undefined;
}

async function chooseParent(
  home: Home,
  account: Account,
  bases: readonly string[],
  say: (line: string) => void,
): Promise<string> {
  await removeOrphans(home, bases, say);
  if (await canHost(home.folder, account)) return home.folder;
  return stageFolder(home, await usableBase(bases, account));
}

/** Tries whether `account` can work in a folder of its own in `parent`. */
async function canHost(parent: string, account: Account): Promise<boolean> {
  const scratch = await makeScratch(parent, account).catch((error: unknown) => {
    // Some mounted folders know no owners.
    if (errorCode(error) === 'EPERM' || errorCode(error) === 'EINVAL') return undefined;
    throw error;
  });
  if (scratch === undefined) return false;
  const data = path.join(scratch, 'data');
  const { ok } = await run('/bin/sh', ['-c', 'cd "$1" && : > trial', 'sh', data], account);
  const isPrivate = ((await stat(data)).mode & 0o777) === 0o700;
  await rm(scratch, { recursive: true, force: true });
  return ok && isPrivate;
}

/** Whether `account` can work with the data, or does at this moment. */
async function isReachable(data: string, account: Account): Promise<boolean> {
  const { ok } = await run('/bin/sh', ['-c', 'cd "$1" && test -r PG_VERSION && test -w .', 'sh', data], account);
  if (ok) return true;
  const pid = (await readPidFile(data))?.pid;
  return pid !== undefined && (await isServerOf(data, pid, account));
}

async function moveData(from: string, to: string, account: Account): Promise<void> {
  const [source, target] = [path.join(from, 'data'), path.join(to, 'data')];
  try {
    await rename(source, target);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await copyData(source, target, account);
    await rm(source, { recursive: true, force: true });
  }
  await syncFolder(to);
}

/** Copies to another disk. When it returns, the copy is on that disk. */
async function copyData(source: string, target: string, account: Account): Promise<void> {
  const scratch = path.join(path.dirname(target), `new-${randomId()}`);
  const copy = path.join(scratch, 'data');
  await makeFolder(scratch, 0o711);
  await cp(source, copy, { recursive: true, verbatimSymlinks: true });
  await giveFolder(copy, account);
  await chmod(copy, 0o700);
  await rename(copy, target);
  await rm(scratch, { recursive: true, force: true });
  const { ok, output } = await run('sync', [], undefined);
  if (!ok) throw new EmbeddedPostgresError(`the copy of ${source} in ${target} could not be flushed: ${output}`);
}
