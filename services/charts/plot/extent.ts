import { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { CommitmentChart } from '../input.ts';
import type { Span } from './plot.ts';
import { beginOf, finishOf, placeOfDay } from './time.ts';

/** Every value that is drawn. */
export function valuesOf({ points, required, target, band, projection, judged }: CommitmentChart): Decimal[] {
  return [
    ...points.map(({ value }) => value),
    ...(required?.runs.flat().map(({ value }) => value) ?? []),
    judged?.value,
    judged?.required,
    target?.value,
    band?.low,
    band?.high,
    projection?.from.value,
    projection?.to.low,
    projection?.to.high,
  ].flatMap((value) => (value === null || value === undefined ? [] : [new Decimal(value)]));
}

/**
 * From the first month of what is drawn to the last. Incidents count where they go on after it: one of before the history
 * is cut off where that begins.
 */
export function timeShown(chart: CommitmentChart, dayOf: (at: Temporal.Instant) => Temporal.PlainDate): Span {
  const { points, required, target, projection, incidents, drift, at, judged } = chart;
  const periods = [...points.map(({ period }) => period), ...(judged ? [judged.period] : [])];
  const days = [
    ...(required?.runs.flat().map(({ on }) => on) ?? []),
    target?.from,
    target?.to,
    projection?.from.on,
    projection?.to.on,
    drift && dayOf(drift),
  ].filter((day) => day !== null && day !== undefined);
  const drawn = [...periods.flatMap((period) => [beginOf(period), finishOf(period)]), ...days.map(placeOfDay)];
  const later = [drift, ...incidents.flatMap(({ openedAt, closedAt }) => [openedAt, closedAt])]
    .filter((instant) => instant !== null)
    // A line at the very edge would be cut in half.
    .map((instant) => placeOfDay(dayOf(instant)) + EDGE);
  const places = drawn.length > 0 ? drawn : [placeOfDay(dayOf(at)), placeOfDay(dayOf(at)) + 1];
  const from = Math.floor(Math.min(...places));
  const to = Math.ceil(Math.max(...places, ...later));
  return { from, to: Math.max(to, from + 1) };
}

const EDGE = 0.1;
