import type { Deal } from '../../config/deal/schema.ts';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import type { NewAssessment } from '../../db/assessments.ts';
import { assessmentRow, earlierOf, plain } from '../commitments/assessment-row.ts';
import { type Judgement, judge } from '../commitments/judge.ts';
import { boundRule } from '../commitments/registry.ts';
import { evidenceAt, type History } from './history.ts';

/** What assessments are made from: the deal as it is now, and what was known of it on a clock. */
export interface Course {
  readonly deal: Deal;
  readonly history: History;
  readonly clock: Clock;
}

/** An assessment that was made afresh, and is stored nowhere. */
export type Made = NewAssessment & { readonly judgement: Judgement };

/** The one that an assessment follows on, made or stored. */
export type Before = Pick<NewAssessment, 'standing' | 'since' | 'legal' | 'method' | 'judgement'>;

/** Judges a commitment as it stood at an instant. */
export function makeAt(
  { deal, history, clock }: Course,
  commitment: string,
  at: Temporal.Instant,
  previous: Before | undefined,
): Made {
  const evidence = evidenceAt(history, deal, boundRule(deal.commitments[commitment]!), clock, at);
  const judgement = plain(
    judge({ deal, commitment, evidence, at, previous: previous === undefined ? null : earlierOf(previous) }),
  );
  return assessmentRow(deal, judgement, { clock, at, previous });
}

/**
 * Judges a commitment at each of the instants, each time as it follows on the time before.
 * @returns what would have been stored: the assessments that differ from the one before.
 */
export function walk(course: Course, commitment: string, instants: readonly Temporal.Instant[]): Made[] {
  const stored: Made[] = [];
  let last = '';
  for (const at of instants) {
    const made = makeAt(course, commitment, at, stored.at(-1));
    const text = JSON.stringify(made.judgement);
    if (text === last) continue;
    stored.push(made);
    last = text;
  }
  return stored;
}
