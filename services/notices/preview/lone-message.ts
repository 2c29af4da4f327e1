import { domainOf, messageIdOf, sha256 } from '../ids.ts';
import { AUTOMATIC, listId, threadOf, unsubscribe } from '../mail-headers.ts';
import { bareAddress, type Mailbox, type NoticeMessage } from '../message.ts';
import { oneLine } from '../one-line.ts';
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
  const from = bareAddress(sender);
  const to = bareAddress(recipient.address);
  const key = `lone:${deal}:${at.toString()}:${to.toLowerCase()}:${mail.subject}`;
  const messageId = messageIdOf(key, domainOf(from));
  const list = { deal, sender: from };
  return {
    envelope: { from, to },
    from: { name: 'Pactwatch', address: from },
    to: { name: oneLine(recipient.name), address: to },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    images: mail.images,
    messageId,
    thread: threadOf(messageIdOf(`thread:${key}`, domainOf(from))),
    date: at,
    boundary: sha256(key).slice(32),
    headers: { ...listId(list), ...unsubscribe(list), ...AUTOMATIC },
    fileName: `${at.toString({ smallestUnit: 'second', roundingMode: 'trunc' }).replace(/[-:]/g, '')}-${deal}-lone-${sha256(key).slice(0, 8)}.eml`,
  };
}
