import type { Mailer } from './mailer.ts';
import { outbox } from './outbox.ts';
import { smtp } from './smtp.ts';

interface Ways {
  readonly smtpUrl: string | undefined;
  readonly outboxFolder: string;
}

/**
 * By SMTP where a server is named, else into the outbox folder; never the one in place of the other.
 * @throws ConfigError when the URL is none that can be used.
 */
export function mailerFor({ smtpUrl, outboxFolder }: Ways): Mailer {
  return smtpUrl === undefined ? outbox(outboxFolder) : smtp(smtpUrl);
}
