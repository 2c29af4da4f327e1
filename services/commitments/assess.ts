import { isDeepStrictEqual } from 'node:util';
import type { Deal } from '../../config/deal/schema.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import {
  type AssessmentRow,
  insertAssessment,
  lastSeen,
  latestAssessment,
  lockCommitment,
  markAssessed,
  type Seen,
} from '../../db/assessments.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import { seriesMarks } from '../../db/series.ts';
import { eachAlone } from '../each-alone.ts';
import { dayOf } from './clock.ts';
import { evidenceOf } from './evidence.ts';
import { type Judgement, judge } from './judge.ts';
import { knownReports } from './known-reports.ts';
import { type BoundRule, boundRule } from './registry.ts';

export interface AssessContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly now: () => Temporal.Instant;
}

export interface AssessSummary {
  readonly commitment: string;
  readonly standing: Standing;
  /** The id of the assessment that was stored, or null when nothing differs from the last one. */
  readonly assessment: string | null;
}

/**
 * Judges the commitments that have anything new to be judged by: a vintage of a series that they read, another deal
 * file or method, or another day. Stores an assessment only where something differs. May be repeated, also side by
 * side: each commitment is judged under its own lock, and one that fails does not hold up the others.
 * @returns those that were judged; the others stand as they stood.
 * @throws as `eachAlone`.
 */
export function assessDue(context: AssessContext, signal: AbortSignal): Promise<AssessSummary[]> {
  return eachAlone(Object.keys(context.deal.commitments), signal, (commitment) =>
    inTransaction(context.db, (trx) => assessOne({ ...context, db: trx }, commitment)),
  );
}

async function assessOne({ db, deal, now }: AssessContext, commitment: string): Promise<AssessSummary | undefined> {
  const rule = boundRule(deal.commitments[commitment]!);
  await lockCommitment(db, deal.id, commitment);
  const last = await lastSeen(db, deal.id, commitment);
  // The marks are read before the figures: figures that come in between are looked at twice, never missed.
  const { seen, at } = await lookNow(db, deal, rule, now());
  if (last && !isDue(last, seen)) return undefined;

  const previous = await latestAssessment(db, deal.id, commitment);
  const needs = rule.needs(at);
  const evidence = evidenceOf(deal, needs, await knownReports(db, deal.id, needs, 'known', at));
  const judgement = plain(judge({ deal, commitment, evidence, at, previous: previous ? earlierOf(previous) : null }));
  await markAssessed(db, deal.id, commitment, seen);
  // One from a replica whose clock is ahead stands only later: until then this one has to.
  const isAhead = previous && Temporal.Instant.compare(previous.at, at) > 0;
  if (previous && !isAhead && isDeepStrictEqual(previous.judgement, judgement)) {
    return { commitment, standing: judgement.standing, assessment: null };
  }
  const assessment = await insertAssessment(db, rowOf(deal, judgement, at, previous));
  return { commitment, standing: judgement.standing, assessment };
}

/** What there is to be seen now, and the instant of judgement: no earlier than the newest figure that counts. */
async function lookNow(db: Db, deal: Deal, rule: BoundRule, now: Temporal.Instant) {
  const reads = new Set(rule.needs(now).map(({ series }) => series));
  const marks = (await seriesMarks(db, deal.id)).filter(({ key }) => reads.has(key));
  const at = marks.reduce(
    (latest, { lastKnown }) => (lastKnown && Temporal.Instant.compare(lastKnown, latest) > 0 ? lastKnown : latest),
    now,
  );
  const seen: Seen = {
    dealDigest: deal.digest,
    method: rule.method,
    seen: marks
      .map(({ key, lastVintage }) => `${key}=${lastVintage}`)
      .toSorted()
      .join(' '),
    at,
  };
  return { seen, at };
}

function isDue(last: Seen, now: Seen): boolean {
  return (
    last.dealDigest !== now.dealDigest ||
    last.method !== now.method ||
    last.seen !== now.seen ||
    !dayOf(last.at).equals(dayOf(now.at))
  );
}

/** The judgement as the database gives it back. */
const plain = (judgement: Judgement): Judgement => JSON.parse(JSON.stringify(judgement)) as Judgement;

const earlierOf = ({ standing, legal, method }: AssessmentRow) => ({ standing, legal, method });

function rowOf(deal: Deal, judgement: Judgement, at: Temporal.Instant, previous: AssessmentRow | undefined) {
  const { value, target, margin } = judgement;
  return {
    deal: deal.id,
    commitment: judgement.commitment,
    dealVersion: deal.version,
    dealDigest: deal.digest,
    method: judgement.method,
    clock: 'known' as const,
    at,
    standing: judgement.standing,
    since: previous?.standing === judgement.standing ? previous.since : at,
    legal: judgement.legal,
    value: value?.value ?? null,
    target: target?.value ?? null,
    margin: margin?.value ?? null,
    unit: (value ?? target ?? margin)?.unit ?? null,
    period: judgement.period,
    evidence: judgement.grade,
    reason: judgement.reason,
    inputs: judgement.inputs,
    judgement,
  };
}
