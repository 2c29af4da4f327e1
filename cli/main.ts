#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { readEnv } from '../config/env.ts';
import { parseAsOf } from './as-of.ts';
import { EXIT, EXIT_HELP } from './exit-codes.ts';

// Each command is loaded when it is called, and from the cache: half of a short command's time is the reading of code.
enableCompileCache();

const stopping = new AbortController();
let code: number = EXIT.ok;

const program = new Command('pactwatch')
  .description(packageJson.description)
  .version(packageJson.version)
  .exitOverride()
  .showSuggestionAfterError()
  .showHelpAfterError('(pactwatch --help lists the commands)')
  .addHelpText('after', `\n${EXIT_HELP}\n\nThe environment variables are listed in README.md.`);

program
  .command('run')
  .description('pull every source, judge every commitment, send what has to be sent, and print the scorecard')
  .action(async () => {
    const { run } = await import('./run.ts');
    code = await run(readEnv(), stopping.signal);
  });

program
  .command('status')
  .description('print how the deal stands')
  .option('--json', 'as JSON, schema pactwatch.status/1')
  .option('--as-of <when>', 'as known at a date or instant', parseAsOf)
  .action(async (options: { json?: boolean; asOf?: Temporal.Instant }) => {
    const { status } = await import('./status.ts');
    code = await status(readEnv(), options);
  });

program
  .command('explain')
  .description('print why a commitment stands as it does: rule, figures, documents and arithmetic')
  .argument('<commitment>', 'its id, as status prints it')
  .option('--json', 'as JSON, schema pactwatch.explain/1')
  .option('--as-of <when>', 'as known at a date or instant', parseAsOf)
  .action(async (commitment: string, options: { json?: boolean; asOf?: Temporal.Instant }) => {
    const { explain } = await import('./explain.ts');
    code = await explain(readEnv(), commitment, options);
  });

program
  .command('worker')
  .description('keep watching: tick on schedule and work, until SIGTERM')
  .action(async () => {
    const { work } = await import('./worker.ts');
    code = await work(readEnv(), stopping.signal);
  });

let signals = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    signals += 1;
    if (signals > 1) process.exit(EXIT.interrupted);
    stopping.abort(new Error(`stopped by ${name}`));
  });
}
// A reader that has gone, such as `head`, is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.unexpected),
);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    code = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else if (stopping.signal.aborted) {
    code = EXIT.interrupted;
  } else {
    const { exitCodeOf, faultLines } = await import('./faults.ts');
    for (const line of faultLines(error)) process.stderr.write(`pactwatch: ${line}\n`);
    code = exitCodeOf(error);
  }
}
process.exitCode = code;
