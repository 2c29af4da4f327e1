import { domainOf, messageIdOf } from '../ids.ts';
import { threadOf } from '../mail-headers.ts';
import { type Mailbox, messageOf, type NoticeMessage } from '../message.ts';
import type { RenderedMail } from '../render.ts';

interface LoneOf {
  readonly recipient: Mailbox;
  readonly sender: string;
  /** Id of the deal. */
  readonly deal: string;
  readonly at: Temporal.Instant;
}

/**
 * A mail that belongs to no message of the database: a preview or a test. It has a thread of its own, and says that a
 * machine wrote it.
 * @throws RangeError when an address could carry more than itself.
 */
export function loneMessage(mail: RenderedMail, { recipient, sender, deal, at }: LoneOf): NoticeMessage {
  const dedupKey = `lone:${deal}:${at.toString()}:${recipient.address.toLowerCase()}:${mail.subject}`;
  const domain = domainOf(sender);
  const ids = { dedupKey, messageId: messageIdOf(dedupKey, domain) };
  const thread = threadOf(messageIdOf(`thread:${dedupKey}`, domain));
  return messageOf({ deal, thread, at, file: 'lone' }, mail, recipient, ids, sender, {});
}
