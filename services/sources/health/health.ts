import type { SourceSpec } from '../../../config/deal/schema.ts';
import { lastMonth, type Period } from '../../../config/vocabulary/period.ts';
import type { PullRun } from '../../../db/source-facts.ts';
import type { SourceFault } from '../errors.ts';
import type { Expected } from '../release/expected.ts';
import {
  type ExpectedOf,
  expectedOf,
  latest,
  type Lateness,
  newestOf,
  overdue,
  quiet,
  type SeriesFacts,
} from './lateness.ts';

/** Failures one after the other, with no answer between them. */
export interface Failing {
  readonly fault: SourceFault;
  readonly detail: string | null;
  readonly failures: number;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** How a source does: by its calendar, and by its pulls. */
export interface SourceHealth {
  /** Whether it is asked of its publisher at all; one that is idle, recorded or not yet asked is never late. */
  readonly watched: boolean;
  readonly late: Lateness | null;
  /** The newest period that has to be there, the grace left out; of a late source the one that is lacking. */
  readonly expected: Expected | null;
  readonly next: Expected | null;
  readonly newest: Period | null;
  /** When anything new last came, whichever period it was of. */
  readonly lastNews: Temporal.Instant | null;
  readonly failing: Failing | null;
  /** When a pull last brought figures. */
  readonly lastOkAt: Temporal.Instant | null;
  /** Since when it has answered again, after its last failure. */
  readonly goodSince: Temporal.Instant | null;
}

/**
 * How a source does at an instant. It is late when one of its series lacks the newest overdue period. A period that its
 * publisher stated to have no value has come: that is an answer. A sparse series is no witness, since its publisher
 * leaves periods out; a source of such series alone is never late by its calendar.
 * @param run its pulls in the mode, where there were any.
 */
export function healthOf(
  source: SourceSpec,
  series: readonly SeriesFacts[],
  { run, mode }: { readonly run: PullRun | undefined; readonly mode: 'live' | 'recorded' },
  now: Temporal.Instant,
): SourceHealth {
  const lastNews = latest(series.flatMap(({ reach }) => reach?.lastKnown ?? []));
  // What is recorded can neither be late nor come.
  const watched = mode === 'live' && run !== undefined && run.latestOutcome !== 'idle';
  return {
    watched,
    ...(watched ? byCalendar(source, series, { firstAt: run.firstAt, lastNews }, now) : NOT_EXPECTED),
    newest: series.map(newestOf).reduce(newerOf, null),
    lastNews,
    failing: failingOf(run),
    lastOkAt: run?.lastOkAt ?? null,
    goodSince: run?.goodSince ?? null,
  };
}

type ByCalendar = Pick<SourceHealth, 'late' | 'expected' | 'next'>;

const NOT_EXPECTED: ByCalendar = { late: null, expected: null, next: null };

function byCalendar(
  source: SourceSpec,
  series: readonly SeriesFacts[],
  { firstAt, lastNews }: { firstAt: Temporal.Instant; lastNews: Temporal.Instant | null },
  now: Temporal.Instant,
): ByCalendar {
  const { release } = source;
  if ('irregular' in release) return { ...NOT_EXPECTED, late: quiet(release, series, lastNews ?? firstAt, now) };
  const looks = series.map((one) => expectedOf(one, source, release, firstAt, now));
  const late = overdue(looks);
  return {
    late,
    expected: furthest(late?.reason === 'period_overdue' ? late.lacking : present(looks, 'newest')),
    next: present(looks, 'next').toSorted((a, b) => Temporal.PlainDate.compare(a.by, b.by))[0] ?? null,
  };
}

function failingOf(run: PullRun | undefined): Failing | null {
  if (!run || run.failures === 0) return null;
  const { detail, failures, failingSince, lastFailureAt } = run;
  return { fault: run.fault as SourceFault, detail, failures, since: failingSince!, until: lastFailureAt! };
}

const present = (looks: readonly ExpectedOf[], which: 'newest' | 'next'): Expected[] =>
  looks.flatMap(({ expectation }) => expectation[which] ?? []);

const furthest = (expected: readonly Expected[]): Expected | null =>
  expected.reduce<Expected | null>(
    (far, one) => (far === null || newerOf(far.period, one.period) !== far.period ? one : far),
    null,
  );

/** The one that ends later; of two that end together, the first. */
function newerOf(a: Period | null, b: Period | null): Period | null {
  if (a === null || b === null) return a ?? b;
  return Temporal.PlainYearMonth.compare(lastMonth(b), lastMonth(a)) > 0 ? b : a;
}
