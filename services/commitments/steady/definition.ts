import type { CommitmentSpec, Deal, SeriesSpec } from '../../../config/deal/schema.ts';
import { digestOf } from '../digest.ts';
import type { BoundRule } from '../registry.ts';

/**
 * The digest of all that a commitment is judged by: the method, its terms, and what its figures are taken for. With
 * another one its history is restated. Words, and facts that the deal file states (the status of a text, the rate of a
 * year), are no part of it.
 */
export function definitionOf(deal: Deal, commitment: CommitmentSpec, rule: BoundRule, at: Temporal.Instant): string {
  const { rule: terms, steady, due, instruments } = commitment;
  const series = [...new Set(rule.needs(at).map(({ series: id }) => id))].toSorted();
  const units = new Set([...series.map((id) => deal.series[id]!.unit), ...rule.units.map(({ unit }) => unit)]);
  return digestOf({
    method: rule.method,
    terms,
    steady,
    due: [due.from, due.by],
    class: commitment.class,
    instruments,
    series: series.map((id) => ({ id, ...takenFor(deal.series[id]!) })),
    conversions: Object.entries(deal.conversions)
      .filter(([, { from, to }]) => units.has(from) || units.has(to))
      .map(([id, { version, from, to, from_basis: fromBasis, to_basis: toBasis, factor, divisor }]) => {
        return { id, version, from, to, fromBasis, toBasis, factor, divisor };
      }),
  });
}

const takenFor = ({ frequency, unit, basis, evidence, prefer, watch, dimensions }: SeriesSpec) => ({
  frequency,
  unit,
  basis,
  evidence,
  prefer: prefer?.map(({ reporter }) => reporter),
  watch,
  dimensions,
});
