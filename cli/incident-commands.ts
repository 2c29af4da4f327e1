import { type Command, Option } from 'commander';
import type { Env } from '../config/env.ts';
import type { Silenced } from '../services/officers/silence.ts';
import { parseAsOf } from './as-of.ts';
import { UsageError } from './faults.ts';
import type { ActedBy, Output } from './incident.ts';

interface Given extends Output {
  readonly deal?: string;
}
interface GivenSubject {
  readonly commitment?: string;
  readonly source?: string;
  readonly recipient?: string;
}

export interface IncidentCommands {
  /** The environment, with a deal that was named on the command line. */
  readonly envFor: (deal: string | undefined) => Env;
  readonly dealOption: () => Option;
  /** Told the exit code. */
  readonly ended: (code: number) => void;
}

const UNTIL = 'date, which holds to its end in UTC, or instant';

/** The commands by which officers read incidents and act on them. */
export function addIncidentCommands(program: Command, { envFor, dealOption, ended }: IncidentCommands): void {
  const incident = program.command('incident').description('read incidents, acknowledge them, silence what is known');
  const command = (usage: string, description: string, schema: string) =>
    incident
      .command(usage)
      .description(description)
      .option('--json', `as JSON, schema ${schema}`)
      .addOption(dealOption());
  const acting = (usage: string, description: string, schema: string) =>
    command(usage, description, schema)
      .requiredOption('--by <name>', 'who does it; kept, and printed in mails')
      .requiredOption('--why <reason>', 'why; kept, and printed in mails');

  command('list', 'print the open incidents', 'pactwatch.incidents/1')
    .option('--all', 'those that are closed too')
    .action(async ({ deal, ...options }: Given & { all?: boolean }) => {
      const { listIncidents } = await import('./incident.ts');
      ended(await listIncidents(envFor(deal), options));
    });

  command('show', 'print an incident: its course, who was told and who was not, and why', 'pactwatch.incident/1')
    .argument('<incident>', 'its id, the beginning of it, or the commitment or source on which it is open')
    .action(async (id: string, { deal, ...options }: Given) => {
      const { showIncident } = await import('./incident.ts');
      ended(await showIncident(envFor(deal), id, options));
    });

  acting('ack', 'take an incident on: no reminders until it worsens or closes', 'pactwatch.incident/1')
    .argument('<incident>', 'as for show')
    .option('--until <when>', `reminders from then on all the same: ${UNTIL}`, parseAsOf)
    .option('--seen <number>', 'the transition that was read of: refused if it has become worse since', Number)
    .action(async (id: string, { deal, ...options }: Given & ActedBy & { until?: Temporal.Instant; seen?: number }) => {
      const { acknowledgeIncident } = await import('./incident.ts');
      ended(await acknowledgeIncident(envFor(deal), id, options));
    });

  acting('silence', 'send nothing about a commitment or source, or to a recipient, for a while', 'pactwatch.silence/1')
    .addOption(new Option('--commitment <id>', 'what is silenced').conflicts(['source', 'recipient']))
    .addOption(new Option('--source <id>', 'what is silenced').conflicts(['commitment', 'recipient']))
    .addOption(new Option('--recipient <address>', 'who is sent nothing').conflicts(['commitment', 'source']))
    .requiredOption('--until <when>', UNTIL, parseAsOf)
    .action(async ({ deal, ...options }: Given & GivenSubject & ActedBy & { until: Temporal.Instant }) => {
      const { silenceSubject } = await import('./incident.ts');
      ended(await silenceSubject(envFor(deal), subjectOf(options), options));
    });

  acting('unsilence', 'end a silence before its time', 'pactwatch.silence/1')
    .argument('<silence>', 'its number, as list prints it')
    .action(async (id: string, { deal, ...options }: Given & ActedBy) => {
      const { endSilence } = await import('./incident.ts');
      ended(await endSilence(envFor(deal), id, options));
    });
}

function subjectOf({ commitment, source, recipient }: GivenSubject): Silenced {
  if (commitment !== undefined) return { kind: 'commitment', subject: commitment };
  if (source !== undefined) return { kind: 'source', subject: source };
  if (recipient !== undefined) return { kind: 'recipient', subject: recipient };
  throw new UsageError('name what is silenced: --commitment, --source or --recipient');
}
