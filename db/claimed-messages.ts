import { sql } from 'kysely';
import type { MessageState, NoticeReason } from '../config/vocabulary/notice.ts';
import type { TransitionKind } from '../config/vocabulary/transition.ts';
import { type Db, inTransaction } from './connection.ts';
import type { Address, Addressed } from './notices.ts';
import type { JsonValue } from './schema.ts';

/** A message that this process has taken, with all that it says. */
export interface ClaimedMessage extends Addressed {
  readonly id: string;
  readonly deal: string;
  readonly kind: 'notices' | 'digest';
  readonly dedupKey: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly maybeSent: boolean;
  readonly writtenAt: Temporal.Instant;
  /** What a digest says; null of one that holds notices. */
  readonly content: JsonValue;
  /** In the order in which they were written; none in a digest. */
  readonly notices: readonly ClaimedNotice[];
  /** The Message-IDs of those written to this address before it about any of its incidents, oldest first. */
  readonly earlier: readonly string[];
}

export interface ClaimedNotice {
  readonly id: string;
  readonly reason: NoticeReason;
  /** The silence that had held back what it tells, when it ended, and who had asked for it. */
  readonly silenced: { readonly until: Temporal.Instant; readonly by: string } | null;
  readonly incidentId: string;
  readonly seq: number;
  readonly kind: TransitionKind;
  readonly at: Temporal.Instant;
  /** What its transition says, frozen. */
  readonly content: JsonValue;
}

/** Takes a message for sending, so that no one else does. Undefined when it is not due, is done, or is taken. */
export async function claimMessage(db: Db, id: string, now: Temporal.Instant): Promise<ClaimedMessage | undefined> {
  // Whole or not at all: a claim whose message could not be read would keep it from everyone for as long as a lease.
  return inTransaction(db, async (trx) => {
    const claimed = await takeMessage(trx, id, now);
    return claimed && { ...claimed, notices: await noticesIn(trx, id), earlier: await earlierThan(trx, claimed) };
  });
}

async function takeMessage(trx: Db, id: string, now: Temporal.Instant) {
  return trx
    .updateTable('message')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), claimedAt: now }))
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'retry'])
    .where('notBefore', '<=', now)
    .returning([
      'id',
      'deal',
      'channel',
      'kind',
      'dedupKey',
      'messageId',
      'address',
      'name',
      'language',
      'timeZone',
      'content',
      'writtenAt',
      'attempts',
      'maybeSent',
    ])
    .executeTakeFirst();
}

async function noticesIn(db: Db, message: string): Promise<ClaimedNotice[]> {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .leftJoin('silence', 'silence.id', 'notice.silence')
    .select([
      'notice.id',
      'notice.reason',
      'silence.by',
      'silence.until',
      'silence.endedAt',
      'transition.incidentId',
      'transition.seq',
      'transition.kind',
      'transition.at',
      'transition.content',
    ])
    .where('notice.message', '=', message)
    .orderBy('notice.id')
    .execute();
  return rows.map(({ by, until, endedAt, ...notice }) => ({
    ...notice,
    silenced: by === null || until === null ? null : { by, until: endedAt ?? until },
  }));
}

async function earlierThan(
  db: Db,
  { id, channel, address }: { readonly id: string } & Address,
): Promise<readonly string[]> {
  const incidents = db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .select('transition.incidentId')
    .where('notice.message', '=', id);
  const rows = await db
    .selectFrom('message')
    .innerJoin('notice', 'notice.message', 'message.id')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .select(['message.id', 'message.messageId'])
    .distinct()
    .where('message.channel', '=', channel)
    .where('message.address', '=', address)
    .where('message.id', '<', id)
    .where('transition.incidentId', 'in', incidents)
    .orderBy('message.id')
    .execute();
  return rows.map(({ messageId }) => messageId);
}

export interface MessageOutcome {
  readonly state: MessageState;
  readonly maybeSent: boolean;
  readonly sentAt: Temporal.Instant | null;
  readonly notBefore?: Temporal.Instant;
  /** Where it went: a server, or a file. */
  readonly place: string | null;
  /** The server's words. */
  readonly detail: string | null;
}

/** Records what became of a message that this process had claimed; nothing if the claim was lost meanwhile. */
export async function settleMessage(
  db: Db,
  { id, attempts }: Pick<ClaimedMessage, 'id' | 'attempts'>,
  outcome: MessageOutcome,
): Promise<void> {
  await db
    .updateTable('message')
    .set(outcome)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .execute();
}

/**
 * Frees messages claimed before `before` and never settled: their process died, and the message may or may not have
 * left. Each is tried once more, rather twice than never; one that was in doubt already stays `ambiguous`.
 */
export async function releaseLostClaims(db: Db, before: Temporal.Instant): Promise<void> {
  await sql`
    update message
    set state = case when maybe_sent then 'ambiguous' else 'retry' end, maybe_sent = true,
      detail = 'the sending process ended before it could say what became of the mail'
    where state = 'sending' and claimed_at < ${before}`.execute(db);
}
