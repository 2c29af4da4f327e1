import type { z } from 'zod';
import type { Deal } from '../../../config/deal/schema.ts';
import type { Evidence } from '../../commitments/rule.ts';
import { CumulativeTerms } from '../../commitments/rules/cumulative-by-date/terms.ts';
import { CutTerms } from '../../commitments/rules/cut-from-baseline/terms.ts';
import { ContinuityTerms } from '../../commitments/rules/flow-continuity/terms.ts';
import { FlowTerms } from '../../commitments/rules/prohibited-flow/terms.ts';
import { QuantityTerms } from '../../commitments/rules/quantity-per-period/terms.ts';
import { ScheduledTerms } from '../../commitments/rules/scheduled-event/terms.ts';
import { TargetTerms } from '../../commitments/rules/target-by-date/terms.ts';
import { sayList } from '../../commitments/words.ts';
import { NoRateError } from '../../observations/convert.ts';
import type { ChartIncident, CommitmentChart } from '../input.ts';
import type { Course, Drawn, Given } from './course.ts';
import { cumulativeCourse } from './cumulative-by-date.ts';
import { cutCourse } from './cut-from-baseline.ts';
import { continuityCourse } from './flow-continuity.ts';
import { flowCourse } from './prohibited-flow.ts';
import { quantityCourse } from './quantity-per-period.ts';
import { scheduledCourse } from './scheduled-event.ts';
import { targetCourse } from './target-by-date.ts';

type Charted = (terms: unknown, given: Given) => Course | null;

const by =
  <Terms>(schema: z.ZodType<Terms>, courseOf: (terms: Terms, given: Given) => Course | null): Charted =>
  (terms, given) =>
    courseOf(schema.parse(terms), given);

/** What is drawn for each kind of rule; a measure and what nobody measures have no course in time. */
export const charts: Readonly<Record<string, Charted>> = {
  'prohibited-flow': by(FlowTerms, flowCourse),
  'prohibited-measure': () => null,
  'flow-continuity': by(ContinuityTerms, continuityCourse),
  'target-by-date': by(TargetTerms, targetCourse),
  'quantity-per-period': by(QuantityTerms, quantityCourse),
  'cumulative-by-date': by(CumulativeTerms, cumulativeCourse),
  'cut-from-baseline': by(CutTerms, cutCourse),
  'scheduled-event': by(ScheduledTerms, scheduledCourse),
  unmeasured: () => null,
};

/** A judgement with what it was made from. */
export interface JudgedCase {
  readonly deal: Deal;
  readonly judgement: Drawn;
  /** The series with their reports, as they were known at the instant. */
  readonly evidence: Pick<Evidence, 'series' | 'convert'>;
  /** The instant of the judgement. */
  readonly at: Temporal.Instant;
  /** The incidents of the commitment, at whatever instant; what came after the judgement is not shown. */
  readonly incidents: readonly ChartIncident[];
  readonly figuresMode: 'recorded' | 'live';
}

/**
 * The chart of a judgement, stored or new.
 * @returns null where there is nothing to draw: the promise is about a measure or is not measured, no figure is known,
 * or the deal file has another kind of rule by now than the one that judged.
 * @throws Error when the evidence was not gathered for the rule of the commitment.
 */
export function chartOf({ deal, judgement, evidence, at, incidents, figuresMode }: JudgedCase): CommitmentChart | null {
  const commitment = Object.hasOwn(deal.commitments, judgement.commitment)
    ? deal.commitments[judgement.commitment]
    : undefined;
  if (commitment === undefined || judgement.method.split('/')[0] !== commitment.rule.kind) return null;
  const drawn = courseOf({ judgement, commitment, evidence, at });
  if (drawn === null || !drawn.points.some(({ value }) => value !== null)) return null;
  const { series, note, ...course } = drawn;
  const shown = openBy(incidents, at);
  return {
    ...course,
    title: commitment.title,
    of: sayList(series.map(({ spec }) => spec.title)),
    incidents: shown,
    drift: shown.findLast(({ closedAt }) => closedAt === null)?.openedAt ?? null,
    at,
    sources: [...new Set(series.map(({ spec }) => deal.sources[spec.source]?.title ?? spec.source))],
    notes: [
      ...(figuresMode === 'recorded' ? ['Recorded figures.'] : []),
      ...(note === null ? [] : [note]),
      ...new Set(series.flatMap(({ spec }) => spec.caution ?? [])),
    ],
  };
}

/** What the rule's chart shows; null where a conversion has no rate for a year, by which the rule shows nothing either. */
function courseOf(given: Given): Course | null {
  const { kind, ...terms } = given.commitment.rule;
  try {
    return charts[kind]!(terms, given);
  } catch (error) {
    if (!(error instanceof NoRateError)) throw error;
    return null;
  }
}

/** The incidents as they stood at an instant, oldest first. */
function openBy(incidents: readonly ChartIncident[], at: Temporal.Instant): ChartIncident[] {
  const { compare } = Temporal.Instant;
  return incidents
    .filter(({ openedAt }) => compare(openedAt, at) <= 0)
    .map(({ openedAt, closedAt }) => ({
      openedAt,
      closedAt: closedAt !== null && compare(closedAt, at) <= 0 ? closedAt : null,
    }))
    .toSorted((a, b) => compare(a.openedAt, b.openedAt));
}
