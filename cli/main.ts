#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { EXIT } from './exit-codes.ts';

// All else is loaded once it is needed, and from the cache: half of a short command's time is the reading of code.
enableCompileCache();

const stopping = new AbortController();
let signals = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    signals += 1;
    if (signals > 1) process.exit(EXIT.interrupted);
    stopping.abort(new Error(`stopped by ${name}`));
  });
}
// A reader that has gone, such as `head`, is no error of ours; without one of stderr the work goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.unexpected),
);
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(EXIT.unexpected);
});

const { runCommand } = await import('./run-command.ts');
process.exitCode = await runCommand(process.argv.slice(2), { variables: process.env, stopping: stopping.signal });
