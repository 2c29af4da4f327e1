import type { ClaimedMessage } from '../../db/messages.ts';
import type { Delivery, Mailer } from './mailer.ts';
import { type Posting, storedMessage } from './message.ts';
import { render } from './render.ts';
import { storedContent } from './stored-message.ts';

/** Carries stored messages over one channel. */
export interface Carrier {
  /** What goes wrong on the way is in the delivery, not thrown. */
  carry(message: ClaimedMessage, signal: AbortSignal): Promise<Delivery>;
}

export interface MailSettings extends Posting {
  readonly mailer: Mailer;
  /** The bare address that the mails come from. */
  readonly sender: string;
  /** Where the links of a mail lead, when pactwatch has an address of its own. */
  readonly baseUrl?: string | undefined;
}

/** Renders messages as mails, and hands them to the mailer. */
export function mailCarrier({ mailer, sender, baseUrl, ...posting }: MailSettings): Carrier {
  return {
    carry(claimed, signal) {
      const stored = storedContent(claimed, baseUrl);
      return mailer.deliver(storedMessage(stored, render(stored), claimed, sender, posting), signal);
    },
  };
}
