import { spawn } from 'node:child_process';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { lastLines } from './cluster.ts';
import { canConnect } from './connect.ts';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { readText } from './files.ts';
import { isServerOf, type PidFile, readPidFile } from './pid-file.ts';
import { type Account, run, spawnOptions } from './run.ts';

/** A cluster, and what it takes to start, reach and stop its server. */
export interface Cluster {
  /** Real path. */
  readonly dataFolder: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly password: string;
  /** Given to the server as `-c name=value`. */
  readonly settings: Readonly<Record<string, string>>;
}

// Recovery after a crash replays up to a gigabyte of log.
const PATIENCE_MS = 180_000;

/**
 * The port of the running server, once it takes connections; undefined if none runs. Clears away a `postmaster.pid` whose
 * process is something else today, which PostgreSQL itself would not dare.
 */
export async function findServer(cluster: Cluster): Promise<number | undefined> {
  const start = performance.now();
  for (;;) {
    const file = await readPidFile(cluster.dataFolder);
    if (file === undefined) return undefined;
    // A file without a pid is one being written, or one that a power cut left empty.
    const isStale = file.pid === undefined ? performance.now() - start > 500 : !(await isRunning(cluster, file.pid));
    if (isStale) {
      await rm(path.join(cluster.dataFolder, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (await takesConnections(cluster, file)) return file.port;
    if (performance.now() - start > PATIENCE_MS) throw tooSlow(cluster, file.pid);
    await sleep(25);
  }
}

/** Starts a server that outlives this process. Undefined once it takes connections, else the end of its log. */
export async function startServer(cluster: Cluster, port: number): Promise<string | undefined> {
  const child = await spawnServer(cluster, port);
  const endings: string[] = [];
  child.once('error', (error) => endings.push(error.message));
  child.once('exit', (code, signal) => endings.push(`it ended with ${signal ?? code}`));
  const start = performance.now();
  while (endings.length === 0) {
    const file = await readPidFile(cluster.dataFolder);
    if (file && file.pid === child.pid && (await takesConnections(cluster, file))) return undefined;
    if (performance.now() - start > PATIENCE_MS) throw tooSlow(cluster, child.pid);
    await sleep(25);
  }
  return lastLines((await readText(cluster.logFile)) || endings.join());
}

/** Stops the server if it runs, ending its connections. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const pid = (await readPidFile(cluster.dataFolder))?.pid;
  if (pid === undefined || !(await isRunning(cluster, pid))) return;
  const args = ['stop', '-D', cluster.dataFolder, '-m', 'fast', '-w', '-t', '120'];
  const { ok, output } = await run(cluster.binaries.pgCtl, args, cluster.account);
  if (!ok && (await isRunning(cluster, pid))) {
    throw new EmbeddedPostgresError(`PostgreSQL on ${cluster.dataFolder} did not stop: ${lastLines(output)}`);
  }
}

async function spawnServer(cluster: Cluster, port: number) {
  await rename(cluster.logFile, `${cluster.logFile}.1`).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  const log = await open(cluster.logFile, 'ax', 0o600);
  const settings = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const own = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-p', String(port)];
  try {
    // Not by pg_ctl, which passes folder and settings through a shell.
    const child = spawn(cluster.binaries.postgres, ['-D', cluster.dataFolder, ...settings, ...own], {
      ...spawnOptions(cluster.account),
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

function isRunning({ dataFolder, account }: Cluster, pid: number): Promise<boolean> {
  return isServerOf(dataFolder, pid, account);
}

async function takesConnections({ password }: Cluster, { isReady, port }: PidFile): Promise<boolean> {
  return isReady && port !== undefined && canConnect(port, password);
}

function tooSlow({ dataFolder, logFile }: Cluster, pid: number | undefined): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `PostgreSQL (process ${pid}) runs on ${dataFolder} and takes no connections: ` +
      `look into its log ${logFile}, stop it (kill -INT ${pid}) and start again.`,
  );
}
