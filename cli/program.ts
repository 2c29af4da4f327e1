import { Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { readEnv } from '../config/env.ts';
import { type Clock, CLOCKS, VINTAGE_VERBS, type VintageVerb } from '../config/vocabulary/evidence.ts';
import { STEPS } from '../config/vocabulary/replay-step.ts';
import { parseAsOf, parseSince } from './as-of.ts';
import { EXIT_HELP } from './exit-codes.ts';
import { type GivenPeriod, parseGivenPeriod } from './given-period.ts';
import type { ImportFlags } from './import.ts';
import { addIncidentCommands } from './incident-commands.ts';
import { addMailCommands } from './mail-commands.ts';
import type { ReplayOptions } from './replay.ts';

interface AsOfOptions {
  readonly json?: boolean;
  readonly asOf?: Temporal.Instant;
  readonly clock: Clock;
}
interface GivenDeal {
  readonly deal?: string;
}
const dealOption = () =>
  new Option('--deal <folder>', 'folder of a deal, in place of PACTWATCH_DEAL; it has a database of its own');

const clockOption = () =>
  new Option('--clock <clock>', 'what pactwatch knew, or what publishers had released')
    .choices(CLOCKS)
    .default('known');

const REPLAY_HELP = `
On the known clock every stored assessment is made again from what was known at its instant: identical, or the first
difference is named with exit code 1. What an earlier deal file or method made and reads otherwise today is a restatement,
no difference. On the published clock nothing is stored: it prints how each commitment would have stood, had pactwatch run
all along.`;

const BACKFILL_HELP = `
Run it again to go on: what was done is not asked for again, whether it was stopped, killed or failed. Several may run
side by side. stdout has a JSON line of each partition unless it is a terminal; stderr has the rest.
Exit code 4 when partitions failed by what may pass, 1 when others did. An empty answer is no failure.`;

export interface ProgramOptions {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Raised when a person wants the command to stop. */
  readonly stopping: AbortSignal;
  /** Told the exit code of the command that was run. */
  readonly ended: (code: number) => void;
}

/** Every command with its arguments. Each is loaded when it is called. */
export function programFor({ variables, stopping, ended }: ProgramOptions): Command {
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
    .addOption(dealOption())
    .action(async ({ deal }: GivenDeal) => {
      const { run } = await import('./run.ts');
      ended(await run(readEnv(variables, deal), stopping));
    });

  program
    .command('status')
    .description('print how the deal stands')
    .option('--json', 'as JSON, schema pactwatch.status/1')
    .option('--as-of <when>', 'as known at a date or instant', parseAsOf)
    .addOption(clockOption())
    .addOption(dealOption())
    .action(async ({ deal, ...options }: GivenDeal & AsOfOptions) => {
      const { status } = await import('./status.ts');
      ended(await status(readEnv(variables, deal), options));
    });

  program
    .command('explain')
    .description('print why a commitment stands as it does: rule, figures, documents and arithmetic')
    .argument('<commitment>', 'its id, as status prints it')
    .option('--json', 'as JSON, schema pactwatch.explain/1')
    .option('--as-of <when>', 'as known at a date or instant', parseAsOf)
    .addOption(clockOption())
    .addOption(
      new Option('--vintage <vintage>', 'judge by each figure as it stood, was first released, or is at last')
        .choices(VINTAGE_VERBS)
        .default('as-of'),
    )
    .addOption(dealOption())
    .action(async (commitment: string, { deal, ...options }: GivenDeal & AsOfOptions & { vintage: VintageVerb }) => {
      const { explain } = await import('./explain.ts');
      ended(await explain(readEnv(variables, deal), commitment, options));
    });

  program
    .command('replay')
    .description('make the assessments of a span afresh, and compare them with what is stored')
    .option('--from <when>', 'first date or instant; without it, the beginning', parseSince)
    .option('--to <when>', 'last date or instant; without it, now', parseAsOf)
    .addOption(
      new Option('--step <step>', 'walk each release, or also the start of each day').choices(STEPS).default('release'),
    )
    .addOption(clockOption())
    .option('--json', 'as JSON, schema pactwatch.replay/1')
    .addOption(dealOption())
    .addHelpText('after', REPLAY_HELP)
    .action(async ({ deal, ...options }: GivenDeal & ReplayOptions) => {
      const { replay } = await import('./replay.ts');
      ended(await replay(readEnv(variables, deal), options));
    });

  program
    .command('backfill')
    .description('ask for the history of a source, a year at a time: what is missing and what failed')
    .argument('<source>', 'its id, as status prints it')
    .requiredOption('--from <period>', 'first period, such as 2015, 2015-Q2 or 2015-03', parseGivenPeriod)
    .requiredOption('--to <period>', 'last period', parseGivenPeriod)
    .option('--force', 'ask for all of it anew')
    .option('--dry-run', 'print what would be asked for, and ask nothing')
    .option('--json', 'a JSON line of each partition, schema pactwatch.partition/1, also on a terminal')
    .addHelpText('after', BACKFILL_HELP)
    .action(
      async (
        source: string,
        options: { from: GivenPeriod; to: GivenPeriod; force?: boolean; dryRun?: boolean; json?: boolean },
      ) => {
        const { backfill } = await import('./backfill.ts');
        ended(await backfill(readEnv(variables), source, options, stopping));
      },
    );

  program
    .command('import')
    .description('check a table of figures or measures that a person made, and put it into the deal folder')
    .argument('[file]', 'CSV or XLSX')
    .option('--source <id>', 'source that it is for, as status prints it')
    .option('--dry-run', 'check it and print what would change, and write nothing')
    .option('--replace', 'also when rows of the file now in place are not in it')
    .addOption(new Option('--template <kind>', 'write an empty table').choices(['figures', 'measures']))
    .addOption(new Option('--format <format>', 'of the empty table').choices(['csv', 'xlsx']))
    .option('-o, --output <file>', 'where the empty table is written; stdout if not given')
    .action(async (file: string | undefined, given: ImportFlags) => {
      const { runImport } = await import('./import.ts');
      ended(await runImport(readEnv(variables), file, given));
    });

  program
    .command('doctor')
    .description('check all that pactwatch depends on, and name the fix of what is wrong')
    .option('--json', 'as JSON, schema pactwatch.doctor/1')
    .option('--live', 'ask the publishers, also where the figures are recorded ones')
    .action(async (options: { json?: boolean; live?: boolean }) => {
      const { doctor } = await import('./doctor.ts');
      ended(await doctor(variables, options, stopping));
    });

  program
    .command('worker')
    .description('keep watching: tick on schedule and work, until SIGTERM')
    .action(async () => {
      const { work } = await import('./worker.ts');
      ended(await work(readEnv(variables), stopping));
    });

  program
    .command('deal')
    .description('work on the folder of a deal')
    .command('check')
    .description('check the folder of a deal whole, and print what is judged from what; nothing is pulled or stored')
    .argument('<folder>', 'folder with a deal.yaml')
    .option('--json', 'as JSON, schema pactwatch.deal-check/1')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { dealCheck } = await import('./deal-check.ts');
      ended(await dealCheck(readEnv(variables, folder), options, stopping));
    });

  const envFor = (deal: string | undefined) => readEnv(variables, deal);
  addIncidentCommands(program, { envFor, dealOption, ended });
  addMailCommands(program, { envFor, dealOption, signal: stopping, ended });
  return program;
}
