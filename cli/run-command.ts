import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import { type ProgramOptions, programFor } from './program.ts';

type Surroundings = Pick<ProgramOptions, 'variables' | 'stopping'>;

/** Runs the command that the arguments name. Returns the exit code; why it failed is told on stderr. */
export async function runCommand(args: readonly string[], { variables, stopping }: Surroundings): Promise<number> {
  let code: number = EXIT.ok;
  try {
    await programFor({ variables, stopping, ended: (given) => (code = given) }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (stopping.aborted) return EXIT.interrupted;
    const { exitCodeOf, faultLines } = await import('./faults.ts');
    for (const line of faultLines(error)) process.stderr.write(`pactwatch: ${line}\n`);
    return exitCodeOf(error);
  }
}
