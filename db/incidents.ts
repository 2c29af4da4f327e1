import type { NotNull } from 'kysely';
import type { Standing } from '../config/vocabulary/standing.ts';
import type { TransitionKind, TransitionReason } from '../config/vocabulary/transition.ts';
import type { Db } from './connection.ts';

/** An incident of a commitment; those of sources are in `source-incidents.ts`. */
export interface IncidentRow {
  readonly id: string;
  readonly deal: string;
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

const COLUMNS = ['id', 'deal', 'subject', 'standing', 'seq', 'openedAt', 'closedAt'] as const;

/** The open incident of a commitment, locked until the transaction ends. */
export async function openIncidentOf(trx: Db, deal: string, commitment: string): Promise<IncidentRow | undefined> {
  return trx
    .selectFrom('incident')
    .select(COLUMNS)
    .where('deal', '=', deal)
    .where('kind', '=', 'commitment')
    .where('subject', '=', commitment)
    .where('closedAt', 'is', null)
    .forUpdate()
    .$narrowType<{ standing: NotNull }>()
    .executeTakeFirst();
}

/** Opens an incident; its first transition has the sequence number 1. */
export async function insertIncident(
  trx: Db,
  incident: Omit<IncidentRow, 'id' | 'seq' | 'closedAt'>,
): Promise<IncidentRow> {
  return trx
    .insertInto('incident')
    .values({ ...incident, kind: 'commitment', seq: 1, closedAt: null })
    .returning(COLUMNS)
    .$narrowType<{ standing: NotNull }>()
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

/** When each incident of a commitment began and ended, oldest first. */
export async function incidentSpansOf(db: Db, deal: string, commitment: string) {
  return db
    .selectFrom('incident')
    .select(['openedAt', 'closedAt'])
    .where('deal', '=', deal)
    .where('kind', '=', 'commitment')
    .where('subject', '=', commitment)
    .orderBy('openedAt')
    .execute();
}

/** The incidents of commitments and sources that were open at `at`, and the latest transition of each by then. */
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
      'transition.toState as state',
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
