import { type AcknowledgementRow, insertAcknowledgement } from '../../db/acknowledgements.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import { lockOpenIncident, movesOf } from '../../db/incident-moves.ts';
import { recordAction } from '../../db/officer-actions.ts';
import { lastWorsening } from '../notices/decide/notice-case.ts';
import { NotPossibleError } from './errors.ts';
import { checkedOfficer, checkedUntil, type Officer, type OfficerContext } from './officer.ts';

/**
 * Takes an open incident on: nobody is reminded of it, and nobody above is told, until it worsens or closes, or until a
 * date. It mutes no news of it.
 * @param seen The number of the transition that the officer read of; without it, of whichever is the last.
 * @throws NotPossibleError when it is closed or has become worse since, or something is said that cannot be kept.
 */
export async function acknowledge(
  { db, deal, now }: OfficerContext,
  incident: string,
  {
    until,
    seen,
    ...officer
  }: Officer & { readonly until: Temporal.Instant | null; readonly seen?: number | undefined },
): Promise<AcknowledgementRow> {
  const { by, why, via } = checkedOfficer(officer);
  const at = now();
  const ends = until && checkedUntil(until, at);
  return inTransaction(db, async (trx) => {
    const last = await lockOpenIncident(trx, incident);
    if (last === undefined)
      throw new NotPossibleError('the incident is closed: there is nothing left to be reminded of');
    const seq = seen ?? last;
    await checkSeen(trx, incident, { seen: seq, last });
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

/** Nobody takes on what they have not read of. */
async function checkSeen(db: Db, incident: string, { seen, last }: { seen: number; last: number }): Promise<void> {
  if (!Number.isInteger(seen) || seen < 1 || seen > last) {
    throw new NotPossibleError(`the incident has no transition ${seen}: its last one is ${last}`);
  }
  const worse = lastWorsening({ moves: await movesOf(db, [incident]) }).seq;
  if (seen < worse) {
    throw new NotPossibleError(
      `the incident has become worse since transition ${seen}: read of transition ${worse} (pactwatch incident show ${incident.slice(0, 8)}), and acknowledge that`,
    );
  }
}
