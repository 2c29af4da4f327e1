import { z } from 'zod';
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
import { type Limit, type Reading, readPeriods, showing, sumSteps } from './reading.ts';
import type { Figure, Finding, Rule } from '../../rule.ts';
import { type SettledSeries, isValued, observationAt, settle } from '../../settle.ts';
import { BasisTerm, DecimalTerm, SeriesTerm, Text } from '../../terms.ts';
import { quantity, say, sayList, sentence } from '../../words.ts';

const Terms = z.strictObject({
  series: SeriesTerm,
  de_minimis: z.strictObject({
    value: DecimalTerm.refine((value) => value.gte(0), 'must not be below 0'),
    unit: Text,
    basis: BasisTerm,
  }),
});
type Terms = z.output<typeof Terms>;

const WINDOW_YEARS = 10;
const PERIODS_SHOWN = 5;

/**
 * A flow that must not be, beyond a least amount. Judged is the newest period that all lines report, or in which
 * those that are known already go beyond the limit.
 */
export const prohibitedFlow: Rule<Terms> = {
  kind: 'prohibited-flow',
  version: 1,
  terms: Terms,
  holds: 'continuous',
  targetIs: () => 'ceiling',
  needs: (terms, at) => terms.series.map((series) => ({ series, from: januaryBefore(at, WINDOW_YEARS) })),
  units: ({ series, de_minimis }) =>
    series.map((id) => ({ series: id, unit: de_minimis.unit, basis: de_minimis.basis })),

  assess({ series, de_minimis: limit }, evidence, at) {
    const lines = series.map((id) => settle(evidence.series(id), at));
    const readings = readPeriods(lines, limit, evidence.convert);
    const judged = readings.find(({ above, unreported }) => above || unreported.length === 0);
    const parts: FindingParts = {
      target: quantity(limit.value, limit.unit),
      figures: figuresOf(lines, readings),
      remarks: [...lines.flatMap(({ remarks }) => remarks), ...laggingRemarks(readings, judged)],
    };
    if (judged) return verdict(limit, judged, lines, parts);
    return unknownFinding(readings[0] ? incomplete(readings[0]) : noFigures(lines), parts);
  },
};

function verdict(limit: Limit, judged: Reading, lines: readonly SettledSeries[], known: FindingParts): Finding {
  const period = formatPeriod(judged.period);
  if (!judged.above && judged.valueless.length > 0) return unknownFinding(incomplete(judged), { ...known, period });

  const evidence = gradesOf(judged.above ? showing(judged, limit) : lines);
  const parts: FindingParts = {
    ...known,
    value: quantity(judged.sum, limit.unit),
    margin: quantity(limit.value.minus(judged.sum), limit.unit),
    period,
    evidence,
    steps: sumSteps(judged, limit),
    remarks: [
      ...known.remarks!,
      ...judged.valueless.map(({ series, status }) => `${series.spec.title} gives no value for ${period} (${status}).`),
      ...judged.parts.flatMap(({ series, observation }) => firmnessOf(series, [observation])),
    ],
  };
  const most = say(limit.value, limit.unit);
  const titles = sayList(judged.parts.map(({ series }) => series.spec.title));
  const said = `${titles}: ${say(judged.sum, limit.unit)} in ${period}`;

  if (!judged.above) {
    const strong = evidence.every((grade) => grade === 'official' || grade === 'reported');
    const proof = evidence.includes('mirror') ? ", which in a partner's statistics is no proof of none" : '';
    return finding(strong ? 'compliant' : 'on_track', sentence(`${said}, not above ${most}${proof}`), parts);
  }
  const official = evidence.every((grade) => grade === 'official');
  const others = evidence.includes('proxy') ? ', or figures that show that the goods were none of those promised' : '';
  return finding(official ? 'breached' : 'off_track', sentence(`${said}, above ${most}`), {
    ...parts,
    wayBack: `A later period of no more than ${most}${others}.`,
  });
}

function figuresOf(lines: readonly SettledSeries[], readings: readonly Reading[]): Figure[] {
  const shown = readings
    .slice(0, PERIODS_SHOWN)
    .map(({ period }) => period)
    .toSorted(comparePeriods);
  return lines.flatMap((series) =>
    shown
      .map((period) => observationAt(series, period))
      .filter(isValued)
      .map((observation) => figureOf(series, observation)),
  );
}

/** Newer periods that not every line has reported, and that could not be judged yet. */
function laggingRemarks(readings: readonly Reading[], judged: Reading | undefined): string[] {
  return readings.slice(0, judged ? readings.indexOf(judged) : 0).map(({ period, unreported }) => {
    const titles = sayList(unreported.map(({ spec }) => spec.title));
    return `${formatPeriod(period)} is not judged yet: nothing is reported of ${titles}.`;
  });
}

function incomplete({ period, unreported, valueless }: Reading): string {
  const why = [
    ...valueless.map(({ series, status }) => `${series.spec.title} gives no value (${status})`),
    ...unreported.map(({ spec }) => `nothing is reported of ${spec.title}`),
  ];
  return `${formatPeriod(period)} cannot be judged: ${sayList(why)}.`;
}
