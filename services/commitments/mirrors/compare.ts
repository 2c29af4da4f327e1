import type { MirrorSpec } from '../../../config/deal/schema.ts';
import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { type Period, formatPeriod, yearsBefore } from '../../../config/vocabulary/period.ts';
import type { SidesSay } from '../../../config/vocabulary/sides.ts';
import { type Converter, NoRateError } from '../../observations/convert.ts';
import { disagrees } from '../methods/mirror.ts';
import type { Step } from '../rule.ts';
import { type Held, type Pair, hold, relativeArithmetic } from './held.ts';
import { type Covered, type Member, coverOf, lackingText, spansOf } from './span.ts';

/** How the two sides of a mirror compare, before it is put into words. */
export interface Comparison {
  readonly says: SidesSay;
  /** What was compared, and over which months; null where nothing could be. */
  readonly now: (Held & { readonly period: Period }) | null;
  /** The same months a year before; null where they were not reported whole, or have no meaning. */
  readonly before: YearBefore | null;
  /** Why nothing is compared, or newer months are not; null where all are. */
  readonly why: string | null;
}

export interface YearBefore {
  readonly period: Period;
  readonly relative: Decimal;
  readonly covered: readonly Covered[];
  readonly step: Step;
}

/** Compares the newest twelve months that both sides report whole. A month without a figure is never taken as zero. */
export function compareSides(
  pair: Pair,
  mirror: MirrorSpec,
  convert: Converter,
  from: Temporal.PlainYearMonth,
): Comparison {
  const members = [...pair.importer, ...pair.exporter];
  const spans = spansOf(members, mirror.over, from);
  const period = spans.find((span) => areWhole(members, span));
  const newer = newerThan(pair, period ? spans.slice(0, spans.indexOf(period)) : spans);
  if (!period) return { ...NOTHING, why: newer ?? `neither side reports ${SPANS[mirror.over]} from ${from} on` };

  const held = unlessNoRate(() => hold(pair, period, mirror, convert));
  if (typeof held === 'string') return { ...NOTHING, why: `${formatPeriod(period)} cannot be converted: ${held}` };
  return {
    says: saysOf(held, new Decimal(mirror.tolerance)),
    now: { ...held, period },
    before: yearBefore(pair, yearsBefore(period, 1), mirror, convert),
    why: newer,
  };
}

const NOTHING = { says: 'unknown', now: null, before: null } as const;
const SPANS = { year: 'a whole calendar year', 'rolling-year': 'twelve months without a gap' } as const;

function saysOf({ sides, asymmetry }: Held, tolerance: Decimal): SidesSay {
  if (asymmetry === null) return 'unknown';
  if (sides.importer.isZero() || sides.exporter.isZero()) return 'one_sided';
  return disagrees(sides, tolerance) ? 'disagree' : 'agree';
}

function yearBefore(pair: Pair, period: Period, mirror: MirrorSpec, convert: Converter): YearBefore | null {
  if (!areWhole([...pair.importer, ...pair.exporter], period)) return null;
  const held = unlessNoRate(() => hold(pair, period, mirror, convert));
  if (typeof held === 'string' || held.asymmetry === null) return null;
  const { relative } = held.asymmetry;
  const what = `relative asymmetry a year before, ${formatPeriod(period)}`;
  const step = { what, arithmetic: relativeArithmetic(held.sides, mirror), result: decimalText(relative) };
  return { period, relative, covered: held.covered, step };
}

/** What is held, or that there is no rate for it. */
function unlessNoRate(held: () => Held): Held | string {
  try {
    return held();
  } catch (error) {
    if (!(error instanceof NoRateError)) throw error;
    return error.message;
  }
}

/** The newest span that one side reports whole and the other does not, with what that one lacks. */
function newerThan({ importer, exporter }: Pair, spans: readonly Period[]): string | null {
  const span = spans.find((one) => areWhole(importer, one) || areWhole(exporter, one));
  if (!span) return null;
  const lacking = [...importer, ...exporter].filter((member) => !coverOf(member, span).isWhole);
  return `${formatPeriod(span)} is not compared, for want of ${lacking.map((member) => lackingText(member, span)).join('; ')}`;
}

const areWhole = (members: readonly Member[], span: Period): boolean =>
  members.every((member) => coverOf(member, span).isWhole);
