import { Decimal } from '../../../../config/vocabulary/decimal.ts';

/** Sum over count. Needs at least one value. */
export function mean(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), new Decimal(0)).div(values.length);
}

/** The middle value; of an even count the mean of the middle two. Needs at least one value. */
export function median(values: readonly Decimal[]): Decimal {
  const sorted = values.toSorted((a, b) => a.comparedTo(b));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle]!;
  return sorted.length % 2 === 1 ? upper : sorted[middle - 1]!.plus(upper).div(2);
}

/** Median of the absolute deviations from the median (MAD). Needs at least one value. */
export function medianDeviation(values: readonly Decimal[]): Decimal {
  return median(deviations(values, median(values)));
}

/** Mean of the absolute deviations from the median. Needs at least one value. */
export function meanDeviation(values: readonly Decimal[]): Decimal {
  return mean(deviations(values, median(values)));
}

/** Standard deviation of a sample, with n − 1. Needs at least two values. */
export function sampleDeviation(values: readonly Decimal[]): Decimal {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum.plus(value.minus(centre).pow(2)), new Decimal(0));
  return squares.div(values.length - 1).sqrt();
}

const deviations = (values: readonly Decimal[], centre: Decimal): Decimal[] =>
  values.map((value) => value.minus(centre).abs());
