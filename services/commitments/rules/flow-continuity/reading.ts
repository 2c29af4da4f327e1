import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Period, formatPeriod } from '../../../../config/vocabulary/period.ts';
import { newestFirst } from '../../clock.ts';
import {
  type GroupComparison,
  type Witness,
  compareWithGroup,
  compareYears,
  fellAsMuch,
  isCompared,
} from '../../methods/continuity.ts';
import { type SettledSeries, observationAt } from '../../settle.ts';
import { sayList } from '../../words.ts';

/** What the witnesses of one frequency say of their newest period, beside the controls for the same period. */
export interface FlowReading {
  readonly period: Period;
  readonly witnesses: readonly Witness[];
  readonly controls: readonly Witness[];
  /** `unconfirmed`: it fell, and whether that means anything is not known; `silent`: nothing can be compared. */
  readonly verdict: 'held' | 'fell' | 'others-fell-too' | 'unconfirmed' | 'silent';
  /** Why there is no verdict; empty where there is one. */
  readonly because: string;
}

/**
 * Reads the flow once for each frequency of its witnesses, newest period first. A whole year and the months of a year
 * to date are never compared with each other.
 */
export function readFlow(
  witnesses: readonly SettledSeries[],
  controls: readonly SettledSeries[],
  fall: Decimal,
): FlowReading[] {
  return [...Map.groupBy(witnesses, ({ spec }) => spec.frequency).values()]
    .flatMap((group) => {
      const newest = group
        .flatMap(({ observations }) => observations.map(({ period }) => period))
        .toSorted(newestFirst)[0];
      return newest ? read(newest, group, controls, fall) : [];
    })
    .toSorted((a, b) => newestFirst(a.period, b.period));
}

/** The newest period of any witness of which trade with others is known too: beside what is judged, it moves nothing. */
export function comparable(
  witnesses: readonly SettledSeries[],
  controls: readonly SettledSeries[],
  fall: Decimal,
): FlowReading | undefined {
  const own = new Map(
    witnesses.flatMap(({ observations }) => observations.map(({ period }) => [formatPeriod(period), period] as const)),
  );
  return [...own.values()]
    .toSorted(newestFirst)
    .values()
    .map((period) =>
      read(
        period,
        witnesses.filter((one) => observationAt(one, period)),
        controls,
        fall,
      ),
    )
    .find((reading) => groupsOf(reading).length > 0);
}

/** Each witness of a reading beside the control group as a whole, where trade with others is known in its unit. */
export function groupsOf({ witnesses, controls }: FlowReading): GroupComparison[] {
  const known = controls.filter(isCompared);
  return witnesses.filter(isCompared).flatMap((flow) => compareWithGroup(flow, known) ?? []);
}

function read(
  period: Period,
  group: readonly SettledSeries[],
  others: readonly SettledSeries[],
  fall: Decimal,
): FlowReading {
  const witnesses = group.map((series) => compareYears(series, period, fall));
  const controls = others.map((series) => compareYears(series, period, fall));
  return { period, witnesses, controls, ...decide(witnesses, controls, fall) };
}

function decide(
  witnesses: readonly Witness[],
  controls: readonly Witness[],
  fall: Decimal,
): Pick<FlowReading, 'verdict' | 'because'> {
  const says = (verdict: FlowReading['verdict'], because = '') => ({ verdict, because });
  const compared = witnesses.filter(isCompared);
  if (compared.some((witness) => witness.says === 'held')) return says('held');
  if (compared.length === 0) {
    return says('silent', `nothing can be compared with a year before: ${sayList(witnesses.map(excuse))}`);
  }
  const awaited = witnesses.filter((witness) => witness.says === 'awaited');
  if (awaited.length > 0) return says('unconfirmed', `other witnesses are awaited: ${sayList(awaited.map(excuse))}`);

  const known = controls.filter(isCompared);
  if (known.length === 0) {
    const why = sayList(controls.map(excuse));
    return says(
      'unconfirmed',
      `that shows nothing unless trade with others goes on, of which nothing is known: ${why}`,
    );
  }
  return says(known.every((control) => fellAsMuch(control, compared, fall)) ? 'others-fell-too' : 'fell');
}

/**
 * The reading to judge by: the newest that says anything. A fall that is not confirmed is no verdict, and an older
 * period may only worsen it: that the flow held before is no answer to a fall since.
 */
export function decisive(readings: readonly FlowReading[]): FlowReading | undefined {
  const speaking = readings.filter(({ verdict }) => verdict !== 'silent');
  const newest = speaking[0] ?? readings[0];
  if (newest?.verdict !== 'unconfirmed') return newest;
  const older = speaking.find(({ verdict }) => verdict !== 'unconfirmed');
  return older?.verdict === 'fell' ? older : newest;
}

const excuse = (witness: Witness): string =>
  `${witness.series.spec.title} ${isCompared(witness) ? witness.says : witness.why}`;
