import { type Db } from '../../db/connection.ts';
import { claimNotice, type NoticeOutcome, settleNotice } from '../../db/notices.ts';
import { parseNoticeContent } from './any-content.ts';
import type { Delivery, Mailer } from './mailer.ts';
import { noticeMessage } from './message.ts';
import { render } from './render.ts';

export interface SendContext {
  readonly db: Db;
  readonly mailer: Mailer;
  readonly sender: string;
  readonly now: () => Temporal.Instant;
}

export interface SendSummary {
  readonly notice: string;
  readonly state: NoticeOutcome['state'];
  readonly address: string;
  readonly place: string | null;
  readonly detail: string | null;
  /** When it will be tried again, for `retry`. */
  readonly notBefore: Temporal.Instant | null;
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/**
 * Claims a notice, delivers it and records what became of it. The claim comes first, so that two workers never send
 * the same one; undefined when it was done, is taken or is not due.
 */
export async function sendNotice(
  { db, mailer, sender, now }: SendContext,
  id: string,
  signal: AbortSignal,
): Promise<SendSummary | undefined> {
  const notice = await claimNotice(db, id, now());
  if (!notice) return undefined;
  const content = parseNoticeContent(notice.content);
  const message = noticeMessage(content, render(content), notice, notice, sender);
  const delivery = await mailer.deliver(message, signal);
  const outcome = outcomeOf(delivery, notice, now());
  await settleNotice(db, notice, outcome);
  return {
    notice: id,
    state: outcome.state,
    address: notice.address,
    place: outcome.place,
    detail: outcome.detail,
    notBefore: outcome.notBefore ?? null,
  };
}

/**
 * What a delivery makes of its notice. One that may have arrived is tried once more, with the same Message-ID, and if
 * that ends in doubt too it stays `ambiguous`: a person looks.
 */
export function outcomeOf(
  delivery: Delivery,
  { attempts, maybeSent }: { readonly attempts: number; readonly maybeSent: boolean },
  now: Temporal.Instant,
): NoticeOutcome {
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
