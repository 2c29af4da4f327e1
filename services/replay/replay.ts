import type { Deal } from '../../config/deal/schema.ts';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import type { ReplayStep } from '../../config/vocabulary/replay-step.ts';
import type { AssessmentRow, Seen } from '../../db/assessments.ts';
import type { History } from './history.ts';
import { isWithin, releasesOf, type Span, stepsOf } from './instants.ts';
import { inOrder, movesOf } from './moves.ts';
import type { Replay } from './schema.ts';
import { type Checked, checkStored, firstUnjudged, type Outcome, type Stored } from './stored.ts';
import { walk } from './walk.ts';

export interface ReplayOrder extends Span {
  readonly clock: Clock;
  readonly step: ReplayStep;
}

/** What is stored of a deal on the known clock. */
export interface StoredHistory {
  /** In the order in which they were stored. */
  readonly assessments: readonly AssessmentRow[];
  /** The last look by commitment. */
  readonly looks: ReadonlyMap<string, Seen>;
}

/**
 * Walks the history of a deal. On the known clock each assessment of the span is made again and compared with the stored
 * one; on the published clock, of which nothing is stored, the history is judged as if pactwatch had run all along. Pure:
 * the same history gives the same replay.
 */
export function replay(deal: Deal, history: History, stored: StoredHistory, order: ReplayOrder): Replay {
  const releases = releasesOf(history, order.clock);
  const steps = stepsOf(releases, order.step, order);
  const head = {
    schema: 'pactwatch.replay/1' as const,
    deal: deal.id,
    dealDigest: deal.digest,
    clock: order.clock,
    step: order.step,
    from: order.from.toString(),
    to: order.to.toString(),
    instants: steps.length,
    firstRelease: releases[0]?.toString() ?? null,
    lastRelease: releases.at(-1)?.toString() ?? null,
  };
  return order.clock === 'known'
    ? { ...head, ...compared(deal, history, stored, steps, order), moves: [] }
    : { ...head, ...NOTHING_STORED, result: 'made', moves: movesWithin(deal, history, releases, steps, order) };
}

const NOTHING_STORED = { compared: 0, differences: [], restatements: [], overtaken: [], unjudged: [], gone: [] };

function compared(
  deal: Deal,
  history: History,
  { assessments, looks }: StoredHistory,
  steps: readonly Temporal.Instant[],
  span: Span,
) {
  const course = { deal, history, clock: 'known' as const };
  const rows = Map.groupBy(assessments, ({ commitment }) => commitment);
  const ofEach = Object.keys(deal.commitments).map((commitment) => {
    const stored: Stored = { rows: rows.get(commitment) ?? [], look: looks.get(commitment) };
    return {
      commitment,
      checked: checkStored(course, commitment, stored, span),
      unjudged: firstUnjudged(course, commitment, stored, steps),
    };
  });
  const checks = ofEach.flatMap(({ commitment, checked }) => checked.map((one) => ({ commitment, ...one })));
  const differences = inOrder(deal, told(checks, 'different'));
  return {
    result:
      checks.length === 0
        ? ('nothing' as const)
        : differences.length > 0
          ? ('different' as const)
          : ('identical' as const),
    compared: checks.length,
    differences,
    restatements: inOrder(deal, told(checks, 'restated')),
    overtaken: inOrder(deal, told(checks, 'overtaken')).map((one) => ({ ...one, unseen: [...one.unseen] })),
    unjudged: inOrder(
      deal,
      ofEach.flatMap(({ commitment, unjudged }) =>
        unjudged === undefined ? [] : [{ ...unjudged, commitment, at: unjudged.at.toString() }],
      ),
    ),
    gone: [...rows.keys()]
      .filter((id) => !Object.hasOwn(deal.commitments, id) && rows.get(id)!.some(({ at }) => isWithin(at, span)))
      .toSorted(),
  };
}

/** The checks that came out in one way, each with what that way tells. */
function told<Kind extends Outcome['kind']>(
  checks: readonly (Checked & { readonly commitment: string })[],
  kind: Kind,
) {
  type Told = Omit<Extract<Outcome, { readonly kind: Kind }>, 'kind'>;
  return checks.flatMap(({ commitment, assessment, at, outcome }) => {
    if (outcome.kind !== kind) return [];
    const { kind: _kind, ...rest } = outcome;
    return [{ commitment, assessment, at: at.toString(), ...(rest as Told) }];
  });
}

/** The walk begins with the first release, wherever the span does: what stood before it is no news within it. */
function movesWithin(
  deal: Deal,
  history: History,
  releases: readonly Temporal.Instant[],
  steps: readonly Temporal.Instant[],
  span: Span,
) {
  const before = releases.filter((at) => Temporal.Instant.compare(at, span.from) < 0);
  const course = { deal, history, clock: 'published' as const };
  const moves = Object.keys(deal.commitments).flatMap((commitment) =>
    movesOf(walk(course, commitment, [...before, ...steps])),
  );
  return inOrder(
    deal,
    moves.filter(({ at }) => isWithin(Temporal.Instant.from(at), span)),
  );
}
