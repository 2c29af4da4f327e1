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

/** Takes an address off the list; false when it was not on it. */
export async function liftRefusal(db: Db, address: string, at: Temporal.Instant): Promise<boolean> {
  const lifted = await db
    .updateTable('refusal')
    .set({ liftedAt: at })
    .where('address', '=', address.toLowerCase())
    .where('liftedAt', 'is', null)
    .executeTakeFirst();
  return lifted.numUpdatedRows > 0n;
}

/** The addresses that are not written to. */
export async function refusals(db: Db): Promise<Refusal[]> {
  return db
    .selectFrom('refusal')
    .select(['address', 'at', 'detail'])
    .where('liftedAt', 'is', null)
    .orderBy('address')
    .execute();
}
