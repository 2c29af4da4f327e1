import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { type Period, yearsBefore } from '../../../config/vocabulary/period.ts';
import { type SettledSeries, type Valued, isValued, observationAt } from '../settle.ts';

/**
 * What one series says of a flow in a period against the same period a year before. `awaited`: it has not reported
 * the period yet, but has others. `silent`: nothing can be compared, and no later report is in sight.
 */
export type Witness =
  | { readonly series: SettledSeries; readonly says: 'awaited' | 'silent'; readonly why: string }
  | {
      readonly series: SettledSeries;
      readonly says: 'fell' | 'held';
      readonly latest: Valued;
      readonly before: Valued;
      /** Latest over a year before; null when the flow began from nothing. */
      readonly ratio: Decimal | null;
    };
export type Compared = Extract<Witness, { readonly latest: Valued }>;

/**
 * Compares a period with the same one a year before, which takes the season out of it. Nothing against nothing is
 * no continuity and no fall: it is undefined.
 * Source: no published formula; the ratio to the same period of the year before is pactwatch's own choice. That two
 * zeros are undefined follows the treatment of mirror statistics.
 */
export function compareYears(series: SettledSeries, period: Period, fall: Decimal): Witness {
  const latest = observationAt(series, period);
  if (!latest) {
    const reports = series.observations.length > 0;
    return reports
      ? { series, says: 'awaited', why: 'has not reported the period yet' }
      : { series, says: 'silent', why: 'has no figures' };
  }
  if (!isValued(latest)) return { series, says: 'silent', why: `gives no value (${latest.status})` };
  const before = observationAt(series, yearsBefore(period, 1));
  if (!isValued(before)) return { series, says: 'silent', why: 'has no value for the year before' };
  if (before.value.lte(0)) {
    return latest.value.gt(0)
      ? { series, says: 'held', latest, before, ratio: null }
      : { series, says: 'silent', why: 'has no flow in either year' };
  }
  const ratio = latest.value.div(before.value);
  // Multiplied out: a division would round what is compared.
  const fell = latest.value.lt(before.value.times(fall));
  return { series, says: fell ? 'fell' : 'held', latest, before, ratio };
}

export function isCompared(witness: Witness): witness is Compared {
  return witness.says === 'fell' || witness.says === 'held';
}

/**
 * Whether trade with others fell as much as the flow that is watched: it fell below the same share, and what is left
 * of the flow is no smaller than that share of what is left of the control.
 * Source: pactwatch's own rule. A flow that stops proves nothing unless trade with other partners goes on.
 */
export function fellAsMuch(control: Compared, flow: readonly Compared[], fall: Decimal): boolean {
  if (control.says !== 'fell' || control.ratio === null) return false;
  const left = control.ratio;
  return flow.some(({ ratio }) => ratio === null || ratio.gte(left.times(fall)));
}

/** A flow beside the control group as a whole: the flows to others that are in its unit. */
export interface GroupComparison {
  readonly flow: Compared;
  readonly group: readonly Compared[];
  /** What the flow was of both together, now and a year before; null where both were nothing, or are of unlike bases. */
  readonly share: { readonly now: Decimal | null; readonly before: Decimal | null };
  /** Latest over a year before of the group; null when it began from nothing. */
  readonly groupRatio: Decimal | null;
  /** The flow's ratio less the group's: below 0 where the flow grew less than trade with others. */
  readonly apart: Decimal | null;
}

/**
 * Compares a flow with the sum of those controls that are in its unit; null when there are none.
 * Source: pactwatch's own rule.
 */
export function compareWithGroup(flow: Compared, controls: readonly Compared[]): GroupComparison | null {
  const { unit, basis } = flow.series.spec;
  const group = controls.filter(({ series }) => series.spec.unit === unit);
  if (group.length === 0) return null;
  const sum = (of: 'latest' | 'before') => group.reduce((total, one) => total.plus(one[of].value), new Decimal(0));
  const [now, before] = [sum('latest'), sum('before')];
  const isOneBasis = group.every(({ series }) => series.spec.basis === basis);
  const shareOf = (part: Decimal, others: Decimal) => {
    const all = part.plus(others);
    return isOneBasis && all.gt(0) ? part.div(all) : null;
  };
  const groupRatio = before.gt(0) ? now.div(before) : null;
  return {
    flow,
    group,
    share: { now: shareOf(flow.latest.value, now), before: shareOf(flow.before.value, before) },
    groupRatio,
    apart: flow.ratio === null || groupRatio === null ? null : flow.ratio.minus(groupRatio),
  };
}

/**
 * The share of a year before below which the flow falls and trade with others does not excuse it: the share that counts
 * as a fall, or that of what is left of the control that fell least, where all of them fell. Null without a control,
 * since a fall then shows nothing.
 */
export function inexcusable(controls: readonly Compared[], fall: Decimal): Decimal | null {
  if (controls.length === 0) return null;
  const left = controls.flatMap(({ says, ratio }) => (says === 'fell' && ratio !== null ? [ratio] : []));
  return left.length < controls.length ? fall : Decimal.max(...left).times(fall);
}
