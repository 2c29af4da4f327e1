import type { Standing } from '../config/vocabulary/standing.ts';
import type { TransitionKind, TransitionReason } from '../config/vocabulary/transition.ts';
import type { Db } from './connection.ts';

export interface IncidentRow {
  readonly id: string;
  readonly deal: string;
  readonly kind: 'commitment' | 'source';
  readonly subject: string;
  readonly standing: Standing;
  readonly seq: number;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}

export interface NewTransition {
  readonly incidentId: string;
  readonly seq: number;
  readonly kind: TransitionKind;
  readonly reason: TransitionReason;
  readonly fromStanding: Standing | null;
  readonly toStanding: Standing;
  readonly at: Temporal.Instant;
  readonly assessmentId: string;
  /** What the mails about it say, frozen: a retry a month later says the same. */
  readonly content: unknown;
}

/** The open incident of a subject, locked until the transaction ends. */
export async function openIncidentOf(
  trx: Db,
  deal: string,
  kind: IncidentRow['kind'],
  subject: string,
): Promise<IncidentRow | undefined> {
  return trx
    .selectFrom('incident')
    .selectAll()
    .where('deal', '=', deal)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('closedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Opens an incident; its first transition has the sequence number 1. */
export async function insertIncident(
  trx: Db,
  incident: Omit<IncidentRow, 'id' | 'seq' | 'closedAt'>,
): Promise<IncidentRow> {
  return trx
    .insertInto('incident')
    .values({ ...incident, seq: 1, closedAt: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Moves an open incident to its next standing, or closes it. */
export async function moveIncident(
  trx: Db,
  id: string,
  to: { standing: Standing; seq: number; closedAt: Temporal.Instant | null },
): Promise<void> {
  await trx.updateTable('incident').set(to).where('id', '=', id).execute();
}

export async function insertTransition(trx: Db, transition: NewTransition): Promise<string> {
  const row = await trx
    .insertInto('transition')
    .values({ ...transition, content: JSON.stringify(transition.content) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The incidents that were open at `at`, and the latest transition of each by then. */
export async function incidentsOpenAt(db: Db, deal: string, at: Temporal.Instant) {
  return db
    .selectFrom('incident')
    .innerJoin('transition', 'transition.incidentId', 'incident.id')
    .distinctOn('incident.id')
    .select([
      'incident.id',
      'incident.kind',
      'incident.subject',
      'incident.openedAt',
      'transition.kind as transition',
      'transition.reason',
      'transition.toStanding as standing',
      'transition.at',
      'transition.seq',
    ])
    .where('incident.deal', '=', deal)
    .where('incident.openedAt', '<=', at)
    .where((eb) => eb.or([eb('incident.closedAt', 'is', null), eb('incident.closedAt', '>', at)]))
    .where('transition.at', '<=', at)
    .orderBy('incident.id')
    .orderBy('transition.seq', 'desc')
    .execute();
}
