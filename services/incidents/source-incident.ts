import type { Db } from '../../db/connection.ts';
import { lastClosingOf, type SourceIncidentRow, statesOf } from '../../db/source-incidents.ts';
import { type OpenSourceIncident, RELAPSE_WITHIN } from './decide-source.ts';

/** An open incident with what has been said of it. */
export interface KnownSourceIncident extends OpenSourceIncident {
  readonly id: string;
  /** When it last changed. */
  readonly lastAt: Temporal.Instant;
  /** What the mails about that change said. */
  readonly lastContent: unknown;
}

/** Reads what a decision has to know of an open incident besides its row. */
export async function knownIncident(
  db: Db,
  deal: string,
  row: SourceIncidentRow | undefined,
): Promise<KnownSourceIncident | undefined> {
  if (!row) return undefined;
  const states = await statesOf(db, row.id);
  const closedBefore = await lastClosingOf(db, deal, row.subject, row.openedAt);
  return {
    id: row.id,
    state: row.state,
    seq: row.seq,
    openedAt: row.openedAt,
    isRelapse: closedBefore !== null && Temporal.Instant.compare(closedBefore.add(RELAPSE_WITHIN), row.openedAt) > 0,
    lastAt: states.at(-1)?.at ?? row.openedAt,
    lastContent: states.at(-1)?.content,
  };
}
