import { comparePeriods, formatPeriod } from '../../../../config/vocabulary/period.ts';
import { januaryBefore } from '../../clock.ts';
import {
  type FindingParts,
  figureOf,
  finding,
  firmnessOf,
  gradesOf,
  noFigures,
  unknownFinding,
} from '../../finding.ts';
import { decisive, exceededBy, keptBy } from './decide.ts';
import { closingLimits, limitsOf, partnersOf } from './limits.ts';
import { type Reading, isAbove, readPeriods, showing } from './reading.ts';
import type { Figure, Finding, Rule } from '../../rule.ts';
import { flowRoom, flowSteps } from './steps.ts';
import { FlowTerms } from './terms.ts';
import { type SettledSeries, isValued, observationAt, settle } from '../../settle.ts';
import { quantity } from '../../words.ts';
import { incomplete, laggingRemarks, reasonOf, wayBack } from './words.ts';

const WINDOW_YEARS = 10;
const PERIODS_SHOWN = 5;

/**
 * A flow that must not be, beyond a least amount, to any one partner or to all in sum. Judged is the newest period that
 * all lines report, or a newer one in which those that are known already go beyond a limit, whichever shows worse.
 */
export const prohibitedFlow: Rule<FlowTerms> = {
  kind: 'prohibited-flow',
  means: 'a flow that must not be, beyond a least amount, to any one partner or in sum',
  // 2: each partner by itself beside the sum, amounts by which a drift is over, headroom. Where nothing is said of
  // partners, the standing is that of 1, but that a return from one no longer hides a flow to another, nor a newer period
  // that is known in part the whole one before it.
  version: 2,
  terms: FlowTerms,
  holds: 'continuous',
  targetIs: () => 'ceiling',
  needs: (terms, at) => terms.series.map((series) => ({ series, from: januaryBefore(at, WINDOW_YEARS) })),
  units: ({ series, de_minimis: { unit, basis } }) => series.map((id) => ({ series: id, unit, basis })),

  assess(terms, evidence, at) {
    const limits = limitsOf(terms);
    const lines = terms.series.map((id) => settle(evidence.series(id), at));
    const titleOf = (id: string) => evidence.series(id).spec.title;
    const readings = readPeriods(lines, partnersOf(terms, titleOf), limits, evidence.convert);
    const judged = decisive(readings, limits);
    const parts: FindingParts = {
      target: quantity(limits.all, limits.unit),
      figures: figuresOf(lines, readings, judged),
      remarks: [...lines.flatMap(({ remarks }) => remarks), ...laggingRemarks(readings, judged)],
    };
    if (judged) return verdict(terms, judged, lines, parts);
    return unknownFinding(readings[0] ? incomplete(readings[0]) : noFigures(lines), parts);
  },
};

function verdict(terms: FlowTerms, judged: Reading, lines: readonly SettledSeries[], known: FindingParts): Finding {
  const period = formatPeriod(judged.period);
  if (!judged.above && judged.valueless.length > 0) return unknownFinding(incomplete(judged), { ...known, period });

  const limits = limitsOf(terms);
  const evidence = gradesOf(judged.above ? showing(judged, limits) : lines);
  const beyond = exceededBy(evidence);
  const standing = judged.above ? beyond : keptBy(evidence);
  const room = flowRoom(judged, limits, standing, beyond);
  const parts: FindingParts = {
    ...known,
    value: quantity(judged.sum, limits.unit),
    margin: quantity(limits.all.minus(judged.sum), limits.unit),
    headroom: room.headroom,
    period,
    evidence,
    steps: [...flowSteps(judged, limits), ...room.steps],
    remarks: [
      ...known.remarks!,
      ...judged.valueless.map(({ series, status }) => `${series.spec.title} gives no value for ${period} (${status}).`),
      ...judged.parts.flatMap(({ series, observation }) => firmnessOf(series, [observation])),
    ],
  };
  const closing = closingLimits(terms);
  return finding(standing, reasonOf(judged, limits, evidence), {
    ...parts,
    ...(closing && { closing: isAbove(judged, closing) ? beyond : standing }),
    wayBack: judged.above ? wayBack(judged, closing ?? limits, evidence) : null,
  });
}

/** The figures of the newest periods, and of the judged one. */
function figuresOf(
  lines: readonly SettledSeries[],
  readings: readonly Reading[],
  judged: Reading | undefined,
): Figure[] {
  const shown = readings
    .filter((reading, index) => index < PERIODS_SHOWN || reading === judged)
    .map(({ period }) => period)
    .toSorted(comparePeriods);
  return lines.flatMap((series) =>
    shown
      .map((period) => observationAt(series, period))
      .filter(isValued)
      .map((observation) => figureOf(series, observation)),
  );
}
