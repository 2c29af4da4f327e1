import { type Period, type PeriodSpan, lastMonth } from '../../../config/vocabulary/period.ts';

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** The months of a period. */
export function spanOfPeriod(period: Period): PeriodSpan {
  return { from: period.start, to: lastMonth(period) };
}

/** The span between two months as a request states them, `2025-01`; undefined when it states none, or an empty one. */
export function spanAsked(from: string | undefined, to: string | undefined): PeriodSpan | undefined {
  if (from === undefined || to === undefined || !MONTH.test(from) || !MONTH.test(to) || from > to) return undefined;
  return { from: Temporal.PlainYearMonth.from(from), to: Temporal.PlainYearMonth.from(to) };
}
