import { PERIOD_MONTHS, type Period, formatPeriod } from '../../../config/vocabulary/period.ts';
import { type SeriesWatch, seasonIn } from './terms.ts';
import type { Silence } from '../methods/drift/detector.ts';
import type { Step } from '../rule.ts';
import type { SettledSeries, Valued } from '../settle.ts';
import type { Detection } from './detection.ts';

/** Raised when what a detector makes of the same figures changes. */
const VERSION = 1;

/** A series that was looked at. */
export interface Look {
  readonly series: SettledSeries;
  readonly watch: SeriesWatch;
  readonly detection: Detection;
  readonly newest: Valued | undefined;
  /** The period in which the shift began; null without a signal. */
  readonly since: Period | null;
}

const SILENCES: Readonly<Record<Silence, string>> = {
  no_data: 'no signal: too few figures to learn from',
  no_scale: 'no signal: the figures that it learns from do not vary, so nothing can be measured',
  missing: 'no signal: there is no figure to judge',
};

/** One line for each look, signal or not. */
export function driftStep(look: Look): Step {
  const { series, watch, detection } = look;
  return {
    what: `drift of ${series.spec.title}, by ${watch.detector}/${VERSION}`,
    arithmetic: `${termsOf(watch)}${detection.kind === 'watched' ? `; ${detection.learnt}` : ''}`,
    result: resultOf(look),
  };
}

/** What a reader has to know: a shift, whether bad or not, and a first flow. */
export function driftRemarks({ series, ...look }: Look): string[] {
  const { detection, newest } = look;
  if (detection.kind === 'first-flow') return [`${series.spec.title}: ${firstFlow(newest, detection.zeros)}.`];
  const provisional = newest && newest.status !== 'reported' ? ` The newest figure is ${newest.status}.` : '';
  return detection.kind === 'watched' && detection.signal
    ? [`Drift: ${shiftWords({ series, ...look })}.${provisional}`]
    : [];
}

/** `Flow shifted down, from 2026-03 on (ewma: average 5 in 2026-07, limits 6 to 14)`. */
export function shiftWords({ series, watch, detection, newest, since }: Look): string {
  if (detection.kind !== 'watched' || !since) throw new Error('there is no shift to tell of');
  const { signal, statistic, limit } = detection;
  const shown = `${watch.detector}: ${statistic} in ${formatPeriod(newest!.period)}, limit ${limit}`;
  return `${series.spec.title} shifted ${signal}, from ${formatPeriod(since)} on (${shown})`;
}

function resultOf({ detection, newest, since }: Look): string {
  if (detection.kind === 'silent') return SILENCES[detection.silence];
  if (detection.kind === 'first-flow') return `no signal, but an event: ${firstFlow(newest, detection.zeros)}`;
  const { signal, statistic, limit } = detection;
  const held = `${formatPeriod(newest!.period)}: ${statistic}, limit ${limit}`;
  return signal ? `${held}: shifted ${signal}, from ${formatPeriod(since!)} on` : `${held}: no signal`;
}

const firstFlow = (newest: Valued | undefined, zeros: number): string =>
  `first flow in ${formatPeriod(newest!.period)}, after ${zeros} periods of zero`;

function termsOf(watch: SeriesWatch): string {
  const season = seasonIn(watch);
  const isYear = season * PERIOD_MONTHS[watch.frequency] === 12;
  const changes = isYear ? 'changes from a year before' : `changes from ${season} periods before`;
  if (watch.detector === 'robust-z') return `${changes}, of ${watch.window} at most, threshold ${watch.threshold}`;
  const { from, to } = watch.reference;
  const learns = `${watch.of === 'changes' ? changes : 'values'}, learnt from ${from} to ${to}`;
  switch (watch.detector) {
    case 'ewma':
      return `${learns}, lambda ${watch.lambda}, width ${watch.width}`;
    case 'cusum':
      return `${learns}, allowance ${watch.allowance} and interval ${watch.interval} standard deviations`;
    case 'individuals':
      return `${learns}, limits of 3 standard deviations`;
  }
}
