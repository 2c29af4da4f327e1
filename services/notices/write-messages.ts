import { inTransaction } from '../../db/connection.ts';
import { incidentsById } from '../../db/incident-moves.ts';
import { insertMessage, lockAddress } from '../../db/messages.ts';
import {
  type Address,
  addressesDue,
  lockPending,
  type NoticeRow,
  putInMessage,
  suppressNotice,
} from '../../db/notices.ts';
import { eachAlone } from '../each-alone.ts';
import { messageIdOf, messageKeyOf } from './ids.ts';
import { readIncidents, readSurroundings, type SurroundingsContext } from './decide/incident-state.ts';
import { lateHolds } from './decide/late-holds.ts';

export interface WriteContext extends SurroundingsContext {
  /** The domain of the sender's address. */
  readonly mailDomain: string;
  readonly now: () => Temporal.Instant;
}

/**
 * Puts the notices whose time has come into messages: all that wait for one recipient into one mail, each of a webhook
 * into a message of its own. For each address in one transaction; may be repeated, also side by side.
 * @returns the ids of the messages.
 * @throws as `eachAlone`.
 */
export async function writeMessages(context: WriteContext, signal: AbortSignal): Promise<string[]> {
  const { db, deal, now } = context;
  const written = await eachAlone(await addressesDue(db, deal.id, now()), signal, (address) =>
    inTransaction(db, async (trx) => {
      await lockAddress(trx, deal.id, address);
      return writeTo({ ...context, db: trx }, address);
    }),
  );
  return written.flat();
}

async function writeTo(context: WriteContext, address: Address): Promise<string[]> {
  const { db, deal, groupWait, now } = context;
  const at = now();
  const isDue = ({ notBefore }: NoticeRow) => Temporal.Instant.compare(notBefore, at) <= 0;
  // What is about to become due goes along with what is, so that one release is one mail.
  const pending = await lockPending(db, deal.id, address, at.add(groupWait));
  if (!pending.some(isDue)) return [];
  const left = await sendable(context, address.channel === 'mail' ? pending : pending.filter(isDue), at);
  const groups = address.channel === 'mail' ? [left] : left.map((notice) => [notice]);
  const messages: string[] = [];
  for (const group of groups) {
    if (group.length > 0) messages.push(await writeOne(context, group, at));
  }
  return messages;
}

/** Holds back what something has come between, and returns the rest. */
async function sendable(
  context: WriteContext,
  pending: readonly NoticeRow[],
  at: Temporal.Instant,
): Promise<NoticeRow[]> {
  const { db } = context;
  const incidents = await incidentsById(db, [...new Set(pending.map(({ incidentId }) => incidentId))]);
  const states = await readIncidents(db, incidents, at);
  const byId = new Map(states.map((state) => [state.incident.id, state]));
  const left: NoticeRow[] = [];
  for (const { notice, cause, silence } of lateHolds(pending, byId, await readSurroundings(context, at))) {
    if (cause === null) left.push(notice);
    else await suppressNotice(db, notice, { cause, silence: cause === 'silenced' ? silence : null });
  }
  return left;
}

async function writeOne(
  { db, deal, mailDomain }: WriteContext,
  notices: readonly NoticeRow[],
  at: Temporal.Instant,
): Promise<string> {
  const { channel, address, name, language, timeZone } = notices.at(-1)!;
  const dedupKey = messageKeyOf(notices.map((notice) => notice.dedupKey));
  const message = await insertMessage(db, {
    deal: deal.id,
    channel,
    address,
    name,
    language,
    timeZone,
    dedupKey,
    messageId: messageIdOf(dedupKey, mailDomain),
    content: null,
    writtenAt: at,
    notBefore: at,
  });
  if (message === undefined) throw new Error(`the message ${dedupKey} is written already, and its notices still wait`);
  await putInMessage(
    db,
    notices.map(({ id }) => id),
    message,
  );
  return message;
}
