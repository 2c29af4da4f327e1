import type { Db } from './connection.ts';

/** An address that a server has refused for good. */
export interface Refusal {
  /** In lower case. */
  readonly address: string;
  readonly at: Temporal.Instant;
  /** The server's words. */
  readonly detail: string;
}

/** Puts an address on the list of those that are not written to. On it already, it stays as it was put there. */
export async function refuseAddress(
  db: Db,
  { address, ...refusal }: Refusal & { readonly message: string | null },
): Promise<void> {
  await db
    .insertInto('refusal')
    .values({ ...refusal, address: address.toLowerCase() })
    .onConflict((conflict) => conflict.column('address').where('liftedAt', 'is', null).doNothing())
    .execute();
}

/** Takes an address off the list, and tells why it was on it; undefined when it was not. */
export async function liftRefusal(db: Db, address: string, at: Temporal.Instant): Promise<Refusal | undefined> {
  return db
    .updateTable('refusal')
    .set({ liftedAt: at })
    .where('address', '=', address.toLowerCase())
    .where('liftedAt', 'is', null)
    .returning(['address', 'at', 'detail'])
    .executeTakeFirst();
}

/** Why an address is not written to; undefined when it is. */
export async function refusalOf(db: Db, address: string): Promise<Refusal | undefined> {
  return db
    .selectFrom('refusal')
    .select(['address', 'at', 'detail'])
    .where('address', '=', address.toLowerCase())
    .where('liftedAt', 'is', null)
    .executeTakeFirst();
}

/**
 * Has the messages tried again that an address did not get because it was refused at an instant: the one that the server
 * refused, others that were on their way then, and those held back since. None of them can have arrived.
 * @returns how many.
 */
export async function retryRefused(
  db: Db,
  { address, at }: Pick<Refusal, 'address' | 'at'>,
  now: Temporal.Instant,
): Promise<number> {
  const retried = await db
    .updateTable('message')
    .set({ state: 'retry', notBefore: now })
    .where('channel', '=', 'mail')
    .where((eb) => eb(eb.fn<string>('lower', ['address']), '=', address))
    .where('state', '=', 'failed')
    .where('claimedAt', '>=', at.subtract(LONGEST_SEND))
    .executeTakeFirst();
  return Number(retried.numUpdatedRows);
}

const LONGEST_SEND = { minutes: 10 };

/** The addresses that are not written to. */
export async function refusals(db: Db): Promise<Refusal[]> {
  return db
    .selectFrom('refusal')
    .select(['address', 'at', 'detail'])
    .where('liftedAt', 'is', null)
    .orderBy('address')
    .execute();
}
