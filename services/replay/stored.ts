import type { LegalReading, Standing } from '../../config/vocabulary/standing.ts';
import type { AssessmentRow, NewAssessment, Seen } from '../../db/assessments.ts';
import { boundRule } from '../commitments/registry.ts';
import { compareAssessments, type FieldDifference } from './compare.ts';
import { historyOf } from './history.ts';
import { isWithin, type Span } from './instants.ts';
import { type Course, makeAt, type Made } from './walk.ts';

/** What is stored of a commitment on the known clock. */
export interface Stored {
  /** In the order in which they were stored. */
  readonly rows: readonly AssessmentRow[];
  readonly look: Seen | undefined;
}

/** A judgement in the few words that tell it from another. */
export interface Reading {
  readonly standing: Standing;
  readonly legal: LegalReading;
  readonly value: string | null;
  readonly period: string | null;
}

/** What a replay says of one stored assessment, or of the last look, which stored none. */
export type Outcome =
  | { readonly kind: 'identical' }
  /** Made while figures were being stored that it did not see: it is the same without them, and was judged again with them. */
  | { readonly kind: 'overtaken'; readonly unseen: readonly string[] }
  /** Made by another deal file or method version: today it would read so. No alarm, the stored one stays. */
  | {
      readonly kind: 'restated';
      readonly by: 'deal' | 'method';
      /** Where it first differs. */
      readonly field: string;
      readonly stored: Reading;
      readonly made: Reading;
    }
  | ({ readonly kind: 'different' } & FieldDifference);

export interface Checked {
  /** Null for the last look: nothing had changed. */
  readonly assessment: string | null;
  readonly at: Temporal.Instant;
  readonly outcome: Outcome;
}

/**
 * Makes every assessment of a commitment in a span again, and the last look at it, and compares them with what is stored.
 * Each follows on the stored one before it, which was found to be the same: so the walk is the one that was walked live,
 * and a difference is told once and not by all that follows on it. Restated ones follow on each other, as if the deal had
 * always been what it is now.
 */
export function checkStored(course: Course, commitment: string, { rows, look }: Stored, span: Span): Checked[] {
  const { method } = boundRule(course.deal.commitments[commitment]!);
  const otherThanNow = (one: Pick<NewAssessment, 'dealDigest' | 'method'>) =>
    one.dealDigest !== course.deal.digest ? 'deal' : one.method === method ? null : 'method';
  const checked: Checked[] = [];
  let restated: Made | undefined;

  for (const [index, row] of rows.entries()) {
    if (!isWithin(row.at, span)) continue;
    const other = otherThanNow(row);
    const made = makeAt(course, commitment, row.at, (other === null ? undefined : restated) ?? rows[index - 1]);
    restated = other === null ? undefined : made;
    const tell = (outcome: Outcome) => checked.push({ assessment: row.id, at: row.at, outcome });
    const difference = compareAssessments(row, made);
    if (difference === null) tell({ kind: 'identical' });
    else if (other !== null) {
      tell({ kind: 'restated', by: other, field: difference.field, stored: readingOf(row), made: readingOf(made) });
    } else tell(overtaken(course, rows, index, made) ?? { kind: 'different', ...difference });
  }

  const last = rows.at(-1);
  if (look && last && isWithin(look.at, span) && otherThanNow(look) === null && isAfter(look.at, last.at)) {
    const made = makeAt(course, commitment, look.at, last);
    const difference = compareAssessments(last, made);
    // What an earlier deal file made and the present one had nothing to add to is stored as that file's.
    checked.push({
      assessment: null,
      at: look.at,
      outcome: difference === null ? { kind: 'identical' } : { kind: 'different', ...difference },
    });
  }
  return checked;
}

/** Whether a stored assessment only lacks vintages that were not visible yet, and the next one had them. */
function overtaken(course: Course, rows: readonly AssessmentRow[], index: number, made: Made): Outcome | null {
  const row = rows[index]!;
  const next = rows[index + 1];
  const unseen = [...new Set(namesOf(made)).difference(new Set(namesOf(row)))];
  if (next === undefined || unseen.length === 0 || !new Set(unseen).isSubsetOf(new Set(namesOf(next)))) return null;
  const seen = historyOf(course.history, new Set(row.inputs), new Set(row.measureInputs));
  const again = makeAt({ ...course, history: seen }, row.commitment, row.at, rows[index - 1]);
  return compareAssessments(row, again) === null ? { kind: 'overtaken', unseen } : null;
}

const namesOf = ({ inputs, measureInputs = [] }: NewAssessment): string[] => [
  ...inputs,
  ...measureInputs.map((vintage) => `measure/${vintage}`),
];

/**
 * The first instant since the last look at which a commitment would be judged otherwise than it stands; undefined when
 * there is none.
 */
export function firstUnjudged(
  course: Course,
  commitment: string,
  { rows, look }: Stored,
  instants: readonly Temporal.Instant[],
): { readonly at: Temporal.Instant; readonly stored: Reading | null; readonly made: Reading } | undefined {
  const last = rows.at(-1);
  const seenTo = look?.at ?? last?.at;
  for (const at of instants) {
    if (seenTo !== undefined && !isAfter(at, seenTo)) continue;
    const made = makeAt(course, commitment, at, last);
    if (last === undefined || compareAssessments(last, made) !== null) {
      return { at, stored: last === undefined ? null : readingOf(last), made: readingOf(made) };
    }
  }
  return undefined;
}

export const readingOf = ({ standing, legal, value, period }: Reading): Reading => ({ standing, legal, value, period });

const isAfter = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) > 0;
