import { createHash } from 'node:crypto';
import { formatPeriod, type Period, type PeriodSpan, yearsOf } from '../../config/vocabulary/period.ts';
import type { NewPartition } from '../../db/partitions.ts';
import type { Access, Connector } from '../sources/connector.ts';

/** A part of a source's history that is asked for, stored and told of by itself. */
export interface PlannedPartition extends NewPartition {
  readonly span: PeriodSpan;
  /** Calls that it takes at least: an answer may have more pages. None where the answers are files of the deal folder. */
  readonly requests: number;
}

export interface Asked {
  readonly connector: Pick<Connector<unknown>, 'baseUrl' | 'requests'>;
  readonly query: unknown;
}

/**
 * The partitions of a span, oldest first: its calendar years, the first and the last as far as the span has them, for
 * a year is one call to every publisher that is asked by period. A source whose answer does not follow the span has one
 * partition: what is recorded, files of the deal folder, editions, registers, and lists that always reach to today.
 * Years of which there is nothing to ask are left out.
 */
export function planPartitions(
  asked: Asked,
  span: PeriodSpan,
  { access, mode }: { readonly access: Access; readonly mode: 'live' | 'recorded' },
): PlannedPartition[] {
  const { connector, query } = asked;
  const isFromFiles = connector.baseUrl === null || mode === 'recorded';
  const urlsOf = (part: PeriodSpan) => connector.requests(query, part, access).map(({ url }) => url);
  const years = yearsOf(span).map((year) => yearWithin(year, span));
  const parts = !isFromFiles && followsSpan(urlsOf, span, years) ? years : [span];
  return parts
    .map((part) => ({ ...named(part), span: part, urls: isFromFiles ? null : urlsOf(part) }))
    .filter(({ urls }) => urls === null || urls.length > 0)
    .map(({ urls, ...partition }) => ({ ...partition, requests: urls?.length ?? 0 }));
}

/** Whether both ends of a span make a difference to what is asked: otherwise the answers of its parts overlap. */
function followsSpan(
  urlsOf: (span: PeriodSpan) => readonly string[],
  span: PeriodSpan,
  years: readonly PeriodSpan[],
): boolean {
  const whole = urlsOf(span).join(' ');
  return [years[0]!, years.at(-1)!].every((part) => urlsOf(part).join(' ') !== whole);
}

function yearWithin(year: number, { from, to }: PeriodSpan): PeriodSpan {
  const [first, last] = [1, 12].map((month) => Temporal.PlainYearMonth.from({ year, month })) as [
    Temporal.PlainYearMonth,
    Temporal.PlainYearMonth,
  ];
  return {
    from: Temporal.PlainYearMonth.compare(first, from) < 0 ? from : first,
    to: Temporal.PlainYearMonth.compare(last, to) > 0 ? to : last,
  };
}

function named({ from, to }: PeriodSpan): NewPartition {
  const period: Period = { start: from, months: (to.year - from.year) * 12 + to.month - from.month + 1 };
  return {
    period: formatPeriod(period),
    periodStart: from.toPlainDate({ day: 1 }).toString(),
    periodMonths: period.months,
  };
}

/** What a source is asked, in one word: a partition that was done with another query has to be done again. */
export function queryDigest(publisher: string, query: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([publisher, query]))
    .digest('hex');
}

/** The months to ask for: up to the present one, since nothing is reported of the ones after it. */
export function backfillSpan(from: Period, to: Period, now: Temporal.Instant): PeriodSpan {
  const present = now.toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth();
  const last = to.start.add({ months: to.months - 1 });
  return { from: from.start, to: Temporal.PlainYearMonth.compare(last, present) > 0 ? present : last };
}
