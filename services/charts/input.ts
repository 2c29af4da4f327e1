import type { ObservationStatus } from '../../config/vocabulary/evidence.ts';
import type { Period } from '../../config/vocabulary/period.ts';
import type { Binds } from '../commitments/terms.ts';

/**
 * What the values of a chart are of: a flow of its period, drawn as a column; a level, drawn as a line; or a sum from
 * the start of its period, which is drawn at the end of it.
 */
export type Form = 'flow' | 'level' | 'running_sum';

/** A period of the history. Without a value it is a gap, never a zero. */
export interface ChartPoint {
  readonly period: Period;
  /** Exact decimal; null exactly when the status says that there is none. */
  readonly value: string | null;
  readonly status: ObservationStatus | 'contested';
}

/** A value that is asked for on a day; a sum up to the end of a month stands on the first day after it. */
export interface Waypoint {
  readonly on: Temporal.PlainDate;
  /** Exact decimal. */
  readonly value: string;
}

/** What is asked for from day to day. */
export interface RequiredPath {
  /** Whether values have to reach it, may not go above it, or count as fallen below it. */
  readonly is: 'required' | 'allowed' | 'threshold';
  /** Between waypoints: along a straight line, by one rate of growth, or as it was until the next one. */
  readonly way: 'linear' | 'compound' | 'stepped';
  /** What it follows, such as `even pace`. */
  readonly label: string;
  /** Each drawn by itself. */
  readonly runs: readonly (readonly Waypoint[])[];
}

/** The line that the promise names; without a day it goes to the edge. */
export interface TargetLine {
  readonly value: string;
  readonly is: Binds;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

/** Where the values may go, from the newest level to an interval at a later day. */
export interface Projection {
  readonly from: Waypoint;
  readonly to: { readonly on: Temporal.PlainDate; readonly low: string; readonly high: string };
  /** What the interval holds, such as `80% of the draws`. */
  readonly label: string;
}

/** An incident of the commitment; one that is open goes on to the instant of the chart. */
export interface ChartIncident {
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}

/** All that is drawn of a commitment. Values are exact decimals in one unit. */
export interface CommitmentChart {
  /** What was promised, in a line. */
  readonly title: string;
  /** What the values are of: the titles of the series. */
  readonly of: string;
  readonly unit: string;
  readonly form: Form;
  /** How a value is reckoned, such as `sum in each year`. */
  readonly counted: string;
  /** In the order of their periods. */
  readonly points: readonly ChartPoint[];
  /** What was judged, and what was required then; null when nothing could be judged. */
  readonly judged: { readonly period: Period; readonly value: string; readonly required: string | null } | null;
  readonly required: RequiredPath | null;
  readonly target: TargetLine | null;
  /** A range that was promised. */
  readonly band: { readonly low: string; readonly high: string } | null;
  readonly projection: Projection | null;
  /** When the commitment drifted; null when it does not. */
  readonly drift: Temporal.Instant | null;
  readonly incidents: readonly ChartIncident[];
  /** As known when. */
  readonly at: Temporal.Instant;
  /** Who reported the values, by the titles of the sources. */
  readonly sources: readonly string[];
  /** What has to be said beside the picture, each a sentence. */
  readonly notes: readonly string[];
}

/** How a chart is set. */
export interface ChartOptions {
  /** Begins the ids inside, so that two charts of one page have none in common; a letter first. */
  readonly id: string;
  /** A language tag for numbers and dates. Words are English. */
  readonly locale?: string;
  /** The zone that days are told in. */
  readonly timeZone?: string;
  /** In pixels of the screen, 320 at least. */
  readonly width?: number;
  /** The least height; a chart with much to say is higher. */
  readonly height?: number;
}
