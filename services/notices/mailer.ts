import type { NoticeMessage } from './message.ts';

/**
 * What became of one attempt to deliver, over whichever channel.
 * - `sent`: accepted for delivery, or written to the outbox.
 * - `retry`: surely not delivered; another attempt may be.
 * - `failed`: refused for good, in the server's words; another attempt gets the same.
 * - `ambiguous`: the whole message was handed over and no answer came; another attempt may be a second copy.
 */
export type Delivery =
  | { readonly outcome: 'sent'; readonly response: string; readonly place: string }
  | { readonly outcome: 'retry' | 'ambiguous'; readonly error: string }
  /** `refused`: it is the recipient's address that the server will never take mail for. */
  | { readonly outcome: 'failed'; readonly error: string; readonly refused: boolean };

/** Carries messages away. What goes wrong is in the delivery, not thrown; errors hold no password. */
export interface Mailer {
  deliver(message: NoticeMessage, signal: AbortSignal): Promise<Delivery>;
  /** Ends deliveries under way; they resolve as if aborted. */
  close(): Promise<void>;
}
