import type { DeliveryWay, OfficerVia } from '../config/vocabulary/notice.ts';
import type { Db } from './connection.ts';

export interface NewChoice {
  readonly deal: string;
  readonly address: string;
  readonly delivery: DeliveryWay;
  readonly at: Temporal.Instant;
  readonly via: OfficerVia;
}

/** Writes down how someone wants to be told from now on. */
export async function insertChoice(trx: Db, { address, ...choice }: NewChoice): Promise<void> {
  await trx
    .insertInto('recipientChoice')
    .values({ ...choice, address: address.toLowerCase() })
    .execute();
}

/** How those who chose for themselves want to be told of a deal, by address in lower case. */
export async function choicesOf(db: Db, deal: string): Promise<ReadonlyMap<string, DeliveryWay>> {
  const rows = await db
    .selectFrom('recipientChoice')
    .distinctOn('address')
    .select(['address', 'delivery'])
    .where('deal', '=', deal)
    .orderBy('address')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map(({ address, delivery }) => [address, delivery]));
}
