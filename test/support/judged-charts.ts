import { formatPeriod } from '../../config/vocabulary/period.ts';
import { type JudgedCase, chartOf } from '../../services/charts/from-judgement/chart.ts';
import type { CommitmentChart } from '../../services/charts/input.ts';
import { evidenceOf } from '../../services/commitments/evidence/evidence.ts';
import { type Judgement, judge } from '../../services/commitments/judge.ts';
import { boundRule } from '../../services/commitments/registry.ts';
import { windowsOf } from '../../services/commitments/windows.ts';
import { AT, commitment, dealWith, type assess } from './evidence.ts';

type Told = Parameters<typeof assess>[0] & Partial<Pick<JudgedCase, 'incidents' | 'figuresMode'>>;

/** A judgement by one rule, and the chart of it. */
export function judgedChart({ rule, series, reports, registers, conversions, at = AT, ...more }: Told): {
  readonly judgement: Judgement;
  readonly chart: CommitmentChart | null;
} {
  const deal = dealWith({ commitment: commitment({ rule }), series, ...(conversions && { conversions }) });
  const evidence = evidenceOf(deal, windowsOf(deal, boundRule({ rule }), at), reports, registers);
  const judgement = judge({ deal, commitment: 'promise', evidence, at, previous: null });
  return {
    judgement,
    chart: chartOf({ deal, judgement, evidence, at, incidents: [], figuresMode: 'live', ...more }),
  };
}

/** The chart of a judgement that has one. */
export function drawn(told: Told): CommitmentChart {
  const { chart } = judgedChart(told);
  if (chart === null) throw new Error('the judgement has no chart');
  return chart;
}

/** The points of a chart, as `2026-01 5`. */
export const pointsOf = ({ points }: CommitmentChart): string[] =>
  points.map(({ period, value, status }) => {
    const firm = status === 'reported' || value === null ? '' : ` ${status}`;
    return `${formatPeriod(period)} ${value ?? status}${firm}`;
  });

/** The waypoints of a chart, as `2026-01-01 0`, run by run. */
export const wayOf = ({ required }: CommitmentChart): string[][] =>
  required?.runs.map((run) => run.map(({ on, value }) => `${on} ${value}`)) ?? [];
