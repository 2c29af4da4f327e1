import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Address, Addressed } from './notices.ts';

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
