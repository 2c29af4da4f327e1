import { sql } from 'kysely';
import type { MessageState, NoticeReason } from '../config/vocabulary/notice.ts';
import type { TransitionKind } from '../config/vocabulary/transition.ts';
import { type Db, inTransaction } from './connection.ts';
import type { Address, Addressed } from './notices.ts';
import type { JsonValue } from './schema.ts';

export interface NewMessage extends Addressed {
  readonly deal: string;
  readonly dedupKey: string;
  readonly messageId: string;
  /** What a digest says; null of one that holds notices. */
  readonly content: unknown;
  readonly writtenAt: Temporal.Instant;
  readonly notBefore: Temporal.Instant;
}

/** Takes the lock of an address until the transaction ends, so that one process at a time writes to it. */
export async function lockAddress(trx: Db, deal: string, { channel, address }: Address): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`message ${deal}/${channel}/${address}`}, 0))`.execute(trx);
}

/** Writes a message and returns its id; undefined when it is written already. */
export async function insertMessage(trx: Db, message: NewMessage): Promise<string | undefined> {
  const row = await trx
    .insertInto('message')
    .values({
      ...message,
      kind: message.content === null ? 'notices' : 'digest',
      content: message.content === null ? null : JSON.stringify(message.content),
    })
    .onConflict((conflict) => conflict.column('dedupKey').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Which of these messages are written. */
export async function writtenOf(db: Db, dedupKeys: readonly string[]): Promise<ReadonlySet<string>> {
  if (dedupKeys.length === 0) return new Set();
  const rows = await db.selectFrom('message').select('dedupKey').where('dedupKey', 'in', dedupKeys).execute();
  return new Set(rows.map(({ dedupKey }) => dedupKey));
}

/** When the last digest of a deal to an address was written; undefined when none was. */
export async function lastDigestTo(db: Db, deal: string, address: string): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('message')
    .select('writtenAt')
    .where('deal', '=', deal)
    .where('kind', '=', 'digest')
    .where('address', '=', address)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.writtenAt;
}

/** The last digest of a deal to each address, of those written by `at`. */
export async function lastDigests(db: Db, deal: string, at: Temporal.Instant) {
  return db
    .selectFrom('message')
    .distinctOn('address')
    .select(['id', 'address', 'writtenAt', 'state', 'sentAt', 'place', 'detail'])
    .where('deal', '=', deal)
    .where('kind', '=', 'digest')
    .where('writtenAt', '<=', at)
    .orderBy('address')
    .orderBy('id', 'desc')
    .execute();
}

/**
 * The messages of a deal that may be tried now, new or put off, oldest first, at most so many; `attempts` counts those
 * already made.
 */
export async function dueMessages(
  db: Db,
  deal: string,
  now: Temporal.Instant,
  most?: number,
): Promise<{ id: string; attempts: number }[]> {
  const due = db
    .selectFrom('message')
    .select(['id', 'attempts'])
    .where('deal', '=', deal)
    .where('state', 'in', ['pending', 'retry'])
    .where('notBefore', '<=', now)
    .orderBy('id');
  return (most === undefined ? due : due.limit(most)).execute();
}

/** Whether a message of a deal that was written by an instant has not left, and may still be tried. */
export async function hasWaitedSince(db: Db, deal: string, at: Temporal.Instant): Promise<boolean> {
  const waiting = await db
    .selectFrom('message')
    .select('id')
    .where('deal', '=', deal)
    .where('state', 'in', ['pending', 'sending', 'retry'])
    .where('writtenAt', '<=', at)
    .limit(1)
    .executeTakeFirst();
  return waiting !== undefined;
}

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
