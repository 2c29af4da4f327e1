import { z } from 'zod';
import { type Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import { januaryBefore } from '../../clock.ts';
import { type FlowReading, decisive, readFlow } from './reading.ts';
import {
  type FindingParts,
  figureOf,
  finding,
  firmnessOf,
  gradesOf,
  noFigures,
  unknownFinding,
} from '../../finding.ts';
import { type Compared, type Witness, isCompared } from '../../methods/continuity.ts';
import type { Figure, Finding, Rule, Step } from '../../rule.ts';
import { settle } from '../../settle.ts';
import { DecimalTerm, SeriesTerm } from '../../terms.ts';
import { exact, quantity, say, sayList, sayPercent } from '../../words.ts';

const Terms = z
  .strictObject({
    /** Witnesses of one flow to the beneficiary, such as its mass and its value. */
    beneficiary: SeriesTerm,
    /** Flows to others: without them a fall proves nothing. */
    control: SeriesTerm,
    /** The share of a year before below which a flow counts as fallen. */
    fall: DecimalTerm.refine((value) => value.gt(0) && value.lt(1), 'must lie between 0 and 1'),
  })
  .refine(({ beneficiary, control }) => !control.some((id) => beneficiary.includes(id)), {
    message: 'a control must be no witness of the flow itself',
    path: ['control'],
  });
type Terms = z.output<typeof Terms>;

const WINDOW_YEARS = 5;

/**
 * Whether a flow to the beneficiary goes on. It is at risk when every witness of it fell while trade with others went
 * on. One witness that held shows that the flow is not blocked; a fall without a control shows nothing either way, so
 * it is no verdict, and an earlier standing stays.
 */
export const flowContinuity: Rule<Terms> = {
  kind: 'flow-continuity',
  version: 1,
  terms: Terms,
  holds: 'continuous',
  targetIs: () => null,
  needs: ({ beneficiary, control }, at) =>
    [...beneficiary, ...control].map((series) => ({ series, from: januaryBefore(at, WINDOW_YEARS) })),
  units: () => [],

  assess(terms, evidence, at) {
    const witnesses = terms.beneficiary.map((id) => settle(evidence.series(id), at));
    const controls = terms.control.map((id) => settle(evidence.series(id), at));
    const remarks = [...witnesses, ...controls].flatMap((series) => series.remarks);
    const readings = readFlow(witnesses, controls, terms.fall);
    const judged = decisive(readings);
    if (!judged) return unknownFinding(noFigures(witnesses), { remarks });

    const others = readings.filter((reading) => reading !== judged);
    return report(judged, terms.fall, {
      ...headline(judged),
      period: formatPeriod(judged.period),
      steps: [judged, ...others].flatMap((reading) => stepsOf(reading, terms.fall)),
      figures: [judged, ...others].flatMap(figuresOf),
      remarks: [...remarks, ...remarksOf(judged), ...unjudged(readings.slice(0, readings.indexOf(judged)))],
    });
  },
};

function report(reading: FlowReading, fall: Decimal, parts: FindingParts): Finding {
  const against = `in ${formatPeriod(reading.period)} against a year before`;
  const fell = reading.witnesses.filter(isCompared).filter(({ says }) => says === 'fell');
  const held = reading.witnesses.filter(isCompared).filter(({ says }) => says === 'held');
  const controls = reading.controls.filter(isCompared);
  const down = `${sayList(fell.map(moved))} ${against}`;
  switch (reading.verdict) {
    case 'silent':
    case 'unconfirmed':
      return unknownFinding(`${fell.length > 0 ? `${down}; ` : ''}${reading.because}.`, parts);
    case 'held': {
      const also = fell.length > 0 ? `, while ${sayList(fell.map(moved))}` : '';
      return finding(
        'on_track',
        `${sayList(held.map(moved))} ${against}${also}: the flow is not fully blocked.`,
        parts,
      );
    }
    case 'others-fell-too':
      return finding(
        'on_track',
        `${down}, and trade with others fell as much: ${sayList(controls.map(moved))}.`,
        parts,
      );
    case 'fell':
      return finding('at_risk', `${down}, while trade with others went on: ${sayList(controls.map(moved))}.`, {
        ...parts,
        wayBack: `At least ${sayPercent(fall)} of a year before in the next figures, by any one of these series.`,
      });
  }
}

/** The first witness' flow and what it was a year before. */
function headline({ witnesses, controls, verdict }: FlowReading): FindingParts {
  const first = witnesses.find(isCompared);
  const restsOn = verdict === 'held' ? witnesses : [...witnesses, ...controls];
  const evidence = gradesOf(restsOn.filter(isCompared).map(({ series }) => series));
  if (!first) return { evidence };
  const { unit } = first.series.spec;
  return {
    value: quantity(first.latest.value, unit),
    target: quantity(first.before.value, unit),
    margin: quantity(first.latest.value.minus(first.before.value), unit),
    evidence,
  };
}

function moved({ series, ratio, latest }: Compared): string {
  const to = ratio === null ? `began with ${say(latest.value, series.spec.unit)}` : `stood at ${sayPercent(ratio)}`;
  return `${series.spec.title} ${to}`;
}

function stepsOf({ witnesses, controls, period }: FlowReading, fall: Decimal): Step[] {
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

function figuresOf({ witnesses, controls }: FlowReading): Figure[] {
  return [...witnesses, ...controls]
    .filter(isCompared)
    .flatMap(({ series, latest, before }) => [before, latest].map((observation) => figureOf(series, observation)));
}

function remarksOf({ witnesses, controls, period, verdict }: FlowReading): string[] {
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

function unjudged(readings: readonly FlowReading[]): string[] {
  return readings.map(({ period, because }) => `${formatPeriod(period)} is not judged: ${because}.`);
}
