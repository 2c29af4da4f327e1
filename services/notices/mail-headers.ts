import { domainOf } from './ids.ts';

/** Where a mail stands among those before it. */
export interface Thread {
  readonly inReplyTo: string;
  /** The root first, the mail that it follows last. */
  readonly references: readonly string[];
}

/** Whose list a mail belongs to, and how one leaves it. */
export interface MailingList {
  /** Id of the deal. */
  readonly deal: string;
  /** The bare address that the mails come from; what is sent there to leave, a person reads. */
  readonly sender: string;
  /** A link of this recipient's own, on which a POST acts; absent where pactwatch has no address of its own. */
  readonly unsubscribeUrl?: string | undefined;
}

/** Longer lists of references are cut by some servers, at the wrong end. */
const LONGEST_THREAD = 10;

/**
 * The thread of a mail: its root, which every mail of it names, so that it holds together when one was never delivered,
 * and the mails before it.
 * @param earlier The Message-IDs of those, oldest first.
 */
export function threadOf(root: string, earlier: readonly string[] = []): Thread {
  const latest = earlier.slice(1 - LONGEST_THREAD);
  return { inReplyTo: latest.at(-1) ?? root, references: [root, ...latest] };
}

/** Says that a machine wrote the mail, so that no machine answers it. */
export const AUTOMATIC: Readonly<Record<string, string>> = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
};

export function listId({ deal, sender }: MailingList): Readonly<Record<string, string>> {
  return { 'List-Id': `<${deal}.${domainOf(sender)}>` };
}

/**
 * How one leaves the list. One header with all ways in it, and by one click only over https: RFC 8058 wants no less.
 * Written here and not by nodemailer, which makes a header of each way and knows no one click.
 */
export function unsubscribe({ deal, sender, unsubscribeUrl }: MailingList): Readonly<Record<string, string>> {
  const mailbox = sender.split('@').map(encodeURIComponent).join('@');
  const byMail = `<mailto:${mailbox}?subject=${encodeURIComponent(`unsubscribe ${deal}`)}>`;
  if (unsubscribeUrl === undefined) return { 'List-Unsubscribe': byMail };
  const { href, protocol } = new URL(unsubscribeUrl);
  return {
    'List-Unsubscribe': `<${href}>, ${byMail}`,
    ...(protocol === 'https:' && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  };
}
