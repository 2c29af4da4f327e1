import { decimalText } from '../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import { figureOf, spanOf, sumOf, total } from './finding.ts';
import { cover, runsOf } from './methods/stretch.ts';
import type { Figure, Step } from './rule.ts';
import { type SettledSeries, type Valued, isValued } from './settle.ts';
import { exact } from './words.ts';

/** The sum of each calendar year, in the series' own unit; of a year with gaps, the sum of each run between them. */
export function yearFigures(series: SettledSeries): Figure[] {
  const valued = series.observations.filter(isValued);
  const first = valued[0];
  if (!first) return [];
  return runsOf(cover(valued, { from: first.period.start, overGaps: true })).map((run) => sumOf(series, run));
}

/** The observations of a sum one by one, without those that are shown already. */
export function singleFigures(series: SettledSeries, counted: readonly Valued[], shown: readonly Figure[]): Figure[] {
  const said = new Set(shown.filter((figure) => figure.series === series.id).map(({ period }) => period));
  return counted.map((observation) => figureOf(series, observation)).filter(({ period }) => !said.has(period));
}

/** Figures with further ones, but for those whose series and period are among them. */
export function withoutTwins(shown: readonly Figure[], more: readonly Figure[]): Figure[] {
  const said = new Set(shown.map(({ series, period }) => `${series} ${period}`));
  return [...shown, ...more.filter(({ series, period }) => !said.has(`${series} ${period}`))];
}

export function sumStep(series: SettledSeries, counted: readonly Valued[]): Step {
  const { title, unit } = series.spec;
  return {
    what: `${title}, ${formatPeriod(spanOf(counted))}`,
    arithmetic: `${counted.map(({ value }) => decimalText(value)).join(' + ')} ${unit}`,
    result: exact(total(counted), unit),
  };
}

/** Figures after a gap: they are reported, and they do not count. */
export function notCountedRemarks({ spec }: SettledSeries, notCounted: readonly Valued[]): string[] {
  return notCounted.map(({ period }) => `${spec.title}, ${formatPeriod(period)}: reported, not counted.`);
}
