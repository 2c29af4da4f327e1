import { z } from 'zod';
import { isDecimalText } from '../../config/vocabulary/decimal.ts';
import { OBSERVATION_STATUSES } from '../../config/vocabulary/evidence.ts';
import { formatPeriod, parsePeriod } from '../../config/vocabulary/period.ts';
import type { ChartIncident, CommitmentChart, Waypoint } from '../charts/input.ts';
import { Instant, Line, PeriodText } from './content-fields.ts';

const Value = z.string().refine(isDecimalText, 'no decimal number');
const Day = z.iso.date();
const Stop = z.object({ on: Day, value: Value });

/** What the chart of a mail is drawn from, as plain values that JSON keeps: it shows what was known at the transition. */
export const ChartContent = z.object({
  title: Line,
  of: Line,
  unit: Line,
  form: z.enum(['flow', 'level', 'running_sum']),
  counted: Line,
  points: z.array(
    z.object({ period: PeriodText, value: Value.nullable(), status: z.enum([...OBSERVATION_STATUSES, 'contested']) }),
  ),
  judged: z.object({ period: PeriodText, value: Value, required: Value.nullable() }).nullable(),
  required: z
    .object({
      is: z.enum(['required', 'allowed', 'threshold']),
      way: z.enum(['linear', 'compound', 'stepped']),
      label: Line,
      runs: z.array(z.array(Stop)),
    })
    .nullable(),
  target: z
    .object({
      value: Value,
      is: z.enum(['floor', 'ceiling', 'expectation']),
      from: Day.nullable(),
      to: Day.nullable(),
    })
    .nullable(),
  band: z.object({ low: Value, high: Value }).nullable(),
  projection: z.object({ from: Stop, to: z.object({ on: Day, low: Value, high: Value }), label: Line }).nullable(),
  drift: Instant.nullable(),
  incidents: z.array(z.object({ openedAt: Instant, closedAt: Instant.nullable() })),
  at: Instant,
  sources: z.array(Line),
  notes: z.array(Line),
});
export type ChartContent = z.output<typeof ChartContent>;

/** A chart as plain values. */
export function chartContent(chart: CommitmentChart): ChartContent {
  const { points, judged, required, target, projection, drift, incidents, at } = chart;
  const stop = ({ on, value }: Waypoint) => ({ on: on.toString(), value });
  return ChartContent.parse({
    ...chart,
    points: points.map((point) => ({ ...point, period: formatPeriod(point.period) })),
    judged: judged && { ...judged, period: formatPeriod(judged.period) },
    required: required && { ...required, runs: required.runs.map((run) => run.map(stop)) },
    target: target && { ...target, from: target.from?.toString() ?? null, to: target.to?.toString() ?? null },
    projection: projection && {
      ...projection,
      from: stop(projection.from),
      to: { ...projection.to, on: projection.to.on.toString() },
    },
    drift: drift?.toString() ?? null,
    incidents: incidents.map(({ openedAt, closedAt }) => ({
      openedAt: openedAt.toString(),
      closedAt: closedAt?.toString() ?? null,
    })),
    at: at.toString(),
  });
}

/** The chart that was kept. */
export function chartFrom(content: ChartContent): CommitmentChart {
  const { points, judged, required, target, projection, drift, incidents, at } = content;
  const stop = ({ on, value }: { on: string; value: string }): Waypoint => ({ on: Temporal.PlainDate.from(on), value });
  return {
    ...content,
    points: points.map((point) => ({ ...point, period: parsePeriod(point.period) })),
    judged: judged && { ...judged, period: parsePeriod(judged.period) },
    required: required && { ...required, runs: required.runs.map((run) => run.map(stop)) },
    target: target && { ...target, from: dayFrom(target.from), to: dayFrom(target.to) },
    projection: projection && {
      ...projection,
      from: stop(projection.from),
      to: { ...projection.to, on: Temporal.PlainDate.from(projection.to.on) },
    },
    drift: drift === null ? null : Temporal.Instant.from(drift),
    incidents: incidents.map(incidentFrom),
    at: Temporal.Instant.from(at),
  };
}

const dayFrom = (text: string | null) => (text === null ? null : Temporal.PlainDate.from(text));

const incidentFrom = ({ openedAt, closedAt }: ChartContent['incidents'][number]): ChartIncident => ({
  openedAt: Temporal.Instant.from(openedAt),
  closedAt: closedAt === null ? null : Temporal.Instant.from(closedAt),
});
