import { type AcknowledgementRow, insertAcknowledgement } from '../../db/acknowledgements.ts';
import { inTransaction } from '../../db/connection.ts';
import { lockOpenIncident } from '../../db/incident-moves.ts';
import { recordAction } from '../../db/officer-actions.ts';
import { NotPossibleError } from './errors.ts';
import { checkedOfficer, checkedUntil, type Officer, type OfficerContext } from './officer.ts';

/**
 * Takes an open incident on: nobody is reminded of it, and nobody above is told, until it worsens or closes, or until a
 * date. It mutes no news of it.
 * @throws NotPossibleError when it is closed, or something is said that cannot be kept.
 */
export async function acknowledge(
  { db, deal, now }: OfficerContext,
  incident: string,
  { until, ...officer }: Officer & { readonly until: Temporal.Instant | null },
): Promise<AcknowledgementRow> {
  const { by, why, via } = checkedOfficer(officer);
  const at = now();
  const ends = until && checkedUntil(until, at);
  return inTransaction(db, async (trx) => {
    const seq = await lockOpenIncident(trx, incident);
    if (seq === undefined)
      throw new NotPossibleError('the incident is closed: there is nothing left to be reminded of');
    await recordAction(trx, {
      at,
      who: by,
      via,
      action: 'acknowledge',
      deal: deal.id,
      subject: `incident/${incident}`,
      why,
      until: ends,
    });
    return insertAcknowledgement(trx, { incidentId: incident, seq, by, why, at, until: ends });
  });
}
