import { type Db } from '../../db/connection.ts';
import { claimMessage, type MessageOutcome, settleMessage } from '../../db/messages.ts';
import type { Delivery, Mailer } from './mailer.ts';
import { storedMessage } from './message.ts';
import { render } from './render.ts';
import { storedContent } from './stored-message.ts';

export interface SendContext {
  readonly db: Db;
  readonly mailer: Mailer;
  readonly sender: string;
  readonly now: () => Temporal.Instant;
}

export interface SendSummary {
  readonly message: string;
  readonly state: MessageOutcome['state'];
  readonly address: string;
  readonly place: string | null;
  readonly detail: string | null;
  /** When it will be tried again, for `retry`. */
  readonly notBefore: Temporal.Instant | null;
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/**
 * Claims a message, delivers it and records what became of it. The claim comes first, so that two workers never send
 * the same one; undefined when it was done, is taken or is not due.
 */
export async function sendMessage(
  { db, mailer, sender, now }: SendContext,
  id: string,
  signal: AbortSignal,
): Promise<SendSummary | undefined> {
  const claimed = await claimMessage(db, id, now());
  if (!claimed) return undefined;
  const stored = storedContent(claimed);
  const message = storedMessage(stored, render(stored), claimed, sender);
  const delivery = await mailer.deliver(message, signal);
  const outcome = outcomeOf(delivery, claimed, now());
  await settleMessage(db, claimed, outcome);
  return {
    message: id,
    state: outcome.state,
    address: claimed.address,
    place: outcome.place,
    detail: outcome.detail,
    notBefore: outcome.notBefore ?? null,
  };
}

/**
 * What a delivery makes of its message. One that may have arrived is tried once more, with the same Message-ID, and if
 * that ends in doubt too it stays `ambiguous`: a person looks.
 */
export function outcomeOf(
  delivery: Delivery,
  { attempts, maybeSent }: { readonly attempts: number; readonly maybeSent: boolean },
  now: Temporal.Instant,
): MessageOutcome {
  if (delivery.outcome === 'sent') {
    return { state: 'sent', maybeSent, sentAt: now, place: delivery.place, detail: delivery.response };
  }
  const settled = { sentAt: null, place: null, detail: delivery.error };
  if (delivery.outcome === 'failed') return { ...settled, state: 'failed', maybeSent };
  if (delivery.outcome === 'ambiguous' && maybeSent) return { ...settled, state: 'ambiguous', maybeSent };
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  return {
    ...settled,
    state: 'retry',
    maybeSent: maybeSent || delivery.outcome === 'ambiguous',
    notBefore: now.add({ milliseconds: wait }),
  };
}
