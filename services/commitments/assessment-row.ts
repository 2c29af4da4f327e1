import type { Deal } from '../../config/deal/schema.ts';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import type { NewAssessment } from '../../db/assessments.ts';
import { inputsByKind } from './inputs.ts';
import type { EarlierJudgement, Judgement } from './judge.ts';
import { judgementOf } from './stored.ts';

export interface RowOptions {
  readonly clock: Clock;
  readonly at: Temporal.Instant;
  /** The one before it: where it stands the same, it stands since then. */
  readonly previous: Pick<NewAssessment, 'standing' | 'since'> | undefined;
}

/** A judgement as an assessment stores it. */
export function assessmentRow(
  deal: Deal,
  judgement: Judgement,
  { clock, at, previous }: RowOptions,
): NewAssessment & { readonly judgement: Judgement } {
  const { value, target, margin } = judgement;
  const inputs = inputsByKind(judgement.inputs);
  return {
    deal: deal.id,
    commitment: judgement.commitment,
    dealVersion: deal.version,
    dealDigest: deal.digest,
    method: judgement.method,
    clock,
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
    inputs: [...new Set([...inputs.figures, ...judgement.sides.flatMap((one) => one.inputs)])].toSorted(),
    measureInputs: inputs.measures,
    judgement,
  };
}

/** The judgement as the database gives it back. */
export const plain = (judgement: Judgement): Judgement => JSON.parse(JSON.stringify(judgement)) as Judgement;

/** What the judgement that follows on a stored one has to know of it. */
export function earlierOf(row: Pick<NewAssessment, 'standing' | 'legal' | 'method' | 'judgement'>): EarlierJudgement {
  const { standing, legal, method } = row;
  const { definition, steadiness, inputs } = judgementOf(row);
  return { standing, legal, method, definition, steadiness, inputs };
}
