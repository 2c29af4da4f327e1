import type { MirrorSpec } from '../../../config/deal/schema.ts';
import { sayMeasured } from '../../../config/vocabulary/basis.ts';
import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import type { Period } from '../../../config/vocabulary/period.ts';
import type { Converter } from '../../observations/convert.ts';
import { type Asymmetry, type Mirrored, asymmetry } from '../methods/mirror.ts';
import type { Step } from '../rule.ts';
import { convertSum } from '../rules/pace/convert-sum.ts';
import { exact } from '../words.ts';
import { type Covered, type Member, coverOf } from './span.ts';

/** The members of both sides. */
export type Pair = Readonly<Record<keyof Mirrored, readonly Member[]>>;

/** Both sides over one span, in one unit and on one basis. */
export interface Held {
  readonly sides: Mirrored;
  /** Null where both report nothing, or where a correction leaves a side below zero: neither has a meaning. */
  readonly asymmetry: Asymmetry | null;
  readonly covered: readonly Covered[];
  /** Whether any of the figures is not its publisher's last word. */
  readonly provisional: boolean;
  readonly steps: readonly Step[];
}

/**
 * Holds the sides of a mirror against each other over a span that both report whole.
 * @throws NoRateError where a conversion has no rate for a year of it.
 */
export function hold(pair: Pair, span: Period, mirror: MirrorSpec, convert: Converter): Held {
  const sum = (side: keyof Mirrored) => sumSide(side, pair[side], span, mirror, convert);
  const [importer, exporter] = [sum('importer'), sum('exporter')];
  const sides = { importer: importer.value, exporter: exporter.value };
  const found = sides.importer.lt(0) || sides.exporter.lt(0) ? null : asymmetry(sides);
  const covered = [...importer.covered, ...exporter.covered];
  return {
    sides,
    asymmetry: found,
    covered,
    provisional: covered.some(({ observations }) => observations.some(({ status }) => status !== 'reported')),
    steps: [...importer.steps, ...exporter.steps, ...asymmetrySteps(sides, found, mirror)],
  };
}

/** The members of one side in the unit and on the basis of the mirror, summed. */
function sumSide(
  side: keyof Mirrored,
  members: readonly Member[],
  span: Period,
  mirror: MirrorSpec,
  convert: Converter,
) {
  const covered = members.map((member) => coverOf(member, span));
  const sums = covered.map(({ member, observations }) => convertSum(member.series, observations, mirror, convert));
  const value = sums.reduce((sum, one) => sum.plus(one.value), new Decimal(0));
  const added = sums.map((one) => exact(one.value, mirror.unit)).join(' + ');
  const ofAll = { what: `sum of the ${side}'s series`, arithmetic: added, result: exact(value, mirror.unit) };
  return { value, covered, steps: [...sums.flatMap(({ steps }) => steps), ...(sums.length > 1 ? [ofAll] : [])] };
}

/** The relative asymmetry as arithmetic prints it. */
export function relativeArithmetic({ importer, exporter }: Mirrored, mirror: MirrorSpec): string {
  const [m, x] = [importer, exporter].map((side) => exact(side, sayMeasured(mirror)));
  return `(${m} - ${x}) ÷ ((${m} + ${x}) ÷ 2)`;
}

function asymmetrySteps({ importer, exporter }: Mirrored, found: Asymmetry | null, mirror: MirrorSpec): Step[] {
  const unit = sayMeasured(mirror);
  const [m, x] = [exact(importer, unit), exact(exporter, unit)];
  if (found === null) return [{ what: 'relative asymmetry', arithmetic: `${m} against ${x}`, result: 'undefined' }];
  const side = found.relative.abs().gt(mirror.tolerance) ? 'more than' : 'not more than';
  return [
    {
      what: "relative asymmetry, importer's less exporter's over their mean",
      arithmetic: relativeArithmetic({ importer, exporter }, mirror),
      result: `${decimalText(found.relative)}, ${side} ${mirror.tolerance}`,
    },
    { what: 'difference over sum', arithmetic: `|${m} - ${x}| ÷ (${m} + ${x})`, result: decimalText(found.index) },
  ];
}
