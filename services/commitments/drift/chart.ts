import { type Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { type CusumPoint, cusum, shiftStart } from '../methods/drift/cusum.ts';
import { FEWEST, type Point } from '../methods/drift/detector.ts';
import { ewma } from '../methods/drift/ewma.ts';
import { individualsChart } from '../methods/drift/individuals.ts';
import { mean, sampleDeviation } from '../methods/drift/statistics.ts';
import { type Detection, silent, startOfRun } from './detection.ts';

/** What the chart learns from, and what it watches: consecutive periods, the second part after the first. */
export interface Chart {
  readonly reference: readonly Point[];
  readonly watched: readonly Point[];
}

export type ChartTerms =
  | { readonly detector: 'ewma'; readonly lambda: Decimal; readonly width: Decimal }
  | { readonly detector: 'cusum'; readonly allowance: Decimal; readonly interval: Decimal }
  | { readonly detector: 'individuals' };

/** What a control chart says of the newest watched period; `since` counts from the first watched one. */
export function watchChart({ reference, watched }: Chart, terms: ChartTerms): Detection {
  const known = reference.filter((point) => point !== null);
  if (known.length < FEWEST) return silent('no_data');
  const last = watched.findLastIndex((point) => point !== null);
  if (last < 0) return silent('missing');
  const course = watched.slice(0, last + 1);
  if (terms.detector === 'individuals') return watchIndividuals(reference, course);
  const centre = mean(known);
  const sigma = sampleDeviation(known);
  if (sigma.isZero()) return silent('no_scale');
  const learnt = `${known.length} periods, centre ${decimalText(centre)}, standard deviation ${decimalText(sigma)}`;
  return terms.detector === 'ewma'
    ? watchEwma(course, { centre, sigma, learnt, ...terms })
    : watchCusum(course, { centre, sigma, learnt, ...terms });
}

interface Learnt {
  readonly centre: Decimal;
  readonly sigma: Decimal;
  readonly learnt: string;
}

/** The shift is taken to have begun when the average last left the centre to the side of the signal. */
function watchEwma(points: readonly Point[], terms: Learnt & { lambda: Decimal; width: Decimal }): Detection {
  const course = ewma(points, terms);
  const last = points.length - 1;
  const { z, half, signal } = course[last]!;
  const side = (index: number) => Math.sign(course[index]!.z.comparedTo(terms.centre));
  return {
    kind: 'watched',
    signal,
    since: signal && startOfRun(last, (index) => side(index) === side(last)),
    statistic: `average ${decimalText(z)}`,
    limit: `${decimalText(terms.centre.minus(half))} to ${decimalText(terms.centre.plus(half))}`,
    learnt: terms.learnt,
  };
}

/** A signal stays until its sum is back at 0. */
function watchCusum(points: readonly Point[], terms: Learnt & { allowance: Decimal; interval: Decimal }): Detection {
  const interval = terms.interval.times(terms.sigma);
  const course = cusum(points, {
    target: terms.centre,
    allowance: terms.allowance.times(terms.sigma),
    interval,
  });
  const last = points.length - 1;
  const { up, down } = course[last]!;
  const raised = (['up', 'down'] as const).filter((side) => isRaised(course, last, side));
  const signal = raised.length === 2 ? (up.sum.gte(down.sum) ? 'up' : 'down') : (raised[0] ?? null);
  return {
    kind: 'watched',
    signal,
    since: signal && shiftStart(points, last, course[last]![signal]),
    statistic: `sums ${decimalText(up.sum)} up, ${decimalText(down.sum)} down`,
    limit: decimalText(interval),
    learnt: terms.learnt,
  };
}

function isRaised(course: readonly CusumPoint[], last: number, side: 'up' | 'down'): boolean {
  if (course[last]![side].run === 0) return false;
  const start = startOfRun(last, (index) => course[index]![side].run > 0);
  return course.slice(start).some((point) => point[side].signal);
}

function watchIndividuals(reference: readonly Point[], points: readonly Point[]): Detection {
  const chart = individualsChart(reference);
  if ('silent' in chart) return silent(chart.silent);
  const { lower, upper, centre, meanRange } = chart;
  const sideOf = (point: Point): 'up' | 'down' | null =>
    point === null ? null : point.gt(upper) ? 'up' : point.lt(lower) ? 'down' : null;
  const last = points.length - 1;
  const signal = sideOf(points[last]!);
  return {
    kind: 'watched',
    signal,
    since: signal && startOfRun(last, (index) => sideOf(points[index]!) === signal),
    statistic: `value ${decimalText(points[last]!)}`,
    limit: `${decimalText(lower)} to ${decimalText(upper)}`,
    learnt: `centre ${decimalText(centre)}, mean range ${decimalText(meanRange)}`,
  };
}
