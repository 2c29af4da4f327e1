import { canonicalDecimal, Decimal } from '../../config/vocabulary/decimal.ts';
import type { ObservationStatus } from '../../config/vocabulary/evidence.ts';

/** A report as it stood before or after a revision. Instants are ISO 8601 text, so that a queue may carry it. */
export interface RevisedReport {
  readonly vintage: string;
  /** Canonical decimal; null exactly when the status is `missing` or `suppressed`. */
  readonly value: string | null;
  readonly status: ObservationStatus;
  /** When the publisher released it, as far as it says. */
  readonly publishedAt: string | null;
  /** Why another report of the figure is preferred to it; null when none is. */
  readonly superseded: string | null;
  readonly note: string | null;
  /** The sha256 of the document that states it, or that lacks it where the status is `missing`. */
  readonly document: string;
  readonly locator: string;
}

/** By how much a value changed; null where there was no value before or there is none now. */
export interface Change {
  /** Exact, with its sign: `+687`, `-12.5`, `0`. */
  readonly absolute: string;
  /** Of the old value's magnitude, exact to 12 places, with its sign; null when the old value was 0. */
  readonly percent: string | null;
}

/** A figure that was revised, plain JSON. */
export interface Revision {
  readonly series: string;
  readonly period: string;
  readonly reportedBy: string;
  readonly unit: string;
  readonly before: RevisedReport;
  readonly after: RevisedReport;
  readonly change: Change | null;
}

/** A stored vintage, as far as a revision tells of it. */
export interface StoredVintage extends Omit<RevisedReport, 'publishedAt'> {
  readonly series: string;
  readonly period: string;
  readonly reportedBy: string;
  readonly unit: string;
  readonly publishedAt: Temporal.Instant | null;
}

/** What changed between two vintages of one figure. */
export function revisionOf(before: StoredVintage, after: StoredVintage): Revision {
  const { series, period, reportedBy, unit } = after;
  return {
    series,
    period,
    reportedBy,
    unit,
    before: reportOf(before),
    after: reportOf(after),
    change: changeOf(before.value, after.value),
  };
}

/**
 * The figures that stand on other vintages now than before. What is new, or is looked at no longer, was not revised.
 * The result is in the order of `after`.
 */
export function revisedFigures(before: readonly StoredVintage[], after: readonly StoredVintage[]): Revision[] {
  const earlier = new Map(before.map((vintage) => [figureKey(vintage), vintage]));
  return after.flatMap((vintage) => {
    const was = earlier.get(figureKey(vintage));
    return was === undefined || was.vintage === vintage.vintage ? [] : [revisionOf(was, vintage)];
  });
}

/** The figures that no vintage before was of, in the order of `after`. */
export function arrivedFigures<Vintage extends Pick<StoredVintage, 'series' | 'period' | 'reportedBy'>>(
  before: readonly Pick<StoredVintage, 'series' | 'period' | 'reportedBy'>[],
  after: readonly Vintage[],
): Vintage[] {
  const earlier = new Set(before.map(figureKey));
  return after.filter((vintage) => !earlier.has(figureKey(vintage)));
}

const figureKey = ({ series, period, reportedBy }: Pick<StoredVintage, 'series' | 'period' | 'reportedBy'>) =>
  JSON.stringify([series, period, reportedBy]);

/** By how much a value changed, exact. */
export function changeOf(before: string | null, after: string | null): Change | null {
  if (before === null || after === null) return null;
  const [old, now] = [new Decimal(before), new Decimal(after)];
  const difference = now.minus(old);
  return {
    absolute: signed(difference),
    percent: old.isZero() ? null : signed(difference.div(old.abs()).times(100).toDecimalPlaces(12)),
  };
}

const signed = (value: Decimal): string => `${value.gt(0) ? '+' : ''}${canonicalDecimal(value.toFixed())}`;

function reportOf(vintage: StoredVintage): RevisedReport {
  const { value, status, publishedAt, superseded, note, document, locator } = vintage;
  return {
    vintage: vintage.vintage,
    value: value === null ? null : canonicalDecimal(value),
    status,
    publishedAt: publishedAt?.toString() ?? null,
    superseded,
    note,
    document,
    locator,
  };
}
