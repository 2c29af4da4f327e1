import { spawn, type SpawnOptions } from 'node:child_process';

/** A user of the operating system. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Outcome {
  readonly ok: boolean;
  /** What the program wrote, stdout and stderr in the order they came; or why it could not be run. */
  readonly output: string;
}

/**
 * How every program here is spawned: in a session of its own, so that Ctrl-C in the terminal does not reach it, and with
 * nothing of this process's environment, which holds secrets and may hold `PG*` variables. With an `account` the child
 * also loses the supplementary groups of root.
 */
export function spawnOptions(account: Account | undefined): SpawnOptions {
  return {
    cwd: '/',
    detached: true,
    windowsHide: true,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(account && { uid: account.uid, gid: account.gid }),
  };
}

/** Runs a program to its end, as `account` or else as the user of this process. Does not throw when it fails. */
export function run(program: string, args: readonly string[], account: Account | undefined): Promise<Outcome> {
  return new Promise<Outcome>((resolve) => {
    // Throws where this root may not change users; the promise then rejects.
    const child = spawn(program, args, { ...spawnOptions(account), stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString().trim() }));
  }).catch((error: Error) => ({ ok: false, output: error.message }));
}
