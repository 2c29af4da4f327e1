import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { claimMessage, type ClaimedMessage, settleMessage } from '../../db/claimed-messages.ts';
import { dueMessages } from '../../db/messages.ts';
import { tellDue } from '../../services/notices/decide/tell.ts';
import { writeMessages, type WriteContext } from '../../services/notices/write-messages.ts';
import { contextOf } from './tin-incidents.ts';
import { openTinPact } from './tin-ledger.ts';

const NEVER = new AbortController().signal;

export const alertContext = (db: Db, at: Temporal.Instant, more: Partial<WriteContext> = {}): WriteContext => ({
  ...contextOf(db, at),
  mailDomain: 'example.com',
  ...more,
});

/** Tells what time asks for, and writes the messages that are due. */
export async function passes(db: Db, at: Temporal.Instant, more: Partial<WriteContext> = {}): Promise<string[]> {
  await tellDue(alertContext(db, at, more), NEVER);
  return writeMessages(alertContext(db, at, more), NEVER);
}

/** Takes every message that is due as sent, and tells of each to whom, and for which reasons. */
export async function sends(db: Db, at: Temporal.Instant, deal: Deal): Promise<string[]> {
  const sent: string[] = [];
  for (const { id } of await dueMessages(db, deal.id, at)) {
    const message = (await claimMessage(db, id, at))!;
    await settleMessage(db, message, { state: 'sent', maybeSent: false, sentAt: at, place: null, detail: null });
    sent.push(sentText(message));
  }
  return sent;
}

const sentText = ({ address, kind, notices }: ClaimedMessage): string =>
  `${address}: ${kind === 'digest' ? kind : notices.map(({ reason, seq }) => `${reason} ${seq}`).join(', ')}`;

/** Each notice with what became of it, in the order in which they were written. */
export async function noticesIn(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .select(['notice.address', 'notice.reason', 'notice.state', 'notice.cause', 'transition.seq'])
    .orderBy('notice.id')
    .execute();
  return rows.map(({ address, reason, seq, state, cause }) => `${address}: ${reason} ${seq}, ${cause ?? state}`);
}

/** The tin pact with five floors on the same figures: 12, 11, 10, 9 and 8 tonnes a year. */
export function fiveFloors(): Deal {
  const floor = (tonnes: number) => `  tin-floor-${tonnes}:
    ref: TIN-1${tonnes}
    title: ${tonnes} tonnes of tin a year
    promise: The obligor delivers ${tonnes} tonnes of tin in every calendar year.
    instruments: [order]
    class: domestic
    obligor: Obligor
    beneficiary: Beneficiary
    clause: Article 1
    due: { from: 2026-01-01 }
    source: gazette 1
    rule: { kind: quantity-per-period, series: tin-deliveries, unit: t, every: year, floor: "${tonnes}", from: "2026-01" }
`;
  return openTinPact(['  tin-ban:\n', `${[11, 10, 9, 8].map(floor).join('')}  tin-ban:\n`]);
}
