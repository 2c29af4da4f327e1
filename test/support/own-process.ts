import { AsyncLocalStorage } from 'node:async_hooks';
import type { Writable } from 'node:stream';

/** What code sees of the process that it runs in. */
export interface OwnProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

const NAMES = ['env', 'stdout', 'stderr'] as const;
const own = new AsyncLocalStorage<OwnProcess>();
let users = 0;
let shown: DisposableStack | undefined;

/** Runs a function, and all that it starts, with a `process.env`, `stdout` and `stderr` of its own; others keep theirs. */
export async function withOwnProcess<T>(seen: OwnProcess, run: () => Promise<T>): Promise<T> {
  shown ??= showOwn();
  users += 1;
  try {
    return await own.run(seen, run);
  } finally {
    users -= 1;
    if (users === 0) {
      shown.dispose();
      shown = undefined;
    }
  }
}

function showOwn(): DisposableStack {
  const undo = new DisposableStack();
  for (const name of NAMES) {
    const usual = Object.getOwnPropertyDescriptor(process, name)!;
    const read = () => (usual.get ? usual.get.call(process) : usual.value) as unknown;
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get: () => own.getStore()?.[name] ?? read(),
    });
    undo.defer(() => Object.defineProperty(process, name, usual));
  }
  return undo;
}
