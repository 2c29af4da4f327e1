import type { DeliveryWay } from '../../config/vocabulary/notice.ts';
import { inTransaction } from '../../db/connection.ts';
import { recordAction } from '../../db/officer-actions.ts';
import { insertChoice } from '../../db/recipient-choices.ts';
import { checkedOfficer, type Officer, type OfficerContext } from './officer.ts';

/** Has a recipient told of a deal in another way from now on, whatever the file of recipients says. */
export async function chooseDelivery(
  { db, deal, now }: OfficerContext,
  { address, delivery }: { readonly address: string; readonly delivery: DeliveryWay },
  officer: Officer,
): Promise<void> {
  const { by, why, via } = checkedOfficer(officer);
  const at = now();
  const subject = `recipient/${address.toLowerCase()}`;
  await inTransaction(db, async (trx) => {
    await recordAction(trx, { at, who: by, via, action: 'choose_delivery', deal: deal.id, subject, why, until: null });
    await insertChoice(trx, { deal: deal.id, address, delivery, at, via });
  });
}
