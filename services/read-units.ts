import { type Measured, sayMeasured } from '../config/vocabulary/basis.ts';
import type { Deal } from '../config/deal/schema.ts';
import { sidesOf } from './commitments/mirrors/mirrors-read.ts';
import { boundRule } from './commitments/registry.ts';
import type { ReadUnit } from './commitments/rule.ts';
import { type Converter, converterOf } from './observations/convert.ts';

/** Something wrong with the rule of a commitment. */
export interface RuleProblem {
  readonly commitment: string;
  readonly message: string;
}

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

/**
 * What a rule could not read of its figures: a series that is not there, a unit or a basis that no named conversion
 * reaches, or members of one sum or comparison that end on different bases.
 */
export function unreadableFigures(deal: Deal): RuleProblem[] {
  const converter = converterOf(deal.conversions);
  return Object.entries(deal.commitments).flatMap(([commitment, spec]) => {
    const rule = boundRule(spec);
    const { units } = rule;
    // Which series a rule reads does not depend on the instant; a base year may be of one that it takes in no unit.
    const others = rule.needs(EPOCH).filter(({ series }) => units.every((read) => read.series !== series));
    const unreadable = [
      ...units.flatMap((read) => unreadableBecause(deal, read, converter)),
      ...others.flatMap(({ series }) => (deal.series[series] ? [] : [`no series "${series}" in this deal`])),
    ];
    const messages = unreadable.length > 0 ? unreadable : mixedBases(deal, units, converter, 'the rule');
    return messages.map((message) => ({ commitment, message }));
  });
}

/** Something wrong with a mirror. */
interface MirrorProblem {
  readonly mirror: string;
  readonly message: string;
}

/** What of the two sides of a trade cannot be brought to one unit and basis. */
export function unreadableMirrors(deal: Deal): MirrorProblem[] {
  const converter = converterOf(deal.conversions);
  return Object.entries(deal.mirrors).flatMap(([mirror, spec]) => {
    const units = sidesOf(spec).map((series) => ({ series, unit: spec.unit, basis: spec.basis }));
    const unreadable = units.flatMap((read) => unreadableBecause(deal, read, converter));
    const messages = unreadable.length > 0 ? unreadable : mixedBases(deal, units, converter, 'the mirror');
    return messages.map((message) => ({ mirror, message }));
  });
}

function unreadableBecause(deal: Deal, read: ReadUnit, converter: Converter): string[] {
  const { series } = read;
  const spec = deal.series[series];
  if (!spec) return [`no series "${series}" in this deal`];
  if (converter.can(spec, read)) return [];
  if (spec.basis === undefined && read.basis !== undefined && converter.can(spec.unit, read.unit)) {
    return [`it is in ${sayMeasured(read)}, and ${series} states no basis: give the series its basis`];
  }
  return [`no conversion from ${sayMeasured(spec)} of ${series} to ${sayMeasured(read)}; add one to conversions`];
}

/** What is taken in one unit is summed or compared, so it must be measured by the same. */
function mixedBases(deal: Deal, units: readonly ReadUnit[], converter: Converter, what: string): string[] {
  return [...Map.groupBy(units, ({ unit }) => unit).values()].flatMap((members) => {
    const reached = members.map((read) => ({
      series: read.series,
      measured: converter.reaches(deal.series[read.series]!, read) as Measured,
    }));
    const [first] = reached;
    const other = reached.find(({ measured }) => measured.basis !== first!.measured.basis);
    if (first === undefined || other === undefined) return [];
    return [
      `it takes ${first.series} as ${basisOf(first.measured)} and ${other.series} as ${basisOf(other.measured)}: give ${what} a basis, and name a conversion to it`,
    ];
  });
}

const basisOf = (measured: Measured) =>
  measured.basis === undefined ? `${measured.unit} of no stated basis` : sayMeasured(measured);
