import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './errors.ts';
import { readText } from './files.ts';
import { type Account, run } from './run.ts';

/** What `postmaster.pid` says; a field is undefined while the server has not written it. */
export interface PidFile {
  readonly pid: number | undefined;
  readonly port: number | undefined;
  readonly isReady: boolean;
}

export async function readPidFile(dataFolder: string): Promise<PidFile | undefined> {
  const text = await readText(path.join(dataFolder, 'postmaster.pid'));
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  return { pid: positive(lines[0]), port: positive(lines[3]), isReady: lines[7] === 'ready' };
}

/** Whether this process is the server of this data folder, and not one that got its number later. */
export async function isServerOf(dataFolder: string, pid: number, account: Account | undefined): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') {
    const { output } = await run('ps', ['-o', 'command=', '-p', String(pid)], undefined);
    return output.includes(`-D ${dataFolder}`);
  }
  // The server works in its data folder. Root in a container may not look at the processes of others: its user may.
  if (account === undefined) return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === dataFolder;
  return (await run('readlink', [`/proc/${pid}/cwd`], account)).output === dataFolder;
}

/** Ends the server of a data folder that is about to be removed, if one runs. */
export async function killServer(dataFolder: string, account: Account): Promise<void> {
  const pid = (await readPidFile(dataFolder))?.pid;
  if (pid === undefined || !(await isServerOf(dataFolder, pid, account))) return;
  process.kill(pid, 'SIGQUIT');
  const start = performance.now();
  while (performance.now() - start < 10_000 && (await isServerOf(dataFolder, pid, account))) await sleep(25);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function positive(text: string | undefined): number | undefined {
  const number = Math.abs(Number.parseInt(text ?? '', 10));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
