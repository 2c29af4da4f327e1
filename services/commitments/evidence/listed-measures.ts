import type { Deal } from '../../../config/deal/schema.ts';
import type { KnownMeasure, KnownRegister, ListedMeasure } from '../rule.ts';

/** A register from its vintages, those of a measure in the order in which they became known. */
export function registerOf(
  deal: Deal,
  id: string,
  vintages: readonly KnownMeasure[],
  readAt: Temporal.Instant | null,
): KnownRegister {
  return { id, title: deal.sources[id]?.title ?? id, readAt, measures: listedMeasures(vintages) };
}

/** Vintages of one register as one entry a measure, by key. */
function listedMeasures(vintages: readonly KnownMeasure[]): ListedMeasure[] {
  return [...Map.groupBy(vintages, ({ key }) => key)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, forms]) => ({ now: forms.at(-1)!, before: forms.slice(0, -1) }));
}
