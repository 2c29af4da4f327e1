import type { Deal } from '../../config/deal/schema.ts';
import type { Made } from './walk.ts';
import { readingOf } from './stored.ts';
import type { ReplayMove } from './schema.ts';

/** Where the standing or the legal reading of a commitment moved, of the assessments of a walk. */
export function movesOf(made: readonly Made[]): ReplayMove[] {
  return made.flatMap((one, index) => {
    const before = made[index - 1];
    if (before !== undefined && before.standing === one.standing && before.legal === one.legal) return [];
    const { commitment, at, reason } = one;
    return [
      {
        commitment,
        at: at.toString(),
        from: before === undefined ? null : readingOf(before),
        to: readingOf(one),
        reason,
      },
    ];
  });
}

/** By instant, those of one instant in the order of the deal file. */
export function inOrder<Row extends { readonly at: string; readonly commitment: string }>(
  deal: Deal,
  rows: readonly Row[],
): Row[] {
  const ids = Object.keys(deal.commitments);
  return rows.toSorted(
    (a, b) => Temporal.Instant.compare(a.at, b.at) || ids.indexOf(a.commitment) - ids.indexOf(b.commitment),
  );
}
