import {
  PERIOD_MONTHS,
  type Period,
  comparePeriods,
  formatPeriod,
  isWithin,
  lastMonth,
} from '../../../config/vocabulary/period.ts';
import type { ComparedOver } from '../../../config/vocabulary/sides.ts';
import { cover } from '../methods/stretch.ts';
import { type SettledSeries, type Valued, isValued } from '../settle.ts';
import { sayList } from '../words.ts';

const YEAR = 12;
const MONTHS = { ...PERIOD_MONTHS, 'year-to-date': YEAR } as const;
const SHOWN = 4;

/** A series of one side, with the figures of it that can be compared. */
export interface Member {
  readonly series: SettledSeries;
  readonly counted: readonly Valued[];
  /** The newest figure, where it is left out because it is provisional. */
  readonly pending: Valued | undefined;
}

/** Twelve months, with what a member reports of them. */
export interface Covered {
  readonly member: Member;
  readonly observations: readonly Valued[];
  readonly isWhole: boolean;
}

/**
 * The figures of a series that can be compared. A last month or quarter that is provisional is left out, because a figure
 * that is not out yet can stand there as a zero; a provisional year is used and marked.
 */
export function memberOf(series: SettledSeries): Member {
  const valued = series.observations.filter(isValued);
  const newest = valued.toSorted((a, b) => compareMonths(lastMonth(a.period), lastMonth(b.period))).at(-1);
  const pending = newest?.status === 'provisional' && newest.period.months < YEAR ? newest : undefined;
  return { series, counted: valued.filter((one) => one !== pending), pending };
}

/** The spans that can be compared, newest first: whole calendar years, or any twelve months that the members' periods make. */
export function spansOf(members: readonly Member[], over: ComparedOver, from: Temporal.PlainYearMonth): Period[] {
  const ends = members.flatMap(({ series }) =>
    series.observations.filter(isValued).map(({ period }) => lastMonth(period)),
  );
  const newest = ends.toSorted(compareMonths).at(-1);
  if (newest === undefined) return [];
  const step = over === 'year' ? YEAR : Math.max(...members.map(({ series }) => MONTHS[series.spec.frequency]));
  // To the end of its own year or quarter: a span that has only begun is told as not whole.
  const last = newest.add({ months: (step - (newest.month % step)) % step });
  const spans: Period[] = [];
  for (let start = last.subtract({ months: YEAR - 1 }); compareMonths(start, from) >= 0;) {
    spans.push({ start, months: YEAR });
    start = start.subtract({ months: step });
  }
  return spans;
}

/** What a member reports of a span, each month once. */
export function coverOf(member: Member, span: Period): Covered {
  const observations = cover(inside(member, span), { from: span.start });
  const months = observations.reduce((sum, { period }) => sum + period.months, 0);
  return { member, observations, isWhole: months === span.months };
}

/** The periods of a span that a member gives no figure for, each with why where it says so. */
export function lackingText(member: Member, span: Period): string {
  const { series, pending } = member;
  const covered = cover(inside(member, span), { from: span.start, overGaps: true });
  const has = new Set(covered.flatMap(({ period }) => monthsOf(period)));
  const lacking = periodsOf(span, MONTHS[series.spec.frequency])
    .filter((period) => monthsOf(period).some((month) => !has.has(month)))
    .map((period) => {
      const found = series.observations.find((one) => comparePeriods(one.period, period) === 0);
      const why = found === undefined ? '' : found === pending ? ' (provisional)' : ` (${found.status})`;
      return `${formatPeriod(period)}${why}`;
    });
  const more = lacking.length - SHOWN;
  return `${series.spec.title}, ${sayList(more > 0 ? [...lacking.slice(0, SHOWN), `${more} more`] : lacking)}`;
}

const inside = ({ counted }: Member, span: Period): Valued[] => counted.filter(({ period }) => isWithin(period, span));

function periodsOf(span: Period, months: number): Period[] {
  return Array.from({ length: span.months / months }, (_, index) => ({
    start: span.start.add({ months: index * months }),
    months,
  }));
}

const monthsOf = (period: Period): string[] => periodsOf(period, 1).map(({ start }) => start.toString());

const compareMonths = (a: Temporal.PlainYearMonth, b: Temporal.PlainYearMonth): number =>
  Temporal.PlainYearMonth.compare(a, b);
