import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '../../cli/main.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running extends Disposable {
  /** What it has said on stderr so far. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

export interface CommandOptions {
  /** All that its environment holds, besides PATH. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A stream that its reader closes at once. */
  readonly unread?: 'stdout' | 'stderr';
}

/** Starts the real command in a process of its own. */
export function start(args: readonly string[], options: CommandOptions = {}): Running {
  const { variables = {}, cwd = tmpdir(), unread } = options;
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    // The cache only spares each process the reading of the same modules anew.
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: path.join(tmpdir(), 'pactwatch-test-cache'), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (chunks[stream] += chunk));
  }
  if (unread !== undefined) child[unread].destroy();
  const ended = once(child, 'close').then((): Ended => ({ code: child.exitCode, ...chunks }));
  return {
    said: () => chunks.stderr,
    kill: (signal) => void child.kill(signal),
    ended,
    [Symbol.dispose]: () => void (child.exitCode === null && child.kill('SIGKILL')),
  };
}

/** Runs the real command to its end. */
export async function pactwatch(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  using running = start(args, { variables });
  return await running.ended;
}
