import { type NotNull, sql } from 'kysely';
import type { SourceReason, SourceState } from '../config/vocabulary/source-state.ts';
import type { MoveKind } from '../config/vocabulary/transition.ts';
import type { Db } from './connection.ts';
import type { JsonValue } from './schema.ts';

export interface SourceIncidentRow {
  readonly id: string;
  readonly subject: string;
  readonly state: SourceState;
  readonly seq: number;
  readonly openedAt: Temporal.Instant;
}

export interface NewSourceTransition {
  readonly incidentId: string;
  readonly seq: number;
  readonly kind: MoveKind;
  readonly reason: SourceReason;
  readonly fromState: SourceState | null;
  readonly toState: SourceState;
  readonly at: Temporal.Instant;
  /** What the mails about it say, frozen. */
  readonly content: unknown;
}

const COLUMNS = ['id', 'subject', 'state', 'seq', 'openedAt'] as const;

/** Takes the source's lock until the transaction ends, so that one process at a time decides on it. */
export async function lockSource(trx: Db, deal: string, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`source incident ${deal}/${source}`}, 0))`.execute(trx);
}

/** The open incidents of the sources of a deal. */
export async function openSourceIncidents(db: Db, deal: string): Promise<SourceIncidentRow[]> {
  return openOnes(db, deal).orderBy('subject').execute();
}

/** The open incident of a source; its next reader waits until the transaction ends. */
export async function openSourceIncident(
  trx: Db,
  deal: string,
  source: string,
): Promise<SourceIncidentRow | undefined> {
  return openOnes(trx, deal).where('subject', '=', source).forUpdate().executeTakeFirst();
}

const openOnes = (db: Db, deal: string) =>
  db
    .selectFrom('incident')
    .select(COLUMNS)
    .where('deal', '=', deal)
    .where('kind', '=', 'source')
    .where('closedAt', 'is', null)
    .$narrowType<{ state: NotNull }>();

/** When the last incident of a source before an instant was closed; null when none was. */
export async function lastClosingOf(
  db: Db,
  deal: string,
  source: string,
  before: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('incident')
    .select((eb) => eb.fn.max('closedAt').as('closedAt'))
    .where('deal', '=', deal)
    .where('kind', '=', 'source')
    .where('subject', '=', source)
    .where('closedAt', '<=', before)
    .executeTakeFirst();
  return row?.closedAt ?? null;
}

/** Opens an incident on a source; its first transition has the sequence number 1. */
export async function insertSourceIncident(
  trx: Db,
  { deal, source, state, openedAt }: { deal: string; source: string; state: SourceState; openedAt: Temporal.Instant },
): Promise<SourceIncidentRow> {
  return trx
    .insertInto('incident')
    .values({ deal, kind: 'source', subject: source, state, openedAt, seq: 1, closedAt: null })
    .returning(COLUMNS)
    .$narrowType<{ state: NotNull }>()
    .executeTakeFirstOrThrow();
}

/** Moves an open incident to its next state, or closes it. */
export async function moveSourceIncident(
  trx: Db,
  id: string,
  to: { state: SourceState; seq: number; closedAt: Temporal.Instant | null },
): Promise<void> {
  await trx.updateTable('incident').set(to).where('id', '=', id).execute();
}

export async function insertSourceTransition(trx: Db, transition: NewSourceTransition): Promise<string> {
  const row = await trx
    .insertInto('transition')
    .values({ ...transition, content: JSON.stringify(transition.content) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The states that an incident has been in, oldest first, with when it came to each and what was said of it. */
export async function statesOf(
  db: Db,
  incidentId: string,
): Promise<{ state: SourceState; at: Temporal.Instant; content: JsonValue }[]> {
  return db
    .selectFrom('transition')
    .select(['toState as state', 'at', 'content'])
    .where('incidentId', '=', incidentId)
    .orderBy('seq')
    .$narrowType<{ state: NotNull }>()
    .execute();
}
