import type { Measured } from '../../../../config/vocabulary/basis.ts';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Period, lastMonth } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { convertSum } from '../pace/convert-sum.ts';
import { firmnessOf, spanOf } from '../../finding.ts';
import { notCountedRemarks } from '../../flow-figures.ts';
import type { Stretch } from '../../methods/stretch.ts';
import type { Step } from '../../rule.ts';
import type { SettledSeries } from '../../settle.ts';
import { exact } from '../../words.ts';

/** One line of a sum, over the months that count. */
export interface Member {
  readonly series: SettledSeries;
  readonly stretch: Stretch;
  /** In the unit of the target. */
  readonly value: Decimal;
  readonly steps: readonly Step[];
}

export function memberOf(series: SettledSeries, stretch: Stretch, to: Measured, convert: Converter): Member {
  return { series, stretch, ...convertSum(series, stretch.counted, to, convert) };
}

/** Cuts every line to the months that all of them have, so that no line runs ahead of the pace. */
export function commonMonths(stretches: readonly Stretch[]): readonly Stretch[] {
  const months = Math.min(...stretches.map((one) => one.months));
  const cut = stretches.map((one) => shorten(one, months));
  return cut.every((one) => one.months === months) ? cut : commonMonths(cut);
}

function shorten({ counted, notCounted }: Stretch, months: number): Stretch {
  let reached = 0;
  const kept = counted.filter(({ period }) => {
    reached += period.months;
    return reached <= months;
  });
  return {
    counted: kept,
    months: kept.reduce((sum, { period }) => sum + period.months, 0),
    notCounted: [...counted.slice(kept.length), ...notCounted],
  };
}

/** From the first month that counts to the last; null when none does. */
export function coveredBy(members: readonly Member[]): Period | null {
  const spans = members
    .filter(({ stretch }) => stretch.counted.length > 0)
    .map(({ stretch }) => spanOf(stretch.counted));
  if (spans.length === 0) return null;
  const { compare } = Temporal.PlainYearMonth;
  const start = spans.map((span) => span.start).toSorted(compare)[0]!;
  const end = spans.map(lastMonth).toSorted(compare).at(-1)!;
  return spanOf([{ period: { start, months: 1 } }, { period: { start: end, months: 1 } }]);
}

export function memberRemarks({ series, stretch }: Member): string[] {
  return [...notCountedRemarks(series, stretch.notCounted), ...firmnessOf(series, stretch.counted)];
}

export function memberSteps(members: readonly Member[], sum: Decimal, unit: string): Step[] {
  const added = members.map(({ value }) => exact(value, unit)).join(' + ');
  return [
    ...members.flatMap(({ steps }) => steps),
    ...(members.length > 1 ? [{ what: 'sum of the lines', arithmetic: added, result: exact(sum, unit) }] : []),
  ];
}

export function sumOfMembers(members: readonly Member[]): Decimal {
  return members.reduce((sum, { value }) => sum.plus(value), new Decimal(0));
}
