import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { runCommand } from '../../cli/run-command.ts';
import type { Ended } from './command.ts';
import { withOwnProcess } from './own-process.ts';

/**
 * Runs a command to its end as `cli/main.ts` does, but in the process of the test, which costs a small part of the time.
 * What only a process of its own has is tested with `pactwatch` and `start`: signals, its working folder, its end.
 */
export async function inProcess(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended & { readonly code: number }> {
  const said = { stdout: '', stderr: '' };
  const outlet = (name: keyof typeof said) =>
    new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, written) {
        said[name] += chunk.toString();
        written();
      },
    });
  const env = {
    PATH: process.env['PATH'],
    // As of a process that is started in the folder for temporary files, and not in this checkout.
    PACTWATCH_STATE: path.join(tmpdir(), '.pactwatch'),
    ...variables,
  };
  const code = await withOwnProcess({ env, stdout: outlet('stdout'), stderr: outlet('stderr') }, () =>
    runCommand(args, { variables: env, stopping: new AbortController().signal }),
  );
  return { code, ...said };
}
