import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { z } from 'zod';
import { type EmbeddedOptions, type EmbeddedServer, openEmbedded } from '../../db/embedded/open.ts';
import { type Account, run } from '../../db/embedded/run.ts';

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const Opened = z.object({ url: z.string(), dataFolder: z.string(), joined: z.boolean() });

/** The module that tests open the embedded PostgreSQL with. */
export const OPEN = path.resolve(import.meta.dirname, '../../db/embedded/open.ts');

export interface Scratch extends AsyncDisposable {
  readonly folder: string;
}

/** An empty folder that any user may enter, unless `mode` says otherwise. It goes when the test ends. */
export async function scratchFolder(mode = 0o755, owner?: Account): Promise<Scratch> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pactwatch-embedded-'));
  await chmod(folder, mode);
  if (owner) await chown(folder, owner.uid, owner.gid);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface Opened extends EmbeddedServer, AsyncDisposable {
  readonly said: readonly string[];
}

/** The embedded PostgreSQL of a state folder, released when the test ends. */
export async function openFor(stateFolder: string, options: Partial<EmbeddedOptions> = {}): Promise<Opened> {
  const said: string[] = [];
  const server = await openEmbedded({ stateFolder, say: (line) => said.push(line), settings: FAST, ...options });
  return { ...server, said, [Symbol.asyncDispose]: () => server.release() };
}

/** Why opening a state folder fails. */
export async function whyNot(stateFolder: string, options: Partial<EmbeddedOptions> = {}): Promise<string> {
  try {
    const server = await openFor(stateFolder, options);
    await server.release();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error(`${stateFolder} opened`);
}

export interface Holder extends AsyncDisposable {
  readonly url: string;
  readonly dataFolder: string;
  readonly joined: boolean;
  readonly child: ChildProcess;
  /** Ends it without a chance to clean up. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Lets it release the server and end. */
  finish(): Promise<void>;
}

export interface HolderOptions {
  readonly account?: Account;
  readonly module?: string;
  readonly stagingFolder?: string;
}

/** Another process that opens a state folder. It leads a process group of its own, as a command in a terminal does. */
export function spawnHolder(stateFolder: string, options: HolderOptions = {}): ChildProcess {
  const { account, module = OPEN, stagingFolder } = options;
  const script = path.join(import.meta.dirname, 'embedded-holder.ts');
  const child = spawn(process.execPath, [script, module, stateFolder, ...(stagingFolder ? [stagingFolder] : [])], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  return child;
}

/** The same, once it has the server. */
export async function holdElsewhere(stateFolder: string, options: HolderOptions = {}): Promise<Holder> {
  const child = spawnHolder(stateFolder, options);
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const exit = once(child, 'exit');
  const line = await Promise.race([firstLine(child), exit.then(() => undefined)]);
  if (line === undefined) throw new Error(`the other process ended: ${errors.join('')}`);
  const finish = async () => {
    child.stdin?.end();
    await exit;
  };
  return {
    ...Opened.parse(JSON.parse(line)),
    child,
    kill: async (signal = 'SIGKILL') => {
      process.kill(-child.pid!, signal);
      await exit;
    },
    finish,
    [Symbol.asyncDispose]: finish,
  };
}

/** Process id of the server in a data folder; undefined if none is noted there. */
export function serverPidIn(dataFolder: string): number | undefined {
  try {
    return Number(readFileSync(path.join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** Runs one statement on a new connection; its rows as arrays. */
export async function query(url: string, statement: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

/** An ordinary user that can run this Node on this checkout; undefined where there is none. */
export async function ordinaryUser(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([
    run('id', ['-u', 'nobody'], undefined),
    run('id', ['-g', 'nobody'], undefined),
  ]);
  if (!uid.ok || !gid.ok) return undefined;
  const account = { name: 'nobody', uid: Number(uid.output), gid: Number(gid.output) };
  const { ok } = await run(process.execPath, ['--eval', `import(${JSON.stringify(OPEN)})`], account);
  return ok ? account : undefined;
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  if (!child.stdout) return undefined;
  const lines = createInterface(child.stdout);
  const [line]: unknown[] = await once(lines, 'line');
  return typeof line === 'string' ? line : undefined;
}
