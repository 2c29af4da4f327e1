import { type Command, Option } from 'commander';
import type { Env } from '../config/env.ts';
import { PREVIEW_MOVES } from '../services/notices/preview/made-up.ts';
import type { PreviewOptions } from './mail-preview.ts';

interface Given {
  readonly deal?: string;
}

export interface MailCommands {
  /** The environment, with a deal that was named on the command line. */
  readonly envFor: (deal: string | undefined) => Env;
  readonly dealOption: () => Option;
  readonly signal: AbortSignal;
  /** Told the exit code. */
  readonly ended: (code: number) => void;
}

/** The commands by which one sees what mails look like and whether they arrive, and has refused addresses written to. */
export function addMailCommands(program: Command, { envFor, dealOption, signal, ended }: MailCommands): void {
  const mail = program.command('mail').description('see what the mails say, and whether they arrive');

  mail
    .command('preview')
    .description(
      'write the mail that a move of a commitment would send, with the figures that are known; nothing is sent',
    )
    .argument('<commitment>', 'its id, as status prints it')
    .addOption(
      new Option('--kind <kind>', 'of what the mail would tell')
        .choices([...PREVIEW_MOVES, 'digest'])
        .default('opened'),
    )
    .requiredOption('--out <file>', '.eml, .html, or .png, for which Chromium has to be there')
    .option('--recipient <address>', 'who would read it; without it, the first of the file of recipients')
    .addOption(dealOption())
    .action(async (commitment: string, { deal, ...options }: Given & PreviewOptions) => {
      const { previewMail } = await import('./mail-preview.ts');
      ended(await previewMail(envFor(deal), commitment, options, signal));
    });

  mail
    .command('test')
    .description('send a test mail as the others are sent, and print what became of it')
    .argument('<address>', 'a bare address such as desk@example.org')
    .addOption(dealOption())
    .action(async (address: string, { deal }: Given) => {
      const { sendTestMail } = await import('./mail-test.ts');
      ended(await sendTestMail(envFor(deal), address, signal));
    });

  mail
    .command('allow')
    .description('write again to an address that a mail server had refused; doctor names them')
    .argument('<address>', 'the refused address')
    .requiredOption('--by <name>', 'who does it; kept')
    .requiredOption('--why <reason>', 'why; kept')
    .addOption(dealOption())
    .action(async (address: string, { deal, ...officer }: Given & { by: string; why: string }) => {
      const { allowMail } = await import('./mail-allow.ts');
      ended(await allowMail(envFor(deal), address, officer));
    });
}
