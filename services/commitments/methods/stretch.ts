import { lastMonth } from '../../../config/vocabulary/period.ts';
import { type Settled, type Valued, isValued } from '../settle.ts';

export interface Stretch {
  /** Observations that cover their months once each, in order. */
  readonly counted: readonly Valued[];
  /** Months that they cover. */
  readonly months: number;
  /** Reported with a value, but after a gap. */
  readonly notCounted: readonly Valued[];
}

interface Bounds {
  readonly from: Temporal.PlainYearMonth;
  /** The last month that may count. */
  readonly to: Temporal.PlainYearMonth;
  /** Whether to go on after a gap: sound only where more could but add. */
  readonly overGaps?: boolean;
}

/**
 * The months of a flow from a start that are reported without a gap; a month without a value is a gap, never a zero.
 * A last observation that is provisional is left out, because a figure that is not out yet can stand there as a zero.
 * Of observations that begin together the longest counts, so a year to date is not added to an earlier one.
 *
 * Source: PIIE, "US-China phase one tracker: China's purchases of US goods", methodology notes (unreleased last
 * months). That the count ends before a gap is pactwatch's own rule.
 */
export function stretch(observations: readonly Settled[], bounds: Bounds): Stretch {
  const valued = observations.filter(isValued).filter(({ period }) => {
    const { compare } = Temporal.PlainYearMonth;
    return compare(period.start, bounds.from) >= 0 && compare(lastMonth(period), bounds.to) <= 0;
  });
  const all = cover(valued, bounds);
  const last = all.at(-1);
  const counted =
    last?.status === 'provisional'
      ? cover(
          valued.filter((one) => one !== last),
          bounds,
        )
      : all;
  const end = counted.at(-1);
  return {
    counted,
    months: counted.reduce((months, { period }) => months + period.months, 0),
    notCounted: valued.filter(
      ({ period }) => !end || Temporal.PlainYearMonth.compare(period.start, lastMonth(end.period)) > 0,
    ),
  };
}

/** Observations that cover months from a start once each, in order; `overGaps` goes on where months are missing. */
export function cover(observations: readonly Valued[], { from, overGaps = false }: Omit<Bounds, 'to'>): Valued[] {
  const covered: Valued[] = [];
  let next = from;
  const ordered = observations.toSorted(
    (a, b) => Temporal.PlainYearMonth.compare(a.period.start, b.period.start) || b.period.months - a.period.months,
  );
  for (const observation of ordered) {
    const order = Temporal.PlainYearMonth.compare(observation.period.start, next);
    if (order < 0) continue;
    if (order > 0 && !overGaps) break;
    covered.push(observation);
    next = lastMonth(observation.period).add({ months: 1 });
  }
  return covered;
}

/** Observations that cover their months once, parted where a month is missing and at the turn of each year. */
export function runsOf(covered: readonly Valued[]): Valued[][] {
  const runs: Valued[][] = [];
  for (const observation of covered) {
    const run = runs.at(-1);
    const end = run && lastMonth(run.at(-1)!.period);
    const goesOn = end && end.month !== 12 && end.add({ months: 1 }).equals(observation.period.start);
    if (goesOn) run.push(observation);
    else runs.push([observation]);
  }
  return runs;
}
