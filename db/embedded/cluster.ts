import { chown, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { makeFolder, randomId, readText, syncFolder } from './files.ts';
import { type Account, run } from './run.ts';

/** Superuser of the cluster, and the user of every connection. */
export const SUPERUSER = 'pactwatch';

const SCRATCH = /^new-[0-9a-f]{12}$/;

export type DataState = 'absent' | 'half-made' | 'complete';

/**
 * Looks at a data folder without touching it.
 * @throws EmbeddedPostgresError if it is of another major version of PostgreSQL, or damaged.
 */
export async function inspectData(folder: string, major: string): Promise<DataState> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (names === undefined) return 'absent';

  const version = await readText(path.join(folder, 'PG_VERSION'));
  if (version && version !== major) {
    throw new EmbeddedPostgresError(
      `the data folder ${folder} was made by PostgreSQL ${version}, and this is PostgreSQL ${major}. ` +
        `Dump it with PostgreSQL ${version} (pg_dump), move the folder away, start again and restore the dump. ` +
        'Nothing was changed.',
    );
  }
  const hasControl = names.includes('global') && (await readdir(path.join(folder, 'global'))).includes('pg_control');
  if (!hasControl) return 'half-made';
  if (!version) {
    throw new EmbeddedPostgresError(
      `the data folder ${folder} is damaged: it has no PG_VERSION. Restore it from a backup, or move it away ` +
        'to start with an empty database.',
    );
  }
  return 'complete';
}

export interface NewCluster {
  /** Folder that `data` is made in. */
  readonly parent: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly password: string;
  /** False spares the flush to disk. */
  readonly isDurable: boolean;
  readonly say: (line: string) => void;
}

/** Makes `data` in `parent`: aside first, and renamed when it is complete. What half-made `data` there is moves aside. */
export async function createCluster(options: NewCluster): Promise<void> {
  const { parent, account, password } = options;
  await removeScratch(parent);
  const scratch = await makeScratch(parent, account);
  const passwordFile = path.join(scratch, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);

  await initialise(path.join(scratch, 'data'), passwordFile, options);

  const data = path.join(parent, 'data');
  await setAside(data, options.say);
  await rename(path.join(scratch, 'data'), data);
  await syncFolder(parent);
  await rm(scratch, { recursive: true, force: true });
}

async function setAside(data: string, say: (line: string) => void): Promise<void> {
  const aside = path.join(path.dirname(data), `set-aside-${randomId()}`);
  try {
    await rename(data, aside);
    say(`${data} was no complete database: moved it to ${aside} and made a new one`);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Makes a folder in `parent` with an empty `data` of `account` in it. */
export async function makeScratch(parent: string, account: Account | undefined): Promise<string> {
  const scratch = path.join(parent, `new-${randomId()}`);
  await makeFolder(scratch, 0o711);
  try {
    await makeFolder(path.join(scratch, 'data'), 0o700, account);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
  return scratch;
}

/** Removes what a killed process left, as far as an `initdb` that outlived it lets that happen. */
async function removeScratch(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!SCRATCH.test(name)) continue;
    await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function initialise(folder: string, passwordFile: string, options: NewCluster): Promise<void> {
  const { ok, output } = await run(
    options.binaries.initdb,
    [
      `--pgdata=${folder}`,
      `--username=${SUPERUSER}`,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(options.isDurable ? [] : ['--no-sync']),
    ],
    options.account,
  );
  if (ok) return;
  await rm(path.dirname(folder), { recursive: true, force: true });
  throw new EmbeddedPostgresError(
    `PostgreSQL could not make a database in ${options.parent}:\n${lastLines(output)}\n` +
      'Free space there, name another folder in PACTWATCH_STATE, or set DATABASE_URL.',
  );
}

export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-12).join('\n');
}
