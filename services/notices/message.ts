import { type AnyNoticeContent, isAboutSource } from './any-content.ts';
import { domainOf, releaseRootOf, sha256, threadRootOf } from './ids.ts';
import type { MessageContent, MessageNotice } from './message-content.ts';
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
  /** Shown in the HTML, each by its cid. */
  readonly images: RenderedMail['images'];
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
 * The mail of a stored message: in the thread of its incident, or in one of its own when it tells of several or of a week.
 * @throws as `noticeMessage`.
 */
export function storedMessage(
  stored: MessageContent,
  mail: RenderedMail,
  { writtenAt: at, ...claimed }: Mailbox & Ids & { readonly writtenAt: Temporal.Instant },
  sender: string,
): NoticeMessage {
  const domain = domainOf(sender);
  const root = releaseRootOf(claimed.dedupKey, domain);
  if (stored.kind === 'digest') {
    const { deal, week } = stored.content;
    return messageOf({ deal: deal.id, root, at, file: `digest-${week}` }, mail, claimed, claimed, sender);
  }
  const [{ content }] = stored.notices as [MessageNotice];
  const isOfOne = stored.notices.every((notice) => notice.content.incident === content.incident);
  const about = isOfOne ? aboutNotice(content, domain) : { deal: content.deal.id, root, file: 'release' };
  return messageOf({ ...about, at }, mail, claimed, claimed, sender);
}

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
  return messageOf(aboutNotice(content, domainOf(sender)), mail, recipient, ids, sender);
}

function aboutNotice(content: AnyNoticeContent, domain: string): About {
  const { deal, incident, transition } = content;
  const subject = isAboutSource(content) ? `source-${content.source.id}` : content.commitment.id;
  return {
    deal: deal.id,
    root: threadRootOf(incident, domain),
    at: Temporal.Instant.from(transition.at),
    file: `${subject}-${transition.seq}`,
  };
}

/** What a mail is about, as far as its headers and the name of its file say. */
interface About {
  readonly deal: string;
  readonly root: string;
  readonly at: Temporal.Instant;
  readonly file: string;
}

function messageOf(
  { deal, root, at, file }: About,
  mail: RenderedMail,
  recipient: Mailbox,
  ids: Ids,
  sender: string,
): NoticeMessage {
  const from = bareAddress(sender);
  const to = bareAddress(recipient.address);
  if (!MESSAGE_ID.test(ids.messageId)) throw new RangeError(`${JSON.stringify(ids.messageId)} is no Message-ID`);
  return {
    envelope: { from, to },
    from: { name: 'Pactwatch', address: from },
    to: { name: oneLine(recipient.name), address: to },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    images: mail.images,
    messageId: ids.messageId,
    threadRoot: root,
    date: at,
    boundary: sha256(ids.dedupKey).slice(32),
    headers: {
      'List-Id': `<${deal}.${domainOf(from)}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    fileName: fileNameOf({ deal, at, file }, to),
  };
}

/** @throws RangeError when the address could carry more than itself. */
export function bareAddress(address: string): string {
  if (!BARE_ADDRESS.test(address)) throw new RangeError(`${JSON.stringify(address)} is no bare mail address`);
  return address;
}

function fileNameOf({ deal, at, file }: Pick<About, 'deal' | 'at' | 'file'>, address: string): string {
  const instant = at.toString({ smallestUnit: 'second', roundingMode: 'trunc' });
  const readable = address
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  // Two addresses can read alike once the signs are gone; the hash keeps their files apart.
  const slug = `${readable}-${sha256(address.toLowerCase()).slice(0, 8)}`;
  return `${instant.replace(/[-:]/g, '')}-${deal}-${file}-${slug}.eml`;
}
