import type { Deal } from '../../config/deal/schema.ts';
import { boundRule } from './registry.ts';

/** The commitments whose rules read a series at an instant, by id, in the order of the deal. */
export function readersOf(deal: Deal, series: string, at: Temporal.Instant): string[] {
  return Object.entries(deal.commitments)
    .filter(([, commitment]) =>
      boundRule(commitment)
        .needs(at)
        .some((need) => need.series === series),
    )
    .map(([id]) => id);
}

/** The series that the rules of some commitments read at an instant, by id. */
export function seriesReadBy(deal: Deal, commitments: ReadonlySet<string>, at: Temporal.Instant): string[] {
  return Object.keys(deal.series).filter((series) =>
    readersOf(deal, series, at).some((commitment) => commitments.has(commitment)),
  );
}
