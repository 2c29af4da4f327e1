import { type Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import { figureOf, firmnessOf } from '../../finding.ts';
import { type Witness, isCompared } from '../../methods/continuity.ts';
import type { FlowReading } from './reading.ts';
import type { Figure, Step } from '../../rule.ts';
import { exact, sayList } from '../../words.ts';

/** Each witness and control against a year before, as done. */
export function stepsOf({ witnesses, controls, period }: FlowReading, fall: Decimal): Step[] {
  const step =
    (role: string) =>
    (witness: Witness): Step => {
      const what = `${role}: ${witness.series.spec.title}, ${formatPeriod(period)} against a year before`;
      if (!isCompared(witness)) return { what, arithmetic: 'no comparison', result: witness.why };
      const { latest, before, ratio, says, series } = witness;
      const arithmetic = `${exact(latest.value, series.spec.unit)} ÷ ${exact(before.value, series.spec.unit)}`;
      if (ratio === null) return { what, arithmetic, result: 'began from nothing: held' };
      return {
        what,
        arithmetic,
        result: `${decimalText(ratio)}, ${says === 'fell' ? 'below' : 'not below'} ${decimalText(fall)}: ${says}`,
      };
    };
  return [...witnesses.map(step('witness')), ...controls.map(step('control'))];
}

/** What was compared, the year before first. */
export function figuresOf({ witnesses, controls }: FlowReading): Figure[] {
  return [...witnesses, ...controls]
    .filter(isCompared)
    .flatMap(({ series, latest, before }) => [before, latest].map((observation) => figureOf(series, observation)));
}

/** Witnesses that disagree, and those of whom nothing can be said. */
export function remarksOf({ witnesses, controls, period, verdict }: FlowReading): string[] {
  const used = verdict === 'held' ? witnesses : [...witnesses, ...controls];
  const compared = used.filter(isCompared);
  const fell = witnesses.filter(({ says }) => says === 'fell');
  const held = witnesses.filter(({ says }) => says === 'held');
  const names = (some: readonly Witness[]) => sayList(some.map(({ series }) => series.spec.title));
  return [
    ...(fell.length > 0 && held.length > 0
      ? [`The witnesses of ${formatPeriod(period)} disagree: ${names(fell)} fell, ${names(held)} did not.`]
      : []),
    ...used.flatMap((witness) =>
      isCompared(witness) ? [] : [`${witness.series.spec.title} ${witness.why} (${formatPeriod(period)}).`],
    ),
    ...compared.flatMap(({ series, latest, before }) => firmnessOf(series, [before, latest])),
  ];
}

/** Newer periods that say too little. */
export function unjudged(readings: readonly FlowReading[]): string[] {
  return readings.map(({ period, because }) => `${formatPeriod(period)} is not judged: ${because}.`);
}
