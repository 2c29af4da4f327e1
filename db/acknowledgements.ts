import type { Db } from './connection.ts';

export interface NewAcknowledgement {
  readonly incidentId: string;
  /** Of the transition that is acknowledged: one that worsens the incident afterwards ends it. */
  readonly seq: number;
  readonly by: string;
  readonly why: string;
  readonly at: Temporal.Instant;
  /** Null: until the incident worsens or closes. */
  readonly until: Temporal.Instant | null;
}

export interface AcknowledgementRow extends NewAcknowledgement {
  readonly id: string;
}

export async function insertAcknowledgement(trx: Db, given: NewAcknowledgement): Promise<AcknowledgementRow> {
  return trx.insertInto('acknowledgement').values(given).returningAll().executeTakeFirstOrThrow();
}

/** The acknowledgements of some incidents by an instant, oldest first: the last one of each is the one that counts. */
export async function acknowledgementsOf(
  db: Db,
  incidents: readonly string[],
  at: Temporal.Instant,
): Promise<AcknowledgementRow[]> {
  if (incidents.length === 0) return [];
  return db
    .selectFrom('acknowledgement')
    .selectAll()
    .where('incidentId', 'in', incidents)
    .where('at', '<=', at)
    .orderBy('id')
    .execute();
}
