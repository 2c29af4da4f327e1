import { Decimal } from '../../../config/vocabulary/decimal.ts';

/** A member's promise to keep its output below a baseline, and its output; in one unit. */
export interface Cut {
  readonly baseline: Decimal;
  readonly pledged: Decimal;
  readonly output: Decimal;
}

/** Baseline less output: negative when more was produced than the baseline. */
export function achievedCut({ baseline, output }: Cut): Decimal {
  return baseline.minus(output);
}

/**
 * Achieved over pledged, in per cent and unrounded; null for a member that pledged nothing.
 * Source: Reuters monthly surveys of OPEC output, 2019 tables.
 */
export function conformity(cut: Cut): Decimal | null {
  return cut.pledged.isZero() ? null : achievedCut(cut).times(100).div(cut.pledged);
}

/** Sum over sum, of the members that pledged something; null when none did. Source as for `conformity`. */
export function groupConformity(cuts: readonly Cut[]): Decimal | null {
  const pledging = cuts.filter(({ pledged }) => !pledged.isZero());
  const sum = (part: (cut: Cut) => Decimal) => pledging.reduce((total, cut) => total.plus(part(cut)), new Decimal(0));
  const pledged = sum((cut) => cut.pledged);
  return pledged.isZero() ? null : sum(achievedCut).times(100).div(pledged);
}

/** As it is printed: a whole per cent, rounded half up, or `negative` for output above the baseline. */
export function conformityText(percent: Decimal): string {
  return percent.isNegative() && !percent.isZero()
    ? 'negative'
    : `${percent.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed()}%`;
}

/** One month of a member's account: what it produced beyond its target, and what it cured. */
export interface LedgerMonth {
  readonly output: Decimal;
  readonly target: Decimal;
  readonly days: number;
}

/**
 * What a member owes after each month: every day above the target adds to it, every day below takes off, and it is
 * never below 0. In the unit of output times days.
 * Source: OPEC compensation plans as reported in 2020 and 2021; that extra cuts stop at 0 is pactwatch's own rule.
 */
export function ledger(months: readonly LedgerMonth[]): Decimal[] {
  let owed = new Decimal(0);
  return months.map(({ output, target, days }) => {
    owed = Decimal.max(0, owed.plus(output.minus(target).times(days)));
    return owed;
  });
}
