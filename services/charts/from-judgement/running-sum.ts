import type { Measured } from '../../../config/vocabulary/basis.ts';
import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { type Period, comparePeriods, lastMonth } from '../../../config/vocabulary/period.ts';
import { spanOf } from '../../commitments/finding.ts';
import { cover } from '../../commitments/methods/stretch.ts';
import { convertSum } from '../../commitments/rules/pace/convert-sum.ts';
import { type SettledSeries, type Valued, isValued } from '../../commitments/settle.ts';
import { type Converter, NoRateError } from '../../observations/convert.ts';
import type { ChartPoint } from '../input.ts';
import { leastFirm, stepOf } from './course.ts';

export interface SumTerms {
  /** The months that are summed. */
  readonly span: Period;
  /** The last month of which anything is known: what is not known after it is no gap yet. */
  readonly until: Temporal.PlainYearMonth;
  readonly to: Measured;
  /** Whether to go on after a gap, as the rule does where more could but add. */
  readonly overGaps: boolean;
  readonly convert: Converter;
}

const { compare } = Temporal.PlainYearMonth;

/**
 * The sum of some lines from the start of a span to the end of each of their periods, with a gap for each period that
 * is not known. As in the rules, the sum ends before the first gap unless it goes on over gaps, and what a line has in
 * one month is not set against what another has in the next.
 */
export function runningSum(lines: readonly SettledSeries[], terms: SumTerms): ChartPoint[] {
  const known = lines.map((line) => ({ line, valued: within(line, terms.span) }));
  const ends = known
    .flatMap(({ valued }) => valued.map(({ period }) => lastMonth(period)))
    .toSorted(compare)
    .filter((end, index, all) => index === 0 || !end.equals(all[index - 1]!));
  const sums = ends.flatMap((end) => sumTo(end, known, terms) ?? []);
  return [...sums, ...gaps(sums, known, terms)].toSorted((a, b) => comparePeriods(a.period, b.period));
}

interface Line {
  readonly line: SettledSeries;
  readonly valued: readonly Valued[];
}

function within({ observations }: SettledSeries, span: Period): Valued[] {
  return observations
    .filter(isValued)
    .filter(({ period }) => compare(period.start, span.start) >= 0 && compare(lastMonth(period), lastMonth(span)) <= 0);
}

function sumTo(end: Temporal.PlainYearMonth, known: readonly Line[], terms: SumTerms): ChartPoint | null {
  const { span, overGaps, to, convert } = terms;
  const counted = known.map(({ line, valued }) => {
    const before = valued.filter(({ period }) => compare(lastMonth(period), end) <= 0);
    return { line, counted: cover(before, { from: span.start, overGaps }) };
  });
  const reaches = (some: readonly Valued[]) => some.length > 0 && lastMonth(spanOf(some)).equals(end);
  if (!overGaps && !counted.every((one) => reaches(one.counted))) return null;
  const period = spanFrom(span.start, end);
  try {
    const value = counted.reduce(
      (sum, one) => sum.plus(convertSum(one.line, one.counted, to, convert).value),
      new Decimal(0),
    );
    return { period, value: decimalText(value), status: leastFirm(counted.flatMap((one) => one.counted)) };
  } catch (error) {
    if (!(error instanceof NoRateError)) throw error;
    return { period, value: null, status: 'missing' };
  }
}

/** Each period that the sum has no value for. */
function gaps(sums: readonly ChartPoint[], known: readonly Line[], { span, until, overGaps }: SumTerms): ChartPoint[] {
  const end = compare(until, lastMonth(span)) < 0 ? until : lastMonth(span);
  const step = Math.max(...known.map(({ line }) => stepOf(line)));
  const summed = new Set(sums.map(({ period }) => period.months));
  return Array.from({ length: Math.floor(spanFrom(span.start, end).months / step) }, (_, index) => (index + 1) * step)
    .filter((months) => {
      const month = span.start.add({ months: months - 1 });
      const isKnown = ({ valued }: Line) => valued.some(({ period }) => holds(period, month));
      return !summed.has(months) && !(overGaps && known.some(isKnown));
    })
    .map((months) => ({ period: { start: span.start, months }, value: null, status: 'missing' }));
}

const holds = (period: Period, month: Temporal.PlainYearMonth): boolean =>
  compare(period.start, month) <= 0 && compare(month, lastMonth(period)) <= 0;

const spanFrom = (start: Temporal.PlainYearMonth, end: Temporal.PlainYearMonth): Period => ({
  start,
  months: start.until(end, { largestUnit: 'months' }).months + 1,
});
