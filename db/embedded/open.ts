import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBinaries } from './binaries.ts';
import { createCluster } from './cluster.ts';
import { DATABASE, databaseUrl, ensureDatabase } from './connect.ts';
import { type DataPlace, placeData } from './data-place.ts';
import { EmbeddedPostgresError, withFolderFix } from './errors.ts';
import { readText, writeText } from './files.ts';
import { type Home, keepPassword, openHome, whereabouts } from './home.ts';
import { type Lock, type Members, openMembers, takeLock } from './locks.ts';
import { readPidFile } from './pid-file.ts';
import { type Cluster, findServer, stopServer } from './server.ts';
import { startOnFreePort } from './start.ts';
import { runnableBinaries } from './staged-binaries.ts';
import { stagingBases, usableBase } from './staging.ts';

export interface EmbeddedOptions {
  /** Made if missing. The data is kept in `postgres` in it. */
  readonly stateFolder: string;
  /** Name of the database on the server, made if missing; `pactwatch` if not given. At most 63 bytes. */
  readonly database?: string;
  /** Takes notices of one line each, for a person: where things were put, what is waited for. */
  readonly say: (line: string) => void;
  /** Settings of the server, such as `fsync: 'off'`; not heeded when joining one that runs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where root keeps what the user that runs PostgreSQL cannot reach in its own place; the first that serves is used. */
  readonly stagingFolders?: readonly string[];
}

export interface EmbeddedServer {
  /** `postgres://` URL of the database, password included: never log it. */
  readonly url: string;
  readonly dataFolder: string;
  /** True when the server was already running and this process joined it. */
  readonly joined: boolean;
  /** Leaves. The last to leave stops the server. May be called again. */
  release(): Promise<void>;
}

/**
 * Gives the PostgreSQL of a state folder, starting it if need be. All who open the same state folder, in one process or
 * several, share one server, which outlives any of them until the last one releases it.
 * @throws EmbeddedPostgresError saying what to do.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const stateFolder = path.resolve(options.stateFolder);
  try {
    const home = await openHome(stateFolder);
    const lock = await takeHomeLock(home, options.say);
    try {
      return await openLocked(home, options);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw withFolderFix(error, stateFolder);
  }
}

async function openLocked(
  home: Home,
  { say, database = DATABASE, settings = {}, stagingFolders = stagingBases() }: EmbeddedOptions,
): Promise<EmbeddedServer> {
  const packaged = await findBinaries();
  const place = await placeData(home, packaged.major, stagingFolders, say);
  const { parent, account, isNew } = place;
  const base = () => (account ? usableBase(stagingFolders, account) : Promise.resolve(home.folder));
  const binaries = await runnableBinaries(packaged, { account, base, say });
  const password = await keepPassword(home, isNew);
  if (isNew) await createCluster({ parent, binaries, account, password, isDurable: settings['fsync'] !== 'off', say });

  const dataFolder = await realpath(path.join(parent, 'data'));
  const cluster: Cluster = { dataFolder, logFile: home.logFile, binaries, account, password, settings };
  const members = openMembers(home.membersFile);
  try {
    const { port, joined } = await joinOrStart(home, cluster, members);
    if (!joined) sayWhere(home, place, say);
    await ensureDatabase(port, password, database);
    members.join();
    let released: Promise<void> | undefined;
    return {
      url: databaseUrl(port, password, database),
      dataFolder,
      joined,
      release: () => (released ??= leave(home, cluster, members, say)),
    };
  } catch (error) {
    if (members.leave()) await stopServer(cluster);
    throw error;
  }
}

async function joinOrStart(home: Home, cluster: Cluster, members: Members): Promise<{ port: number; joined: boolean }> {
  const here = await whereabouts();
  const isUsed = members.hasOthers();
  if (isUsed && (await readText(home.whereaboutsFile)) !== here) {
    throw new EmbeddedPostgresError(
      `another machine or container uses the database in ${home.folder}, and its server cannot be reached from here. ` +
        'Name a state folder of its own in PACTWATCH_STATE, or let both use one DATABASE_URL.',
    );
  }
  // Members whose server was killed find it again where it was.
  const port = isUsed ? (await readPidFile(cluster.dataFolder))?.port : undefined;
  const running = await findServer(cluster);
  if (running !== undefined) return { port: running, joined: true };
  await writeText(home.whereaboutsFile, here);
  return startOnFreePort(cluster, port);
}

async function leave(home: Home, cluster: Cluster, members: Members, say: (line: string) => void): Promise<void> {
  // A state folder that was deleted meanwhile may have been made anew by others, whose lock and data are not ours.
  const isCurrent = members.isCurrent();
  let lock: Lock | undefined;
  let isLast = false;
  try {
    if (isCurrent) lock = await takeHomeLock(home, say);
  } finally {
    isLast = members.leave();
  }
  try {
    if (isLast && (isCurrent || isStaged(home, cluster.dataFolder))) await stopServer(cluster);
  } finally {
    lock?.release();
  }
}

function isStaged(home: Home, folder: string): boolean {
  return folder !== home.folder && !folder.startsWith(home.folder + path.sep);
}

function takeHomeLock(home: Home, say: (line: string) => void): Promise<Lock> {
  return takeLock(home.lockFile, () =>
    say(`waiting for another process to start or stop PostgreSQL in ${home.folder}`),
  );
}

function sayWhere(home: Home, { parent, account }: DataPlace, say: (line: string) => void): void {
  if (account === undefined || !isStaged(home, parent)) return;
  const lifetime = parent.startsWith(tmpdir()) ? ', which does not outlive the clearing of temporary files' : '';
  say(
    `PostgreSQL runs as user ${account.name}, who cannot work in ${home.folder}: ` +
      `the database is kept in ${parent}${lifetime}`,
  );
}
