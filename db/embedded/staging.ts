import { chmod, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { makeFolder, randomId, readText, writeText } from './files.ts';
import type { Home } from './home.ts';
import { type Account, run } from './run.ts';
import { killServer } from './pid-file.ts';
import { ownerOf } from './unprivileged.ts';

// A base is a folder of root that any user can enter. In it stand copies of the programs (`postgresql-<version>/`) and,
// for each state folder whose data had to leave it, `<id>/` with `data/` and `origin`, which names that state folder's
// `postgres`. The state folder names `<id>/` in its file `staged`.

const ID = /^[0-9a-f]{12}$/;

/** Where root may stage, the best first. */
export function stagingBases(): string[] {
  return ['/var/lib/pactwatch', path.join(tmpdir(), 'pactwatch')];
}

/**
 * The first base that is root's alone and that `account` can really enter.
 * @throws EmbeddedPostgresError if there is none.
 */
export async function usableBase(bases: readonly string[], account: Account): Promise<string> {
  const problems: string[] = [];
  for (const base of bases) {
    const problem = await prepareBase(base, account);
    if (problem === undefined) return base;
    problems.push(`${base}: ${problem}`);
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL runs as user ${account.name}, for whom there is no folder (${problems.join('; ')}). ` +
      'Name a state folder that this user can reach in PACTWATCH_STATE, or set DATABASE_URL.',
  );
}

/** The folder where the data of this state folder is staged, if it is. */
export async function stagedFolder(home: Home, say: (line: string) => void): Promise<string | undefined> {
  const folder = await readText(home.stagedFile);
  if (!folder) return undefined;
  const origin = await readText(path.join(folder, 'origin'));
  if (origin === undefined || !(await isRootsAlone(path.dirname(folder)))) {
    say(`the database that was kept in ${folder} is gone`);
    return undefined;
  }
  if (origin === home.folder) return folder;
  if ((await readText(path.join(origin, 'staged')).catch(() => undefined)) === folder) {
    say(`${home.folder} is a copy of ${origin}, which keeps its database in ${folder}: this one gets a new database`);
    return undefined;
  }
  await writeText(path.join(folder, 'origin'), home.folder);
  return folder;
}

/** Makes a folder for the data of this state folder and notes it there. */
export async function stageFolder(home: Home, base: string): Promise<string> {
  const folder = path.join(base, randomId());
  await makeFolder(folder, 0o711);
  await writeText(path.join(folder, 'origin'), home.folder);
  await writeText(home.stagedFile, folder);
  return folder;
}

/** Removes data that was staged for a state folder which stood at this path before and was deleted. */
export async function removeOrphans(home: Home, bases: readonly string[], say: (line: string) => void): Promise<void> {
  for (const base of bases) {
    if (!(await isRootsAlone(base))) continue;
    for (const name of await readdir(base)) {
      const folder = path.join(base, name);
      if (!ID.test(name) || (await readText(path.join(folder, 'origin'))) !== home.folder) continue;
      const data = path.join(folder, 'data');
      const owner = await ownerOf(data).catch(() => undefined);
      if (owner) await killServer(data, owner);
      await rm(folder, { recursive: true, force: true });
      say(`removed ${folder}, the database of a state folder that was deleted`);
    }
  }
}

async function prepareBase(base: string, account: Account): Promise<string | undefined> {
  try {
    await mkdir(base).then(
      () => chmod(base, 0o755),
      (error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error;
      },
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (!(await isRootsAlone(base))) return 'it is not a folder that only root may write';
  const { ok, output } = await run('/bin/sh', ['-c', 'cd "$1"', 'sh', base], account);
  return ok ? undefined : output;
}

async function isRootsAlone(base: string): Promise<boolean> {
  const stats = await lstat(base).catch(() => undefined);
  return stats !== undefined && stats.isDirectory() && stats.uid === 0 && (stats.mode & 0o022) === 0;
}
