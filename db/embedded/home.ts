import { randomBytes } from 'node:crypto';
import { access, chmod, constants, mkdir, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';
import { readText, writeText } from './files.ts';

/** The folder `postgres` in a state folder, and what pactwatch keeps there beside the data. */
export interface Home {
  /** Real path. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Held while the server is started or stopped. */
  readonly lockFile: string;
  readonly membersFile: string;
  readonly passwordFile: string;
  /** Names the folder where the data is staged, if they are not here. */
  readonly stagedFile: string;
  /** Says where the server was last started. */
  readonly whereaboutsFile: string;
}

export async function openHome(stateFolder: string): Promise<Home> {
  await mkdir(stateFolder, { recursive: true });
  const folder = path.join(await realpath(stateFolder), 'postgres');
  const isNew = (await mkdir(folder, { recursive: true })) !== undefined;
  // The user that runs PostgreSQL for root must pass through.
  if (isNew) await chmod(folder, 0o711);
  await access(folder, constants.W_OK | constants.X_OK);
  return {
    folder,
    dataFolder: path.join(folder, 'data'),
    logFile: path.join(folder, 'server.log'),
    lockFile: path.join(folder, 'lock'),
    membersFile: path.join(folder, 'members'),
    passwordFile: path.join(folder, 'password'),
    stagedFile: path.join(folder, 'staged'),
    whereaboutsFile: path.join(folder, 'whereabouts'),
  };
}

/** The password of the server; for a cluster yet to be made a new one, kept from then on. */
export async function keepPassword(home: Home, forNewCluster: boolean): Promise<string> {
  const kept = await readText(home.passwordFile);
  if (kept) return kept;
  if (!forNewCluster) {
    throw new EmbeddedPostgresError(
      `the password of the database is gone: put ${home.passwordFile} back, ` +
        `or delete ${home.folder} to start with an empty database`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  await writeText(home.passwordFile, password, 0o600);
  return password;
}

/**
 * Names the boot of the machine and the container on it: only from there can a server be reached and seen. Empty where
 * there are no such names.
 */
export async function whereabouts(): Promise<string> {
  const boot = await readText('/proc/sys/kernel/random/boot_id').catch(() => undefined);
  if (boot === undefined) return '';
  const spaces = ['net', 'pid'].map((space) => readlink(`/proc/self/ns/${space}`).catch(() => ''));
  return [boot, ...(await Promise.all(spaces))].join(' ').trim();
}
