import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Order } from './worker.ts';

const SCRIPT = path.join(import.meta.dirname, 'worker.ts');

/** A worker process of the drill. */
export interface WorkerProcess {
  /** Gives an order and waits until it is carried out; rejects when the process ends before that. */
  order(order: Order): Promise<void>;
  /** Ends it at once, without a chance to clean up. */
  kill(): Promise<void>;
}

/** Starts worker processes ahead of their time, so that a kill finds them at work and not at reading code. */
export class WorkerPool implements AsyncDisposable {
  readonly #waiting: Promise<WorkerProcess>[] = [];
  readonly #all = new Set<WorkerProcess>();
  readonly #ahead: number;

  constructor(ahead: number) {
    this.#ahead = ahead;
    this.#fill();
  }

  /** A process that has read its code, and has nothing to do yet. */
  async take(): Promise<WorkerProcess> {
    const taken = this.#waiting.shift();
    this.#fill();
    return taken!;
  }

  /** Takes back one that rests. */
  giveBack(process: WorkerProcess): void {
    this.#waiting.unshift(Promise.resolve(process));
  }

  #fill(): void {
    while (this.#waiting.length < this.#ahead) this.#waiting.push(this.#start());
  }

  async #start(): Promise<WorkerProcess> {
    // The code is read from the cache: a process is started for every kill.
    const env = { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'pactwatch-drill-cache') };
    const child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'], env });
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    const worker = processOf(child, () => Buffer.concat(said).toString());
    this.#all.add(worker);
    await worker.ready;
    return worker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#waiting);
    await Promise.all([...this.#all].map((one) => one.kill()));
  }
}

function processOf(
  child: ChildProcessWithoutNullStreams,
  complaints: () => string,
): WorkerProcess & { readonly ready: Promise<void> } {
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = once(child, 'close');
  // A killed one may be in the middle of being told something.
  child.stdin.on('error', () => {});
  const hear = async (word: string) => {
    const { value, done } = await lines.next();
    if (done === true) throw new WorkerEnded(complaints());
    if (value !== word) throw new Error(`a worker of the drill said ${JSON.stringify(value)} in place of ${word}`);
  };
  return {
    ready: hear('ready'),
    async order(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      await hear(order.do);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A worker ended before it did what it was told. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded';
}
