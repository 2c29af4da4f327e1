import { isDeepStrictEqual } from 'node:util';
import type { Deal } from '../../config/deal/schema.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import {
  insertAssessment,
  lastSeen,
  latestAssessment,
  lockCommitment,
  markAssessed,
  type Seen,
} from '../../db/assessments.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import { type RegisterMark, registerMarks } from '../../db/registers.ts';
import { seriesMarks } from '../../db/series.ts';
import { eachAlone } from '../each-alone.ts';
import { assessmentRow, earlierOf, plain } from './assessment-row.ts';
import { dayOf } from './clock.ts';
import { judge } from './judge.ts';
import { knownEvidence } from './evidence/known-evidence.ts';
import { newlyParted, type Parted } from './mirrors/newly-parted.ts';
import { type BoundRule, boundRule } from './registry.ts';
import { judgementOf } from './stored.ts';
import { windowsOf } from './windows.ts';

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
 * another deal file or method, or another day. Stores an assessment only where something differs. May be repeated, also side by
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
  const evidence = await knownEvidence(db, deal, rule, 'known', at);
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

/** What there is to be seen now, and the instant of judgement: no earlier than the newest figure or measure that counts. */
async function lookNow(db: Db, deal: Deal, rule: BoundRule, now: Temporal.Instant) {
  const reads = new Set(windowsOf(deal, rule, now).map(({ series }) => series));
  const marks = (await seriesMarks(db, deal.id)).filter(({ key }) => reads.has(key));
  const registers = await registerMarks(db, deal.id, rule.registers);
  const at = [
    ...marks.map(({ lastKnown }) => lastKnown),
    ...registers.flatMap(({ lastKnown, firstRead }) => [lastKnown, firstRead]),
  ].reduce<Temporal.Instant>(
    (latest, known) => (known && Temporal.Instant.compare(known, latest) > 0 ? known : latest),
    now,
  );
  const seen: Seen = {
    dealDigest: deal.digest,
    method: rule.method,
    seen: [...marks.map(({ key, lastVintage }) => `${key}=${lastVintage}`), ...registers.map(seenOf)]
      .toSorted()
      .join(' '),
    at,
  };
  return { seen, at };
}

/** That a register answered for the first time is news, even if it lists nothing. */
const seenOf = ({ register, lastVintage, firstRead }: RegisterMark): string =>
  `register/${register}=${firstRead === null ? 'unread' : lastVintage}`;

function isDue(last: Seen, now: Seen): boolean {
  return (
    last.dealDigest !== now.dealDigest ||
    last.method !== now.method ||
    last.seen !== now.seen ||
    !dayOf(last.at).equals(dayOf(now.at))
  );
}
