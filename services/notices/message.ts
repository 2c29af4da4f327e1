import { type AnyNoticeContent, isAboutSource } from './any-content.ts';
import { domainOf, sha256, threadRootOf } from './ids.ts';
import { oneLine } from './one-line.ts';
import type { RenderedMail } from './render.ts';

/** An address with the name that is shown for it. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** One mail to one recipient, with all that decides its bytes. */
export interface NoticeMessage {
  readonly envelope: { readonly from: string; readonly to: string };
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly threadRoot: string;
  readonly date: Temporal.Instant;
  readonly boundary: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names the mail among files: instant, deal, commitment or source, transition and recipient. */
  readonly fileName: string;
}

interface Ids {
  readonly dedupKey: string;
  /** As stored with the notice, with its angle brackets. */
  readonly messageId: string;
}

/** What may stand in an SMTP command or a header without being quoted: no space, line break, comma or bracket. */
const BARE_ADDRESS = /^[^\s\p{Cc}"(),:;<>@[\\\]]+@[^\s\p{Cc}"(),:;<>@[\\\]]+$/u;
const MESSAGE_ID = /^<[^\s\p{Cc}"(),:;<>@[\\\]]+@[^\s\p{Cc}"(),:;<>@[\\\]]+>$/u;

/**
 * The mail of a notice. The same arguments give the same message, byte for byte: its date is the transition's instant,
 * its boundary comes from the dedup key.
 * @param sender the bare address that the mails come from.
 * @throws RangeError when an address or id could carry more than itself.
 */
export function noticeMessage(
  content: AnyNoticeContent,
  mail: RenderedMail,
  recipient: Mailbox,
  ids: Ids,
  sender: string,
): NoticeMessage {
  const { deal, incident, transition } = content;
  const from = bareAddress(sender);
  const to = bareAddress(recipient.address);
  if (!MESSAGE_ID.test(ids.messageId)) throw new RangeError(`${JSON.stringify(ids.messageId)} is no Message-ID`);
  const domain = domainOf(from);
  return {
    envelope: { from, to },
    from: { name: 'Pactwatch', address: from },
    to: { name: oneLine(recipient.name), address: to },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: ids.messageId,
    threadRoot: threadRootOf(incident, domain),
    date: Temporal.Instant.from(transition.at),
    boundary: sha256(ids.dedupKey).slice(32),
    headers: {
      'List-Id': `<${deal.id}.${domain}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    fileName: fileNameOf(content, to),
  };
}

function bareAddress(address: string): string {
  if (!BARE_ADDRESS.test(address)) throw new RangeError(`${JSON.stringify(address)} is no bare mail address`);
  return address;
}

function fileNameOf(content: AnyNoticeContent, address: string): string {
  const { deal, transition } = content;
  const subject = isAboutSource(content) ? `source-${content.source.id}` : content.commitment.id;
  const at = Temporal.Instant.from(transition.at).toString({ smallestUnit: 'second', roundingMode: 'trunc' });
  const readable = address
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  // Two addresses can read alike once the signs are gone; the hash keeps their files apart.
  const slug = `${readable}-${sha256(address.toLowerCase()).slice(0, 8)}`;
  return `${at.replace(/[-:]/g, '')}-${deal.id}-${subject}-${transition.seq}-${slug}.eml`;
}
