import path from 'node:path';
import type { Env } from '../config/env.ts';
import { openDeal } from '../services/deal.ts';
import { mailerFor } from '../services/notices/mailer-for.ts';
import { loneMessage } from '../services/notices/preview/lone-message.ts';
import { testMail } from '../services/notices/preview/test-mail.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';

/** Sends one mail to an address, as all mails are sent, and says what the server said. */
export async function sendTestMail(env: Env, address: string, signal: AbortSignal): Promise<number> {
  const deal = openDeal(env.dealFolder);
  const outboxFolder = path.join(env.stateFolder, 'outbox');
  const mailer = mailerFor({ smtpUrl: env.smtpUrl, outboxFolder, dkim: env.delivery.dkim });
  try {
    const at = Temporal.Now.instant();
    const way = env.smtpUrl === undefined ? 'a file of the outbox folder' : `SMTP, ${new URL(env.smtpUrl).host}`;
    const mail = testMail({ deal, sender: env.mailFrom, way, at });
    const recipient = { name: address, address };
    const delivery = await mailer.deliver(
      messageTo(mail, { recipient, sender: env.mailFrom, deal: deal.id, at }),
      signal,
    );
    if (delivery.outcome === 'sent') {
      process.stdout.write(`sent: ${delivery.place}: ${delivery.response}\n`);
      return EXIT.ok;
    }
    process.stderr.write(`${delivery.outcome}: ${delivery.error}\n`);
    return delivery.outcome === 'failed' ? EXIT.unexpected : EXIT.dependencyDown;
  } finally {
    await mailer.close();
  }
}

function messageTo(...[mail, about]: Parameters<typeof loneMessage>): ReturnType<typeof loneMessage> {
  try {
    return loneMessage(mail, about);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
