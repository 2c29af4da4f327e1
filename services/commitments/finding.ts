import { Decimal, decimalText } from '../../config/vocabulary/decimal.ts';
import { EVIDENCE_GRADES, type EvidenceGrade } from '../../config/vocabulary/evidence.ts';
import { type Period, formatPeriod, lastMonth } from '../../config/vocabulary/period.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import type { Figure, Finding } from './rule.ts';
import type { SettledSeries, Valued } from './settle.ts';

export type FindingParts = Partial<Omit<Finding, 'standing' | 'reason'>>;

/** A finding of which only the given parts are known. */
export function finding(standing: Standing, reason: string, parts: FindingParts): Finding {
  return {
    value: null,
    target: null,
    margin: null,
    headroom: [],
    period: null,
    evidence: [],
    wayBack: null,
    steps: [],
    figures: [],
    remarks: [],
    ...parts,
    standing,
    reason,
  };
}

/** A finding without a verdict, with what is known nevertheless. */
export function unknownFinding(reason: string, parts: FindingParts = {}): Finding {
  return finding('unknown', reason, parts);
}

/** The grades of several series, each once, strongest first. */
export function gradesOf(series: readonly SettledSeries[]): EvidenceGrade[] {
  return EVIDENCE_GRADES.filter((grade) => series.some(({ spec }) => spec.evidence.includes(grade)));
}

export function figureOf(series: SettledSeries, observation: Valued): Figure {
  return sumOf(series, [observation]);
}

/** One figure for a run of observations without a gap between them, with the vintages of them all. */
export function sumOf(series: SettledSeries, observations: readonly Valued[]): Figure {
  const statuses = ['estimated', 'provisional', 'reported'] as const;
  return {
    series: series.id,
    period: formatPeriod(spanOf(observations)),
    value: decimalText(total(observations), 60),
    unit: series.spec.unit,
    status: statuses.find((status) => observations.some((observation) => observation.status === status)) ?? 'reported',
    vintages: observations.flatMap(({ vintages }) => vintages).toSorted(),
  };
}

export function total(observations: readonly Valued[]): Decimal {
  return observations.reduce((sum, { value }) => sum.plus(value), new Decimal(0));
}

/** The period from the first month of the first to the last month of the last. */
export function spanOf(observations: readonly Pick<Valued, 'period'>[]): Period {
  const { start } = observations[0]!.period;
  const end = lastMonth(observations.at(-1)!.period);
  return { start, months: start.until(end, { largestUnit: 'months' }).months + 1 };
}

/** Says that a figure in use is not its publisher's last word. */
export function firmnessOf(series: SettledSeries, observations: readonly Valued[]): string[] {
  return observations
    .filter(({ status }) => status !== 'reported')
    .map(({ period, status }) => `${series.spec.title}, ${formatPeriod(period)} is ${status}.`);
}

export function noFigures(series: readonly SettledSeries[]): string {
  return `No figures are known for ${series.map(({ spec }) => spec.title).join(', nor for ')}.`;
}
