import { type AnyNoticeContent, isAboutSource } from './any-content.ts';
import { domainOf, releaseRootOf, sha256, threadRootOf } from './ids.ts';
import type { MessageContent, MessageNotice } from './message-content.ts';
import { AUTOMATIC, listId, type Thread, threadOf, unsubscribe } from './mail-headers.ts';
import { oneLine } from './one-line.ts';
import type { RenderedMail } from './render.ts';

/** An address with the name that is shown for it. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** One mail to one recipient, with all that decides its bytes. */
export interface NoticeMessage {
  /** What comes back as undeliverable goes to `from`. */
  readonly envelope: { readonly from: string; readonly to: string };
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Shown in the HTML, each by its cid. */
  readonly images: RenderedMail['images'];
  readonly messageId: string;
  readonly thread: Thread;
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

/** How mails go out, beside the address that they come from. */
export interface Posting {
  /** The bare address that undeliverable mails come back to, where it is not the sender. */
  readonly bounce?: string | undefined;
  /** The link by which a recipient leaves the mails of a deal. */
  readonly unsubscribeUrl?: ((of: { readonly deal: string; readonly address: string }) => string) | undefined;
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
  { writtenAt: at, earlier, ...claimed }: Mailbox & Ids & Earlier & { readonly writtenAt: Temporal.Instant },
  sender: string,
  posting: Posting = {},
): NoticeMessage {
  const domain = domainOf(sender);
  const own = threadOf(releaseRootOf(claimed.dedupKey, domain));
  if (stored.kind === 'digest') {
    const { deal, week } = stored.content;
    return messageOf(
      { deal: deal.id, thread: own, at, file: `digest-${week}` },
      mail,
      claimed,
      claimed,
      sender,
      posting,
    );
  }
  const [{ content }] = stored.notices as [MessageNotice];
  const isOfOne = stored.notices.every((notice) => notice.content.incident === content.incident);
  const about = isOfOne
    ? aboutNotice(content, domain, earlier)
    : { deal: content.deal.id, thread: own, file: 'release' };
  return messageOf({ ...about, at }, mail, claimed, claimed, sender, posting);
}

interface Earlier {
  /** The Message-IDs of the mails to this recipient about its incidents before it, oldest first. */
  readonly earlier: readonly string[];
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
  return messageOf(aboutNotice(content, domainOf(sender), []), mail, recipient, ids, sender, {});
}

function aboutNotice(content: AnyNoticeContent, domain: string, earlier: readonly string[]): About {
  const { deal, incident, transition } = content;
  const subject = isAboutSource(content) ? `source-${content.source.id}` : content.commitment.id;
  return {
    deal: deal.id,
    thread: threadOf(threadRootOf(incident, domain), earlier),
    at: Temporal.Instant.from(transition.at),
    file: `${subject}-${transition.seq}`,
  };
}

/** What a mail is about, as far as its headers and the name of its file say. */
export interface About {
  readonly deal: string;
  readonly thread: Thread;
  readonly at: Temporal.Instant;
  readonly file: string;
}

/**
 * A mail of whatever it is about.
 * @throws RangeError when an address or id could carry more than itself.
 */
export function messageOf(
  { deal, thread, at, file }: About,
  mail: RenderedMail,
  recipient: Mailbox,
  ids: Ids,
  sender: string,
  posting: Posting,
): NoticeMessage {
  const from = bareAddress(sender);
  const to = bareAddress(recipient.address);
  for (const id of [ids.messageId, ...thread.references]) checkMessageId(id);
  const list = { deal, sender: from, unsubscribeUrl: posting.unsubscribeUrl?.({ deal, address: to }) };
  return {
    envelope: { from: posting.bounce === undefined ? from : bareAddress(posting.bounce), to },
    from: { name: 'Pactwatch', address: from },
    to: { name: oneLine(recipient.name), address: to },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    images: mail.images,
    messageId: ids.messageId,
    thread,
    date: at,
    boundary: sha256(ids.dedupKey).slice(32),
    headers: { ...listId(list), ...unsubscribe(list), ...AUTOMATIC },
    fileName: fileNameOf({ deal, at, file }, to),
  };
}

function checkMessageId(id: string): void {
  if (!MESSAGE_ID.test(id)) throw new RangeError(`${JSON.stringify(id)} is no Message-ID`);
}

function bareAddress(address: string): string {
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
