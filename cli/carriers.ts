import { ConfigError } from '../config/config-error.ts';
import type { Env } from '../config/env.ts';
import type { Webhook } from '../config/recipients/schema.ts';
import type { Channel } from '../config/vocabulary/notice.ts';
import { type Carrier, mailCarrier } from '../services/notices/carrier.ts';
import type { Mailer } from '../services/notices/mailer.ts';
import { incidentUrl } from '../services/links/incident.ts';
import { unsubscribeUrl } from '../services/links/unsubscribe.ts';
import { webhookCarrier } from '../services/webhooks/carrier.ts';

/**
 * How messages leave, over each channel.
 * @throws ConfigError when webhooks are named, and nothing to sign with.
 */
export function carriersFor(
  { mailFrom, delivery }: Pick<Env, 'mailFrom' | 'delivery'>,
  mailer: Mailer,
  webhooks: readonly Webhook[],
): Readonly<Record<Channel, Carrier>> {
  const { baseUrl, linkSecret, bounceAddress, webhookSecret } = delivery;
  if (webhooks.length > 0 && webhookSecret === undefined) {
    throw new ConfigError([
      'PACTWATCH_WEBHOOK_SECRET: the file of recipients names a webhook: set what it is signed with',
    ]);
  }
  const links = baseUrl === undefined || linkSecret === undefined ? undefined : { base: baseUrl, secret: linkSecret };
  return {
    mail: mailCarrier({
      mailer,
      sender: mailFrom,
      actUrl: links && ((of) => incidentUrl(of, links)),
      bounce: bounceAddress,
      unsubscribeUrl: links && ((of) => unsubscribeUrl(of, links)),
    }),
    webhook: webhookCarrier({
      webhooks,
      // Without webhooks nothing is signed.
      secret: webhookSecret ?? '',
      fetch,
      now: () => Temporal.Now.instant(),
    }),
  };
}
