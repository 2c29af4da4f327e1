import type { CommitmentSpec, ConversionSpec, SeriesSpec } from '../../config/deal/schema.ts';
import type { Finding, KnownObservation } from '../../services/commitments/rule.ts';
import { assess, report } from './evidence.ts';

/** A rule with what may be reported of its series; all of it is made up. */
export interface RuleWorld {
  readonly rule: CommitmentSpec['rule'];
  readonly series: Readonly<Record<string, SeriesSpec>>;
  /** What may be reported, by series. */
  readonly periods: Readonly<Record<string, readonly string[]>>;
  /** Figures that hold still: a base year. */
  readonly fixed?: readonly KnownObservation[];
  /** The largest figure, and by how much those of a series are larger. */
  readonly most: number;
  readonly scale?: Readonly<Record<string, number>>;
  /** The figures that are worse when they go that way; those of no mention are neither. */
  /** Of how many figures one is missing; 15 unless told. */
  readonly gaps?: number;
  readonly worse: { readonly way: 'down' | 'up'; readonly of: readonly (readonly [series: string, period: string])[] };
  readonly at?: Temporal.Instant;
}

/** The one conversion that worlds need. */
export const CONVERSIONS: Readonly<Record<string, ConversionSpec>> = {
  'kg-to-t': { from: 'kg', to: 't', divisor: '1000', version: 1, standing: 'exact', source: 'definition of the tonne' },
};

export const findingIn = ({ rule, series: specs, fixed = [], at }: RuleWorld, reports: KnownObservation[]): Finding =>
  assess({ rule, series: specs, reports: [...fixed, ...reports], conversions: CONVERSIONS, ...(at && { at }) });

/** A figure of a world, in the unit of its series. */
export const figureIn = (
  { series: specs, scale = {} }: RuleWorld,
  id: string,
  period: string,
  value: number | null,
  more: Partial<KnownObservation> = {},
): KnownObservation =>
  report(id, period, value === null ? null : String(value * (scale[id] ?? 1)), { unit: specs[id]!.unit, ...more });

/** Consecutive months, from the first one on. */
export const monthsOf = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => Temporal.PlainYearMonth.from(first).add({ months: index }).toString());

/** Every figure that may be reported. */
export const all = (periods: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(periods).flatMap(([id, own]) => own.map((period) => [id, period] as const));
