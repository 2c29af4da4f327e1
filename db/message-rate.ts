import { sql } from 'kysely';
import type { Db } from './connection.ts';

const WINDOW = { minutes: 1 };

/**
 * When a mail may be claimed, so that no more than so many are in any minute, by all processes together and of whatever
 * deal: null for now. Until the transaction ends nobody else is told. What is no mail does not wait.
 */
export async function waitForTurn(
  trx: Db,
  { message, now, perMinute }: { readonly message: string; readonly now: Temporal.Instant; readonly perMinute: number },
): Promise<Temporal.Instant | null> {
  const mail = await trx
    .selectFrom('message')
    .select('id')
    .where('id', '=', message)
    .where('channel', '=', 'mail')
    .executeTakeFirst();
  if (mail === undefined) return null;
  await sql`select pg_advisory_xact_lock(hashtextextended('mails a minute', 0))`.execute(trx);
  const last = await trx
    .selectFrom('message')
    .select('claimedAt')
    .where('channel', '=', 'mail')
    .where('claimedAt', '>', now.subtract(WINDOW))
    // What a process says that runs ahead of this one would hold up the rest for longer than a minute.
    .where('claimedAt', '<=', now)
    .orderBy('claimedAt', 'desc')
    .offset(perMinute - 1)
    .limit(1)
    .executeTakeFirst();
  return last?.claimedAt?.add(WINDOW) ?? null;
}
