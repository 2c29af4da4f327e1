import type { z } from 'zod';
import type { SeriesSpec } from '../../config/deal/schema.ts';
import type { Measured } from '../../config/vocabulary/basis.ts';
import type { EvidenceGrade, ObservationStatus } from '../../config/vocabulary/evidence.ts';
import type { Period } from '../../config/vocabulary/period.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import type { MeasureRow } from '../../db/measures.ts';
import type { Converter } from '../observations/convert.ts';
import type { Binds } from './terms.ts';

/** One report of one value, as it stood on the clock that the evidence was read by. */
export interface KnownObservation {
  /** The vintage's id: with it the figure can be found again for ever. */
  readonly vintage: string;
  readonly series: string;
  readonly period: Period;
  readonly unit: string;
  readonly value: string | null;
  readonly status: ObservationStatus;
  readonly reportedBy: string;
  readonly superseded: string | null;
  readonly note: string | null;
  readonly publishedAt: Temporal.Instant | null;
  readonly knownFrom: Temporal.Instant;
  readonly document: string;
  readonly locator: string;
}

/** A series with every report that stood at the instant, by period, then by reporter. */
export interface KnownSeries {
  readonly id: string;
  readonly spec: SeriesSpec;
  readonly reports: readonly KnownObservation[];
}

/** A measure of a register, in a form in which it was listed: a vintage of it. */
export type KnownMeasure = MeasureRow;

/** A measure as it stood at the instant, with the forms in which it was listed before, oldest first. */
export interface ListedMeasure {
  readonly now: KnownMeasure;
  readonly before: readonly KnownMeasure[];
}

/** A register of measures. One that it does not list may be in force all the same: no row is no absence. */
export interface KnownRegister {
  /** The source that it is. */
  readonly id: string;
  readonly title: string;
  /** When it last answered by the instant; null when it never did, and nothing is known of what it lists. */
  readonly readAt: Temporal.Instant | null;
  /** By key. */
  readonly measures: readonly ListedMeasure[];
}

/** All that a rule may look at. */
export interface Evidence {
  /** @throws Error when the rule did not name the series in `needs`. */
  series(id: string): KnownSeries;
  /**
   * A series over the window in which it is watched for drift.
   * @throws Error when no window names it for that.
   */
  history(id: string): KnownSeries;
  /**
   * A series over the window in which the two sides of a trade are compared.
   * @throws Error when no window names it for that.
   */
  side(id: string): KnownSeries;
  /** @throws Error when the rule did not name the register in `registers`. */
  register(id: string): KnownRegister;
  readonly convert: Converter;
  /** What decides the draws of a method that draws: it is fixed by the commitment and the terms of its rule. */
  readonly seed: string;
}

/** The part of a series that a rule reads; without `from`, all of it. */
export interface SeriesWindow {
  readonly series: string;
  readonly from?: Temporal.PlainYearMonth;
  /** Read to watch the series for drift; no rule sees it. */
  readonly watch?: true;
  /** Read to compare the two sides of a trade; no rule sees it. */
  readonly mirror?: true;
}

export interface Quantity {
  /** Exact decimal. */
  readonly value: string;
  readonly unit: string;
}

/** What a rule takes the figures of a series in. */
export interface ReadUnit extends Measured {
  readonly series: string;
}

/** One line of the arithmetic, as it was done: `explain` prints these and computes nothing of its own. */
export interface Step {
  readonly what: string;
  readonly arithmetic: string;
  readonly result: string;
}

/** A figure that the rule used: reported (one vintage) or summed from several. */
export interface Figure extends Quantity {
  readonly series: string;
  readonly period: string;
  readonly status: ObservationStatus;
  readonly vintages: readonly string[];
}

/** How much worse the figures may become before they show a worse standing; 0 where anything less would. */
export interface Headroom {
  readonly to: Standing;
  /** In the rule's own unit, never below 0. */
  readonly quantity: Quantity;
}

/** What a rule says, before the gates of evidence and law. */
export interface Finding {
  readonly standing: Standing;
  /**
   * What the same figures show by the thresholds from which a drift is over, where the terms set these apart from those
   * by which it begins: as bad as `standing`, or worse. Absent where they are the same.
   */
  readonly closing?: Standing;
  /** Whether readings of the text come to different results, so that the law depends on which of them holds. */
  readonly disputed?: boolean;
  readonly value: Quantity | null;
  readonly target: Quantity | null;
  /** Distance from the target or the way to it, in the rule's own unit: negative on the wrong side. */
  readonly margin: Quantity | null;
  /** To each worse standing that worse figures would show, nearest first; none where there is no worse or no verdict. */
  readonly headroom: readonly Headroom[];
  /** The period that was judged, written as periods are. */
  readonly period: string | null;
  /** Grades of the figures that the standing rests on; empty when there are none. */
  readonly evidence: readonly EvidenceGrade[];
  /** One sentence. */
  readonly reason: string;
  /** What would bring a drifting commitment back, in one sentence; null when nothing has to. */
  readonly wayBack: string | null;
  readonly steps: readonly Step[];
  readonly figures: readonly Figure[];
  /** The vintages of the measures that it weighed; absent where the rule reads no register. */
  readonly measures?: readonly string[];
  /** Reports that disagree, gaps and cautions that a reader has to know of. */
  readonly remarks: readonly string[];
}

/**
 * How one kind of promise is judged. Pure: same terms, evidence and instant, same finding, byte for byte.
 * To add a kind: one folder under `rules/` with one of these, and one line in `registry.ts`.
 */
export interface Rule<Terms> {
  readonly kind: string;
  /** What it judges, in a line: `deal check` prints it, and editors show it. */
  readonly means: string;
  /** Raised when the arithmetic changes: old assessments stay, new ones say which version made them. */
  readonly version: number;
  readonly terms: z.ZodType<Terms>;
  /**
   * `continuous` when the promise holds in every period alike, so that a figure from outside the time in which it
   * binds says nothing of it; `by-deadline` when figures are a way towards a date.
   */
  readonly holds: 'continuous' | 'by-deadline';
  /** What the target of a finding is to its value; null when it is only compared with. */
  targetIs(terms: Terms): Binds | null;
  /** Whether the terms leave nothing to judge: `unknown` is then the answer, and no gap in the figures. */
  undecidable?(terms: Terms): boolean;
  /** The series and windows that `assess` reads, and no others. */
  needs(terms: Terms, at: Temporal.Instant): readonly SeriesWindow[];
  /** The registers of measures that `assess` reads, by source, and no others; none without it. */
  registers?(terms: Terms): readonly string[];
  /**
   * What the terms are written in, by series: the deal must be able to convert to each. Series that are named for one
   * unit are summed or compared, so they must end on one basis.
   */
  units(terms: Terms): readonly ReadUnit[];
  assess(terms: Terms, evidence: Evidence, at: Temporal.Instant): Finding;
}
