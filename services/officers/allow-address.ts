import { inTransaction } from '../../db/connection.ts';
import { recordAction } from '../../db/officer-actions.ts';
import { liftRefusal, type Refusal, retryRefused } from '../../db/refusals.ts';
import { NotPossibleError } from './errors.ts';
import { checkedOfficer, type Officer, type OfficerContext } from './officer.ts';

export interface Allowed {
  /** Why the address was not written to. */
  readonly refusal: Refusal;
  /** The messages that are tried again; what was held back as a notice is told by the next decision, if it still holds. */
  readonly messages: number;
}

/**
 * Has an address written to again that a server had refused for good, and the messages that it did not get tried again.
 * @throws NotPossibleError when it is not refused.
 */
export async function allowAddress(
  { db, deal, now }: OfficerContext,
  address: string,
  officer: Officer,
): Promise<Allowed> {
  const { by, why, via } = checkedOfficer(officer);
  const at = now();
  const subject = `recipient/${address.toLowerCase()}`;
  return inTransaction(db, async (trx) => {
    const refusal = await liftRefusal(trx, address, at);
    if (!refusal)
      throw new NotPossibleError(`${address} is not refused: pactwatch doctor names the addresses that are`);
    await recordAction(trx, { at, who: by, via, action: 'allow_address', deal: deal.id, subject, why, until: null });
    return { refusal, messages: await retryRefused(trx, refusal, at) };
  });
}
