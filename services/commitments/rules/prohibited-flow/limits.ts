import type { Measured } from '../../../../config/vocabulary/basis.ts';
import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { FlowTerms } from './terms.ts';

/** The most that may flow to all partners in sum and to each of them. */
export interface Limits extends Measured {
  readonly all: Decimal;
  readonly each: Decimal;
}

export function limitsOf({ de_minimis: { value, unit, basis, each } }: FlowTerms): Limits {
  return { all: value, each: each?.value ?? value, unit, basis };
}

/** The limits by which a drift is over; undefined where they are those by which it begins. */
export function closingLimits(terms: FlowTerms): Limits | undefined {
  const { close, each } = terms.de_minimis;
  if (close === undefined && each?.close === undefined) return undefined;
  const { all, each: one, ...measured } = limitsOf(terms);
  // Without limits of their own, partners are held against those of the sum.
  return { ...measured, all: close ?? all, each: each ? (each.close ?? one) : (close ?? all) };
}

/** One partner with the series of the flow to it. */
export interface Partner {
  readonly name: string;
  readonly series: readonly string[];
}

/** The partners that the terms name, and each series of none of them by its title. */
export function partnersOf({ series, partners }: FlowTerms, titleOf: (series: string) => string): Partner[] {
  const named = Object.entries(partners ?? {}).map(([name, ids]) => ({ name, series: ids }));
  const grouped = new Set(named.flatMap((partner) => partner.series));
  const alone = series.filter((id) => !grouped.has(id)).map((id) => ({ name: titleOf(id), series: [id] }));
  return [...named, ...alone];
}
