import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { PERIOD_MONTHS, type Period, formatPeriod, lastMonth } from '../../../../config/vocabulary/period.ts';
import { dayOf, hasEnded } from '../../clock.ts';
import { total } from '../../finding.ts';
import { cover } from '../../methods/stretch.ts';
import type { ScheduledTerms } from './terms.ts';
import { type SettledSeries, type Valued, isValued } from '../../settle.ts';

/**
 * How a period that has ended stands. `held` and `missed`: its count is known, or what is known of it is enough.
 * `missing`: no count of it is known, nor is it zero. `awaited`: the same, and its count may still come in time.
 */
export interface ScheduledPeriod {
  readonly period: Period;
  readonly is: 'held' | 'missed' | 'missing' | 'awaited';
  readonly counted: readonly Valued[];
  /** In the unit of the series. */
  readonly count: Decimal;
  /** From when its count is missed. */
  readonly expected: Temporal.PlainDate;
}

/** The periods from the first one due that have ended at the instant, newest first, back to the month `earliest`. */
export function endedPeriods(
  { every, grace, from }: ScheduledTerms & { readonly from: Period },
  atLeast: Decimal,
  series: SettledSeries,
  { at, earliest }: { readonly at: Temporal.Instant; readonly earliest: Temporal.PlainYearMonth },
): ScheduledPeriod[] {
  const months = PERIOD_MONTHS[every];
  const ended: ScheduledPeriod[] = [];
  for (let period = from; hasEnded(period, at); period = { start: period.start.add({ months }), months }) {
    if (Temporal.PlainYearMonth.compare(period.start, earliest) < 0) continue;
    const expected = lastMonth(period).add({ months: 1 }).toPlainDate({ day: 1 }).add(grace);
    ended.unshift(readPeriod(period, expected, series, atLeast, at));
  }
  return ended;
}

function readPeriod(
  period: Period,
  expected: Temporal.PlainDate,
  series: SettledSeries,
  atLeast: Decimal,
  at: Temporal.Instant,
): ScheduledPeriod {
  const { compare } = Temporal.PlainYearMonth;
  const inside = series.observations
    .filter(isValued)
    .filter(
      (one) => compare(one.period.start, period.start) >= 0 && compare(lastMonth(one.period), lastMonth(period)) <= 0,
    );
  const counted = cover(inside, { from: period.start, overGaps: true });
  const count = counted.length === 0 ? new Decimal(0) : total(counted);
  const known = counted.reduce((months, one) => months + one.period.months, 0);
  // A provisional count can still rise: it is enough to show that events were held, and not that one was missed.
  const isWhole = known === period.months && counted.every(({ status }) => status !== 'provisional');
  const missing = Temporal.PlainDate.compare(dayOf(at), expected) >= 0 ? 'missing' : 'awaited';
  const is = counted.length > 0 && count.gte(atLeast) ? 'held' : isWhole ? 'missed' : missing;
  return { period, is, counted, count, expected };
}

export const sayPeriods = (periods: readonly ScheduledPeriod[]): string[] =>
  periods.map(({ period }) => formatPeriod(period)).toReversed();
