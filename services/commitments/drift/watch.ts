import type { Deal } from '../../../config/deal/schema.ts';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { PERIOD_MONTHS, type Period, lastMonth } from '../../../config/vocabulary/period.ts';
import { type ChartTerms, watchChart } from './chart.ts';
import { type Detection, silent } from './detection.ts';
import { seasonalJump } from './seasonal-jump.ts';
import { driftRemarks, driftStep, shiftWords } from './words.ts';
import { type SeriesWatch, seasonIn, watchOf } from './terms.ts';
import { figureOf } from '../finding.ts';
import type { Point } from '../methods/drift/detector.ts';
import { seasonalDifferences } from '../methods/drift/robust-z.ts';
import type { Evidence, Figure, SeriesWindow, Step } from '../rule.ts';
import { type SettledSeries, type Valued, isValued, settle } from '../settle.ts';

/** What the detectors say of the series that a commitment reads; they know nothing of what was promised. */
export interface Drift {
  readonly steps: readonly Step[];
  readonly remarks: readonly string[];
  /** The shifts in a direction that is bad, each in words. */
  readonly shifts: readonly string[];
  /** The newest figures of the series that shifted. */
  readonly figures: readonly Figure[];
}

/**
 * Watches each series that the windows name and the deal sets a detector for, over all settled figures of its history.
 * A period without a value stays one: it is never taken as zero.
 * @throws Error when the evidence holds no history of a watched series.
 */
export function watchDrift(
  deal: Deal,
  needs: readonly SeriesWindow[],
  evidence: Evidence,
  at: Temporal.Instant,
): Drift {
  const looks = [...new Set(needs.map(({ series }) => series))].flatMap((id) => {
    const spec = deal.series[id];
    const watch = spec && watchOf(spec);
    return watch ? [look(settle(evidence.history(id), at), watch)] : [];
  });
  return {
    steps: looks.map(({ step }) => step),
    remarks: looks.flatMap(({ remarks }) => remarks),
    shifts: looks.flatMap(({ shift }) => shift ?? []),
    figures: looks.flatMap(({ figure }) => figure ?? []),
  };
}

function look(series: SettledSeries, watch: SeriesWatch) {
  const valued = series.observations
    .filter(isValued)
    .filter(({ period }) => period.months === PERIOD_MONTHS[watch.frequency]);
  const newest = valued.at(-1);
  const course = newest ? courseOf(valued, PERIOD_MONTHS[watch.frequency]) : { periods: [], points: [] };
  const { detection, offset } = detect(course, watch);
  const since =
    detection.kind === 'watched' && detection.since !== null ? course.periods[offset + detection.since]! : null;
  const told = { series, watch, detection, newest, since };
  const isShift = detection.kind === 'watched' && detection.signal !== null;
  const isBad = isShift && (watch.bad === undefined || watch.bad === detection.signal);
  return {
    step: driftStep(told),
    remarks: driftRemarks(told),
    shift: isBad ? shiftWords(told) : null,
    figure: newest && isShift ? figureOf(series, newest) : null,
  };
}

interface Course {
  readonly periods: readonly Period[];
  readonly points: readonly Point[];
}

/** Every period from the first figure to the newest, with null where there is none. */
function courseOf(valued: readonly Valued[], months: number): Course {
  const byStart = new Map(valued.map((one) => [one.period.start.toString(), one.value]));
  const end = lastMonth(valued.at(-1)!.period);
  const periods: Period[] = [];
  for (let { start } = valued[0]!.period; Temporal.PlainYearMonth.compare(start, end) <= 0;) {
    periods.push({ start, months });
    start = start.add({ months });
  }
  return { periods, points: periods.map(({ start }) => byStart.get(start.toString()) ?? null) };
}

/** @returns what is detected, and the index of the period that its own indexes count from. */
function detect({ periods, points }: Course, watch: SeriesWatch): { detection: Detection; offset: number } {
  if (points.length === 0) return { detection: silent('missing'), offset: 0 };
  const season = seasonIn(watch);
  if (watch.detector === 'robust-z') {
    const { window, threshold } = watch;
    return { detection: seasonalJump(points, { season, window, threshold: new Decimal(threshold) }), offset: 0 };
  }
  const { compare } = Temporal.PlainYearMonth;
  const { from, to } = watch.reference;
  const first = periods.findIndex(({ start }) => compare(start, from) >= 0);
  const after = periods.findIndex((period) => compare(lastMonth(period), to) > 0);
  const offset = after < 0 ? points.length : after;
  const watched = watch.of === 'changes' ? seasonalDifferences(points, season) : points;
  const chart = { reference: first < 0 ? [] : watched.slice(first, offset), watched: watched.slice(offset) };
  return { detection: watchChart(chart, chartTerms(watch)), offset };
}

function chartTerms(watch: Exclude<SeriesWatch, { readonly detector: 'robust-z' }>): ChartTerms {
  switch (watch.detector) {
    case 'ewma':
      return { detector: 'ewma', lambda: new Decimal(watch.lambda), width: new Decimal(watch.width) };
    case 'cusum':
      return {
        detector: 'cusum',
        allowance: new Decimal(watch.allowance),
        interval: new Decimal(watch.interval),
      };
    case 'individuals':
      return { detector: 'individuals' };
  }
}
