import type { DkimVariables } from '../../config/delivery-variables.ts';
import { dkimSettings } from './dkim.ts';
import type { Mailer } from './mailer.ts';
import { outbox } from './outbox.ts';
import { smtp } from './smtp.ts';

interface Ways {
  readonly smtpUrl: string | undefined;
  readonly outboxFolder: string;
  readonly dkim: DkimVariables | undefined;
}

/**
 * By SMTP where a server is named, else into the outbox folder; never the one in place of the other.
 * @throws ConfigError when the URL or the key of the signature is none that can be used.
 */
export function mailerFor({ smtpUrl, outboxFolder, dkim }: Ways): Mailer {
  if (smtpUrl === undefined) return outbox(outboxFolder);
  return smtp(smtpUrl, { dkim: dkim && dkimSettings(dkim) });
}
