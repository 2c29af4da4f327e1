import type { ClaimedMessage } from '../../db/claimed-messages.ts';
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
  /** The page on which a reader acts on what a notice tells; absent where pactwatch has no address of its own. */
  readonly actUrl?: Parameters<typeof storedContent>[1];
}

/** Renders messages as mails, and hands them to the mailer. */
export function mailCarrier({ mailer, sender, actUrl, ...posting }: MailSettings): Carrier {
  return {
    carry(claimed, signal) {
      const stored = storedContent(claimed, actUrl);
      return mailer.deliver(storedMessage(stored, render(stored), claimed, sender, posting), signal);
    },
  };
}
