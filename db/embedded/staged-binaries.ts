import { chmod, constants, copyFile, lstat, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { type Binaries, binariesIn, repair, whyNotRunnable } from './binaries.ts';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { makeFolder } from './files.ts';
import { takeLock } from './locks.ts';
import type { Account } from './run.ts';

interface Staging {
  readonly account: Account | undefined;
  /** Gives the folder that may hold copies of programs which `account` can run. */
  readonly base: () => Promise<string>;
  readonly say: (line: string) => void;
}

/**
 * The PostgreSQL programs, where `account` can run them: in the package, or else in a copy beside other staged things.
 * @throws EmbeddedPostgresError if they run in neither place.
 */
export async function runnableBinaries(packaged: Binaries, { account, base, say }: Staging): Promise<Binaries> {
  await repair(packaged);
  if ((await whyNotRunnable(packaged, account)) === undefined) return packaged;

  const folder = await base();
  const root = path.join(folder, `postgresql-${packaged.version}`);
  const staged = binariesIn(root, packaged);
  const lock = await takeLock(path.join(folder, 'programs.lock'), () =>
    say(`waiting for another process to fill ${root}`),
  );
  try {
    if (!(await isCopied(packaged.root, root))) {
      await replaceCopy(packaged.root, root);
      say(`${runner(account)} cannot run the PostgreSQL programs in ${packaged.root}: copied them to ${root}`);
    }
  } finally {
    lock.release();
  }
  await repair(staged);
  const problem = await whyNotRunnable(staged, account);
  if (problem === undefined) return staged;
  throw new EmbeddedPostgresError(
    `${runner(account)} can run the PostgreSQL programs neither in ${packaged.root} nor in ${root} (${problem}). ` +
      'Set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function runner(account: Account | undefined): string {
  return account ? `user ${account.name}` : 'this user';
}

/** Whether each packaged file has a copy of the same length: a power cut leaves shorter ones. */
async function isCopied(source: string, target: string): Promise<boolean> {
  for (const name of await filesIn(source)) {
    const [original, copy] = await Promise.all([
      lstat(path.join(source, name)),
      lstat(path.join(target, name)).catch(ignoreAbsence),
    ]);
    if (copy === undefined || copy.isSymbolicLink() !== original.isSymbolicLink()) return false;
    if (!original.isSymbolicLink() && copy.size !== original.size) return false;
  }
  return true;
}

async function replaceCopy(source: string, target: string): Promise<void> {
  const [fresh, old] = [`${target}.new`, `${target}.old`];
  for (const leftover of [fresh, old]) await rm(leftover, { recursive: true, force: true });
  await makeFolder(fresh, 0o755);
  await copyFolder(path.join(source, 'native'), path.join(fresh, 'native'));
  await rename(target, old).catch(ignoreAbsence);
  await rename(fresh, target);
  await rm(old, { recursive: true, force: true });
}

async function copyFolder(source: string, target: string): Promise<void> {
  await makeFolder(target, 0o755);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [path.join(source, entry.name), path.join(target, entry.name)];
    if (entry.isDirectory()) await copyFolder(from, to);
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    else {
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      // Readable for all, even where the package was installed for its owner only.
      await chmod(to, path.basename(source) === 'bin' ? 0o755 : 0o644);
    }
  }
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(path.join(root, 'native'), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function ignoreAbsence(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error;
}
