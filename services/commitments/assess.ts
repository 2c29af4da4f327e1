import { isDeepStrictEqual } from 'node:util';
import type { Deal } from '../../config/deal/schema.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import { lastLooks } from '../../db/assessment-history.ts';
import { insertAssessment, lastSeen, latestAssessment, lockCommitment, markAssessed } from '../../db/assessments.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import { eachAlone } from '../each-alone.ts';
import { assessmentRow, earlierOf, plain } from './assessment-row.ts';
import { judge } from './judge.ts';
import { knownEvidence } from './evidence/known-evidence.ts';
import { catchUp, isNews, lookAt, readsOf, seenOf } from './look.ts';
import { newlyParted, type Parted } from './mirrors/newly-parted.ts';
import { judgementOf } from './stored.ts';

export interface AssessContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly now: () => Temporal.Instant;
}

export interface AssessSummary {
  readonly commitment: string;
  readonly standing: Standing;
  /** Where it stood before; null when it was never judged. */
  readonly before: Standing | null;
  /** The id of the assessment that was stored, or null when nothing differs from the last one. */
  readonly assessment: string | null;
  /** The trades over which the two sides part now, and did not when it was judged before. */
  readonly parted: readonly Parted[];
}

/**
 * Judges the commitments that have anything new to be judged by: a vintage of a series or a register that they read,
 * another deal file or method, or another day. Stores an assessment only where something differs. One look tells which
 * these are; the others are not opened. May be repeated, also side by side: each commitment is judged under its own lock,
 * and one that fails does not hold up the others.
 * @returns those that were judged; the others stand as they stood.
 * @throws as `eachAlone`.
 */
export async function assessDue(context: AssessContext, signal: AbortSignal): Promise<AssessSummary[]> {
  return eachAlone(await dueCommitments(context), signal, (commitment) =>
    inTransaction(context.db, (trx) => assessOne({ ...context, db: trx }, commitment)),
  );
}

/** By id, in the order of the deal. What comes after the look is for the next one: whoever writes figures has it made. */
async function dueCommitments({ db, deal, now: clock }: AssessContext): Promise<string[]> {
  const now = clock();
  const reads = new Map(Object.keys(deal.commitments).map((id) => [id, readsOf(deal, id, now)]));
  await catchUp(db, deal, [...reads.values()]);
  const last = await lastLooks(db, deal.id);
  const look = await lookAt(db, deal, [...reads.values()], now);
  return [...reads].filter(([id, own]) => isNews(last.get(id), seenOf(deal, own, look))).map(([id]) => id);
}

async function assessOne(
  { db, deal, now: clock }: AssessContext,
  commitment: string,
): Promise<AssessSummary | undefined> {
  await lockCommitment(db, deal.id, commitment);
  const last = await lastSeen(db, deal.id, commitment);
  const now = clock();
  const reads = readsOf(deal, commitment, now);
  // The marks are read before the figures: figures that come in between are looked at twice, never missed.
  const seen = seenOf(deal, reads, await lookAt(db, deal, [reads], now));
  // Another replica may have judged it since.
  if (!isNews(last, seen)) return undefined;

  const { at } = seen;
  const previous = await latestAssessment(db, deal.id, commitment);
  const evidence = await knownEvidence(db, deal, reads.rule, 'known', at);
  const before = previous?.standing ?? null;
  const judgement = plain(judge({ deal, commitment, evidence, at, previous: previous ? earlierOf(previous) : null }));
  await markAssessed(db, deal.id, commitment, seen);
  // One from a replica whose clock is ahead stands only later: until then this one has to.
  const isAhead = previous && Temporal.Instant.compare(previous.at, at) > 0;
  if (previous && !isAhead && isDeepStrictEqual(previous.judgement, judgement)) {
    return { commitment, standing: judgement.standing, before, assessment: null, parted: [] };
  }
  const assessment = await insertAssessment(db, assessmentRow(deal, judgement, { clock: 'known', at, previous }));
  const parted = newlyParted(previous ? judgementOf(previous).sides : [], judgement.sides);
  return { commitment, standing: judgement.standing, before, assessment, parted };
}
