import { type Period, lastMonth, periodOf } from '../../../config/vocabulary/period.ts';
import { type Settled, type Valued, isValued } from '../settle.ts';
import { cover } from './stretch.ts';

/** The base year's figures for the same calendar months, or the months of it that no figure covers. */
export type BaseMonths = { readonly figures: readonly Valued[] } | { readonly missing: readonly string[] };

/**
 * The months of a span as a base year had them: of each calendar year that the span touches, the base year's figures
 * for the same months. `target × sum of the months so far ÷ sum of all` is then where a seasonal flow would be.
 * A base month without a value leaves the share undefined: it is never taken as zero, nor by an even share.
 * Source: PIIE, "US-China phase one tracker: China's purchases of US goods", methodology notes (prorating by the
 * monthly shares of 2017, from October 2020 on). For spans of several years the shares repeat: pactwatch's own rule.
 */
export function baseMonths(observations: readonly Settled[], year: number, span: Period): BaseMonths {
  const parts = byCalendarYear(span).map(({ start, months }) => {
    const part = periodOf(year, start.month, months);
    const inside = observations.filter(isValued).filter(({ period }) => holds(part, period));
    return { part, figures: cover(inside, { from: part.start }) };
  });
  const missing = parts.flatMap(({ part, figures }) => monthsOf(part).slice(total(figures)));
  return missing.length > 0
    ? { missing: [...new Set(missing.map(String))].toSorted() }
    : { figures: parts.flatMap(({ figures }) => figures) };
}

function byCalendarYear({ start, months }: Period): Period[] {
  const first = Math.min(months, 13 - start.month);
  const rest = months - first;
  return rest > 0
    ? [{ start, months: first }, ...byCalendarYear({ start: start.add({ months: first }), months: rest })]
    : [{ start, months: first }];
}

const monthsOf = ({ start, months }: Period): Temporal.PlainYearMonth[] =>
  Array.from({ length: months }, (_, index) => start.add({ months: index }));

const total = (figures: readonly Valued[]): number => figures.reduce((sum, { period }) => sum + period.months, 0);

const holds = (outer: Period, inner: Period): boolean =>
  Temporal.PlainYearMonth.compare(outer.start, inner.start) <= 0 &&
  Temporal.PlainYearMonth.compare(lastMonth(inner), lastMonth(outer)) <= 0;
