import type { Period } from '../../../config/vocabulary/period.ts';
import type { Waypoint } from '../input.ts';
import { endOf, startOf } from './days.ts';

/** A value that holds over a period. */
export interface Step {
  readonly period: Period;
  readonly value: string;
}

/** Steps in the order of their periods as runs: those that follow on each other in one. */
export function steppedRuns(steps: readonly Step[]): Waypoint[][] {
  const runs: Waypoint[][] = [];
  let end: Temporal.PlainDate | undefined;
  for (const { period, value } of steps) {
    const start = { on: startOf(period), value };
    if (end?.equals(start.on)) runs.at(-1)!.splice(-1, 1, start);
    else runs.push([start]);
    end = endOf(period);
    runs.at(-1)!.push({ on: end, value });
  }
  return runs;
}
