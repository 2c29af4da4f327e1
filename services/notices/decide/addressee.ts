import type { LeastStanding, Recipient, Webhook } from '../../../config/recipients/schema.ts';
import type { DeliveryWay } from '../../../config/vocabulary/notice.ts';
import type { Addressed } from '../../../db/notices.ts';
import type { Follower } from './followed.ts';

/** Someone who may be told, over whichever channel. */
export interface Addressee extends Addressed, Follower {
  readonly delivery: DeliveryWay;
  readonly quietHours: Recipient['quiet_hours'] | null;
  readonly remindAfter: Temporal.Duration | null;
  readonly digest: Recipient['digest'];
  readonly escalate: Recipient['escalate'] | null;
}

/**
 * All whom the file of recipients names.
 * @param choices How those who chose for themselves want to be told, by address in lower case; it goes before the file.
 */
export function addresseesIn(
  { recipients, webhooks }: { readonly recipients: readonly Recipient[]; readonly webhooks: readonly Webhook[] },
  choices: ReadonlyMap<string, DeliveryWay>,
): Addressee[] {
  return [...recipients.map((recipient) => mailOf(recipient, choices)), ...webhooks.map(webhookOf)];
}

function mailOf(recipient: Recipient, choices: ReadonlyMap<string, DeliveryWay>): Addressee {
  const { address, name, language, follows, least_standing, digest } = recipient;
  return {
    channel: 'mail',
    address,
    name,
    language,
    timeZone: recipient.time_zone,
    follows,
    least_standing,
    delivery: choices.get(address.toLowerCase()) ?? recipient.delivery,
    quietHours: recipient.quiet_hours ?? null,
    remindAfter: recipient.remind_after,
    digest,
    escalate: recipient.escalate ?? null,
  };
}

/** A program neither sleeps nor has to be reminded. */
function webhookOf({ name, follows, least_standing }: Webhook): Addressee {
  return { ...STRANGER, channel: 'webhook', address: name, name, follows, least_standing };
}

/** Someone whom the file does not name, or not any more: they are told what they have to be told, and follow nothing. */
export function strangerOf(addressed: Addressed): Addressee {
  const { channel, address, name, language, timeZone } = addressed;
  return { ...STRANGER, channel, address, name, language, timeZone };
}

const STRANGER = {
  language: 'en',
  timeZone: 'UTC',
  follows: [],
  least_standing: 'at_risk' as LeastStanding,
  delivery: 'at_once',
  quietHours: null,
  remindAfter: null,
  digest: null,
  escalate: null,
} as const;
