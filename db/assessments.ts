import { sql } from 'kysely';
import type { Clock } from '../config/vocabulary/evidence.ts';
import type { LegalReading, Standing } from '../config/vocabulary/standing.ts';
import type { Db } from './connection.ts';
import type { JsonValue } from './schema.ts';

export interface NewAssessment {
  readonly deal: string;
  readonly commitment: string;
  readonly dealVersion: number;
  readonly dealDigest: string;
  readonly method: string;
  readonly clock: Clock;
  readonly at: Temporal.Instant;
  readonly standing: Standing;
  readonly since: Temporal.Instant;
  readonly legal: LegalReading;
  readonly value: string | null;
  readonly target: string | null;
  readonly margin: string | null;
  readonly unit: string | null;
  readonly period: string | null;
  readonly evidence: string | null;
  readonly reason: string;
  /** The vintages of figures that the rule was given. */
  readonly inputs: readonly string[];
  /** The vintages of measures that it was given; none unless told. */
  readonly measureInputs?: readonly string[];
  /** The whole judgement, as plain JSON. */
  readonly judgement: unknown;
}

/** What the last look at a commitment saw; a commitment is due again when any of it differs. */
export interface Seen {
  readonly dealDigest: string;
  readonly method: string;
  readonly seen: string;
  readonly at: Temporal.Instant;
}

/** Takes the commitment's lock until the transaction ends, so that one process at a time judges it or decides on it. */
export async function lockCommitment(trx: Db, deal: string, commitment: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${deal}/${commitment}`}, 0))`.execute(trx);
}

/** What the last look at a commitment saw, if there was one. */
export async function lastSeen(trx: Db, deal: string, commitment: string): Promise<Seen | undefined> {
  return trx
    .selectFrom('assessed')
    .select(['dealDigest', 'method', 'seen', 'at'])
    .where('deal', '=', deal)
    .where('commitment', '=', commitment)
    .executeTakeFirst();
}

/** Remembers what a look saw, whether or not it changed anything. */
export async function markAssessed(trx: Db, deal: string, commitment: string, seen: Seen): Promise<void> {
  await trx
    .insertInto('assessed')
    .values({ deal, commitment, ...seen })
    .onConflict((conflict) => conflict.columns(['deal', 'commitment']).doUpdateSet({ ...seen }))
    .execute();
}

/** Stores an assessment, which then waits to be decided on, and returns its id. */
export async function insertAssessment(trx: Db, assessment: NewAssessment): Promise<string> {
  const row = await trx
    .insertInto('assessment')
    .values({
      ...assessment,
      inputs: [...assessment.inputs],
      measureInputs: [...(assessment.measureInputs ?? [])],
      judgement: JSON.stringify(assessment.judgement),
      decidedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * The newest assessment of each commitment of a deal, of those made at or before `at`. The newest is the one that was
 * stored last: the clocks of replicas differ.
 */
export async function latestAssessments(db: Db, deal: string, at: Temporal.Instant): Promise<AssessmentRow[]> {
  return db
    .selectFrom('assessment')
    .distinctOn('commitment')
    .selectAll()
    .where('deal', '=', deal)
    .where('clock', '=', 'known')
    .where('at', '<=', at)
    .orderBy('commitment')
    .orderBy('id', 'desc')
    .execute();
}

/** The newest assessment of one commitment, as for all of them; without `at`, whenever it was made. */
export async function latestAssessment(
  db: Db,
  deal: string,
  commitment: string,
  at?: Temporal.Instant,
): Promise<AssessmentRow | undefined> {
  return db
    .selectFrom('assessment')
    .selectAll()
    .where('deal', '=', deal)
    .where('commitment', '=', commitment)
    .where('clock', '=', 'known')
    .$if(at !== undefined, (query) => query.where('at', '<=', at!))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Whether a deal was watched before an instant. */
export async function wasJudgedBefore(db: Db, deal: string, instant: Temporal.Instant): Promise<boolean> {
  const row = await db
    .selectFrom('assessment')
    .select('id')
    .where('deal', '=', deal)
    .where('clock', '=', 'known')
    .where('at', '<', instant)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The assessment that an assessment followed on, of the same commitment. */
export async function assessmentBefore(trx: Db, row: AssessmentRow): Promise<AssessmentRow | undefined> {
  return trx
    .selectFrom('assessment')
    .selectAll()
    .where('deal', '=', row.deal)
    .where('commitment', '=', row.commitment)
    .where('clock', '=', row.clock)
    .where('id', '<', row.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The commitments of a deal with assessments that no decision has been made on. */
export async function undecidedCommitments(db: Db, deal: string): Promise<string[]> {
  const rows = await db
    .selectFrom('assessment')
    .select('commitment')
    .distinct()
    .where('deal', '=', deal)
    .where('decidedAt', 'is', null)
    .orderBy('commitment')
    .execute();
  return rows.map((row) => row.commitment);
}

/** Takes the undecided assessments of a commitment for decision, oldest first. Call it under the commitment's lock. */
export async function takeUndecided(
  trx: Db,
  deal: string,
  commitment: string,
  at: Temporal.Instant,
): Promise<AssessmentRow[]> {
  const rows = await trx
    .updateTable('assessment')
    .set({ decidedAt: at })
    .where('deal', '=', deal)
    .where('commitment', '=', commitment)
    .where('decidedAt', 'is', null)
    .returningAll()
    .execute();
  return rows.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
}

export interface AssessmentRow extends NewAssessment {
  readonly id: string;
  readonly judgement: JsonValue;
  readonly decidedAt: Temporal.Instant | null;
}
