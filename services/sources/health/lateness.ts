import type { IrregularRelease, ReleaseCalendar } from '../../../config/deal/release.ts';
import type { SeriesSpec, SourceSpec } from '../../../config/deal/schema.ts';
import { parsePeriod, type Period } from '../../../config/vocabulary/period.ts';
import type { SeriesReach } from '../../../db/source-facts.ts';
import { type Expectation, type Expected, expectedBy, isLate } from '../release/expected.ts';

export interface SeriesFacts {
  readonly id: string;
  readonly spec: SeriesSpec;
  readonly reach: SeriesReach | undefined;
}

/** A series that lacks a period whose grace has passed. */
export interface Lacking extends Expected {
  readonly series: string;
  /** The newest period that is known of it. */
  readonly newest: Period | null;
}

export type Lateness =
  /** By day, the newest first. */
  | { readonly reason: 'period_overdue'; readonly lacking: readonly Lacking[] }
  | { readonly reason: 'quiet_too_long'; readonly quietSince: Temporal.Instant };

/** A series with what its calendar expects of it. */
export interface ExpectedOf {
  readonly id: string;
  readonly sparse: boolean;
  readonly newest: Period | null;
  readonly expectation: Expectation;
}

/** What the calendar of a source expects of a series, which has been asked for since the source was first pulled. */
export function expectedOf(
  { id, spec, reach }: SeriesFacts,
  { history }: Pick<SourceSpec, 'history'>,
  calendar: ReleaseCalendar,
  firstAt: Temporal.Instant,
  now: Temporal.Instant,
): ExpectedOf {
  const newest = newestOf({ reach });
  // A series without a figure may be younger than its source.
  const since = newest === null && reach ? latest([firstAt, reach.addedAt])! : firstAt;
  const expectation = expectedBy(
    calendar,
    {
      frequency: spec.frequency,
      from: Temporal.PlainYearMonth.from(history),
      ended: spec.ended === undefined ? undefined : Temporal.PlainYearMonth.from(spec.ended),
      since: since.toZonedDateTimeISO('UTC').toPlainDate(),
    },
    now,
  );
  return { id, sparse: spec.sparse !== undefined, newest, expectation };
}

/** The series that lack what is overdue; a sparse one is no witness. */
export function overdue(series: readonly ExpectedOf[]): Lateness | null {
  const lacking = series
    .filter(({ sparse, expectation, newest }) => !sparse && isLate(expectation, newest))
    .map(({ id, newest, expectation }) => ({ series: id, newest, ...expectation.overdue! }))
    .toSorted((a, b) => Temporal.PlainDate.compare(b.by, a.by));
  return lacking.length === 0 ? null : { reason: 'period_overdue', lacking };
}

/** Whether nothing new has come for longer than a source without a calendar may be quiet. */
export function quiet(
  { quiet_for: quietFor }: IrregularRelease,
  series: readonly SeriesFacts[],
  since: Temporal.Instant,
  now: Temporal.Instant,
): Lateness | null {
  if (quietFor === undefined || series.every(({ spec }) => spec.ended !== undefined)) return null;
  const until = since.toZonedDateTimeISO('UTC').add(quietFor).toInstant();
  return Temporal.Instant.compare(now, until) > 0 ? { reason: 'quiet_too_long', quietSince: since } : null;
}

/** The newest period that is known of a series. */
export function newestOf({ reach }: Pick<SeriesFacts, 'reach'>): Period | null {
  const period = reach?.newestPeriod ?? null;
  return period === null ? null : parsePeriod(period);
}

export function latest(instants: readonly Temporal.Instant[]): Temporal.Instant | null {
  return instants.toSorted(Temporal.Instant.compare).at(-1) ?? null;
}
