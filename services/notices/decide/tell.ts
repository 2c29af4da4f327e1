import { inTransaction } from '../../../db/connection.ts';
import { type IncidentOf, lockOpenIncident, openIncidents } from '../../../db/incident-moves.ts';
import { insertNotices } from '../../../db/notices.ts';
import { eachAlone } from '../../each-alone.ts';
import { dueNotices } from './due-notices.ts';
import { readIncidents, readSurroundings, type SurroundingsContext } from './incident-state.ts';

export interface TellContext extends SurroundingsContext {
  readonly now: () => Temporal.Instant;
}

/**
 * Writes the notices that an incident asks for, in the transaction that holds it: at each of its transitions.
 * @returns how many of them are to be sent.
 */
export async function tellOf(context: TellContext, incident: IncidentOf): Promise<number> {
  const { db, now } = context;
  const at = now();
  const [state] = await readIncidents(db, [incident], at);
  const notices = dueNotices(state!, await readSurroundings(context, at));
  await insertNotices(db, notices);
  return notices.filter(({ cause }) => cause === null).length;
}

/**
 * Writes the notices that time asks for: reminders, escalations, and what was held back by a cause that has gone. It
 * reads a few rows of each open incident, and may be repeated, also side by side.
 * @returns the incidents of which somebody is told.
 * @throws as `eachAlone`.
 */
export async function tellDue(context: TellContext, signal: AbortSignal): Promise<IncidentOf[]> {
  const { db, deal, figuresMode, now } = context;
  const at = now();
  // Of a commitment that the deal has no more nothing is to be said, nor of a source that is no longer asked.
  const open = (await openIncidents(db, deal.id)).filter(({ kind, subject }) =>
    kind === 'source' ? figuresMode === 'live' : Object.hasOwn(deal.commitments, subject),
  );
  const around = await readSurroundings(context, at);
  const states = await readIncidents(db, open, at);
  const due = states.filter((state) => dueNotices(state, around).length > 0).map(({ incident }) => incident);
  // Looked at again under its lock: it may have moved, or another process have been faster.
  return eachAlone(due, signal, (incident) =>
    inTransaction(db, async (trx) => {
      const isOpen = (await lockOpenIncident(trx, incident.id)) !== undefined;
      return isOpen && (await tellOf({ ...context, db: trx }, incident)) > 0 ? incident : undefined;
    }),
  );
}
