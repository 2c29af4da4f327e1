import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { FEWEST, type Point, type Silence } from './detector.ts';
import { meanDeviation, median, medianDeviation } from './statistics.ts';

const NORMAL = new Decimal('0.6745');
const MEAN_SCALE = new Decimal('1.253314');

export type RobustZ = { readonly z: Decimal; readonly centre: Decimal } | { readonly silent: Silence };

/**
 * How far a value lies from the middle of others, in their own spread: `0.6745 × (x − median) ÷ MAD`. Where more than
 * half of them are equal, so that the MAD is 0, 1.253314 × the mean absolute deviation is the scale instead.
 * Source: NIST/SEMATECH e-Handbook 1.3.5.17, modified z-score after Iglewicz and Hoaglin; 3.5 is their threshold.
 * The value is not in its own reference, and fewer than eight others are silent: pactwatch's own rules.
 */
export function robustZ(value: Decimal, reference: readonly Decimal[]): RobustZ {
  if (reference.length < FEWEST) return { silent: 'no_data' };
  const centre = median(reference);
  const distance = value.minus(centre);
  const mad = medianDeviation(reference);
  if (!mad.isZero()) return { z: NORMAL.times(distance).div(mad), centre };
  if (distance.isZero()) return { z: new Decimal(0), centre };
  const scale = MEAN_SCALE.times(meanDeviation(reference));
  return scale.isZero() ? { silent: 'no_scale' } : { z: distance.div(scale), centre };
}

/** Modified z-score of each value of a sample against the whole sample; empty for fewer than eight. Source as above. */
export function modifiedZ(sample: readonly Decimal[]): RobustZ[] {
  return sample.map((value) => robustZ(value, sample));
}

/**
 * The change of each period from the same period a season before; null where either is missing.
 * `points` are consecutive periods.
 */
export function seasonalDifferences(points: readonly Point[], season: number): Point[] {
  return points.map((point, index) => {
    const before = index < season ? null : points[index - season]!;
    return point === null || before === null ? null : point.minus(before);
  });
}

export interface SeasonalTerms {
  /** Periods in a season: 12 for months. */
  readonly season: number;
  /** How many differences before the judged one are its reference. */
  readonly window: number;
}

/** The robust z of the last period's seasonal difference among the differences before it. */
export function seasonalZ(points: readonly Point[], { season, window }: SeasonalTerms): RobustZ {
  const differences = seasonalDifferences(points, season);
  const judged = differences.at(-1);
  if (judged === null || judged === undefined) return { silent: 'missing' };
  const reference = differences
    .slice(0, -1)
    .slice(-window)
    .filter((difference) => difference !== null);
  return robustZ(judged, reference);
}
