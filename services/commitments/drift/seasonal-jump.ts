import { type Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { FEWEST, type Point } from '../methods/drift/detector.ts';
import { seasonalDifferences, seasonalZ } from '../methods/drift/robust-z.ts';
import { medianDeviation } from '../methods/drift/statistics.ts';
import { type Detection, silent, startOfRun } from './detection.ts';

interface Terms {
  readonly season: number;
  readonly window: number;
  readonly threshold: Decimal;
}

/**
 * Robust z of the newest change from a season before. Where the series is mostly zeros, so that its changes have no
 * spread, nothing is measured: a first flow is told as such. The last point has a value.
 */
export function seasonalJump(points: readonly Point[], { season, window, threshold }: Terms): Detection {
  const before = seasonalDifferences(points, season).slice(0, -1).slice(-window);
  const reference = before.filter((difference) => difference !== null);
  if (reference.length < FEWEST) return silent('no_data');
  const recent = points.slice(0, -1).filter((point) => point !== null);
  const zeros = recent.filter((point) => point.isZero()).length;
  if (zeros * 2 > recent.length && medianDeviation(reference).isZero()) {
    const lastSeason = points.slice(0, -1).slice(-season);
    const isFirst = points.at(-1)!.gt(0) && lastSeason.every((point) => point?.isZero());
    return isFirst ? { kind: 'first-flow', zeros: season } : silent('no_scale');
  }

  const judged = seasonalZ(points, { season, window });
  if ('silent' in judged) return silent(judged.silent);
  const signOf = (index: number): 'up' | 'down' | null => {
    const one = seasonalZ(points.slice(0, index + 1), { season, window });
    return 'silent' in one || one.z.abs().lte(threshold) ? null : one.z.gt(0) ? 'up' : 'down';
  };
  const last = points.length - 1;
  const signal = signOf(last);
  return {
    kind: 'watched',
    signal,
    since: signal && startOfRun(last, (index) => signOf(index) === signal),
    statistic: `z ${decimalText(judged.z, 4)}`,
    limit: `±${decimalText(threshold)}`,
    learnt: `${reference.length} changes with a median of ${decimalText(judged.centre)}`,
  };
}
