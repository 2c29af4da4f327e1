import type { Channel } from '../../config/vocabulary/notice.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import { waitForTurn } from '../../db/message-rate.ts';
import { type ClaimedMessage, claimMessage, type MessageOutcome, settleMessage } from '../../db/claimed-messages.ts';
import { refusalOf, refuseAddress } from '../../db/refusals.ts';
import { backoffMs } from './backoff.ts';
import type { Carrier } from './carrier.ts';
import { instantText } from './format.ts';
import type { Delivery } from './mailer.ts';
import { oneLine } from './one-line.ts';

export interface SendContext {
  readonly db: Db;
  readonly carriers: Readonly<Record<Channel, Carrier>>;
  /** Mails a minute, of all processes together. */
  readonly mailRate: number;
  readonly now: () => Temporal.Instant;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
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

/**
 * Claims a message, when it is its turn, delivers it and records what became of it. The claim comes first, so that two
 * workers never send the same one; undefined when it was done, is taken or is not due.
 */
export async function sendMessage(
  context: SendContext,
  id: string,
  signal: AbortSignal,
): Promise<SendSummary | undefined> {
  const { db, carriers, now } = context;
  const claimed = await claimInTurn(context, id, signal);
  if (!claimed) return undefined;
  const delivery = (await heldBack(db, claimed)) ?? (await carried(carriers[claimed.channel], claimed, signal));
  const outcome = outcomeOf(delivery, claimed, now());
  await inTransaction(db, async (trx) => {
    if (delivery.outcome === 'failed' && delivery.refused) {
      await refuseAddress(trx, { address: claimed.address, at: now(), detail: delivery.error, message: id });
    }
    await settleMessage(trx, claimed, outcome);
  });
  return {
    message: id,
    state: outcome.state,
    address: claimed.address,
    place: outcome.place,
    detail: outcome.detail,
    notBefore: outcome.notBefore ?? null,
  };
}

/** A message that this version cannot write is kept: the next one may. */
async function carried(carrier: Carrier, claimed: ClaimedMessage, signal: AbortSignal): Promise<Delivery> {
  try {
    return await carrier.carry(claimed, signal);
  } catch (error) {
    return { outcome: 'retry', error: `not written: ${oneLine(wordsOf(error), LONGEST_ERROR)}` };
  }
}

const LONGEST_ERROR = 500;
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function claimInTurn(
  { db, mailRate, now, sleep }: SendContext,
  id: string,
  signal: AbortSignal,
): Promise<ClaimedMessage | undefined> {
  for (;;) {
    signal.throwIfAborted();
    const at = now();
    const tried = await inTransaction(db, async (trx) => {
      const turn = await waitForTurn(trx, { message: id, now: at, perMinute: mailRate });
      return turn === null ? { claimed: await claimMessage(trx, id, at) } : { turn };
    });
    if ('claimed' in tried) return tried.claimed;
    await sleep(Math.max(1, tried.turn.since(at).total('milliseconds')), signal);
  }
}

/** What was written before the server refused its address: it is not tried, and kept until the address is allowed. */
async function heldBack(db: Db, { channel, address }: ClaimedMessage): Promise<Delivery | undefined> {
  const refusal = channel === 'mail' ? await refusalOf(db, address) : undefined;
  return (
    refusal && {
      outcome: 'failed',
      error: `not sent: the address was refused ${instantText(refusal.at.toString())}: ${refusal.detail}`,
      refused: false,
    }
  );
}

/**
 * What a delivery makes of its message. One that may have arrived is tried once more, with the same Message-ID, and if
 * that ends in doubt too it stays `ambiguous`: a person looks.
 */
export function outcomeOf(
  delivery: Delivery,
  { dedupKey, attempts, maybeSent }: Pick<ClaimedMessage, 'dedupKey' | 'attempts' | 'maybeSent'>,
  now: Temporal.Instant,
): MessageOutcome {
  if (delivery.outcome === 'sent') {
    return { state: 'sent', maybeSent, sentAt: now, place: delivery.place, detail: delivery.response };
  }
  const settled = { sentAt: null, place: null, detail: delivery.error };
  if (delivery.outcome === 'failed') return { ...settled, state: 'failed', maybeSent };
  if (delivery.outcome === 'ambiguous' && maybeSent) return { ...settled, state: 'ambiguous', maybeSent };
  return {
    ...settled,
    state: 'retry',
    maybeSent: maybeSent || delivery.outcome === 'ambiguous',
    notBefore: now.add({ milliseconds: backoffMs(dedupKey, attempts) }),
  };
}
