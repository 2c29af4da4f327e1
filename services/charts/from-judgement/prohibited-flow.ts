import { decimalText } from '../../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { limitsOf, partnersOf } from '../../commitments/rules/prohibited-flow/limits.ts';
import { type Reading, readPeriods } from '../../commitments/rules/prohibited-flow/reading.ts';
import type { FlowTerms } from '../../commitments/rules/prohibited-flow/terms.ts';
import { type SettledSeries, settle } from '../../commitments/settle.ts';
import type { ChartPoint } from '../input.ts';
import { type Course, type Given, course, every, inARow, judgedIn, leastFirm } from './course.ts';

/** The flow of each period, all lines in sum, against the most that may flow. */
export function flowCourse(terms: FlowTerms, { evidence, judgement, at }: Given): Course | null {
  const lines = terms.series.map((id) => settle(evidence.series(id), at));
  const limits = limitsOf(terms);
  const partners = partnersOf(terms, (id) => evidence.series(id).spec.title);
  const readings = readPeriods(lines, partners, limits, evidence.convert);
  const [newest] = readings;
  if (newest === undefined) return null;
  const { months } = judgement.period === null ? newest.period : parsePeriod(judgement.period);
  return course({
    series: lines,
    unit: limits.unit,
    form: 'flow',
    counted: every(months),
    points: inARow(readings.map(pointOf), months, yearly(lines) ? 12 : months),
    judged: judgedIn(judgement, null),
    target: { value: limits.all.toFixed(), is: 'ceiling', from: null, to: null },
  });
}

/** A sum that lacks a line is no value, unless what is known of it goes beyond the limit already. */
function pointOf({ period, parts, unreported, valueless, sum, above }: Reading): ChartPoint {
  const isWhole = parts.length > 0 && unreported.length === 0 && valueless.length === 0;
  if (!isWhole && !above) return { period, value: null, status: 'missing' };
  return { period, value: decimalText(sum), status: leastFirm(parts.map(({ observation }) => observation)) };
}

const yearly = (lines: readonly SettledSeries[]): boolean =>
  lines.some(({ spec: { frequency } }) => frequency === 'year-to-date');
