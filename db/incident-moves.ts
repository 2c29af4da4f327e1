import type { SourceState } from '../config/vocabulary/source-state.ts';
import type { Standing } from '../config/vocabulary/standing.ts';
import type { TransitionKind } from '../config/vocabulary/transition.ts';
import type { Db } from './connection.ts';

/** An incident, of a commitment or of a source. */
export interface IncidentOf {
  readonly id: string;
  readonly kind: 'commitment' | 'source';
  readonly subject: string;
}

/** A transition without what the mails about it say. */
export interface MoveRow {
  readonly transitionId: string;
  readonly incidentId: string;
  readonly seq: number;
  readonly kind: TransitionKind;
  readonly reason: string;
  readonly fromStanding: Standing | null;
  readonly toStanding: Standing | null;
  readonly fromState: SourceState | null;
  readonly toState: SourceState | null;
  readonly at: Temporal.Instant;
}

const MOVE_COLUMNS = [
  'transition.id as transitionId',
  'transition.incidentId',
  'transition.seq',
  'transition.kind',
  'transition.reason',
  'transition.fromStanding',
  'transition.toStanding',
  'transition.fromState',
  'transition.toState',
  'transition.at',
] as const;

/** The open incidents of a deal. */
export async function openIncidents(db: Db, deal: string): Promise<IncidentOf[]> {
  return db
    .selectFrom('incident')
    .select(['id', 'kind', 'subject'])
    .where('deal', '=', deal)
    .where('closedAt', 'is', null)
    .orderBy('openedAt')
    .orderBy('id')
    .execute();
}

/** Incidents by their ids. */
export async function incidentsById(db: Db, ids: readonly string[]): Promise<IncidentOf[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('incident').select(['id', 'kind', 'subject']).where('id', 'in', ids).orderBy('id').execute();
}

/** Takes an open incident until the transaction ends, so that it moves for nobody else; gives the number of its last transition. */
export async function lockOpenIncident(trx: Db, id: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('incident')
    .select('seq')
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row?.seq;
}

/** The transitions of some incidents, in their order. */
export async function movesOf(db: Db, incidents: readonly string[]): Promise<MoveRow[]> {
  if (incidents.length === 0) return [];
  return db
    .selectFrom('transition')
    .select(MOVE_COLUMNS)
    .where('incidentId', 'in', incidents)
    .orderBy('incidentId')
    .orderBy('seq')
    .execute();
}

/** A transition with what it is of. */
export interface MoveOf extends MoveRow {
  readonly of: 'commitment' | 'source';
  readonly subject: string;
}

/** The transitions of a deal after one instant and by another, newest first. */
export async function movesBetween(
  db: Db,
  deal: string,
  after: Temporal.Instant,
  by: Temporal.Instant,
): Promise<MoveOf[]> {
  return db
    .selectFrom('transition')
    .innerJoin('incident', 'incident.id', 'transition.incidentId')
    .select(['incident.kind as of', 'incident.subject'])
    .select(MOVE_COLUMNS)
    .where('incident.deal', '=', deal)
    .where('transition.at', '>', after)
    .where('transition.at', '<=', by)
    .orderBy('transition.at', 'desc')
    .orderBy('transition.id', 'desc')
    .execute();
}
