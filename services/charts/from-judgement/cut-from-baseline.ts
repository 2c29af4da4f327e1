import { decimalText } from '../../../config/vocabulary/decimal.ts';
import { type CutCourse, courseOf, hasPledged, monthOf } from '../../commitments/rules/cut-from-baseline/members.ts';
import { type CutReading, readMonth } from '../../commitments/rules/cut-from-baseline/reading.ts';
import type { CutTerms } from '../../commitments/rules/cut-from-baseline/terms.ts';
import { settle } from '../../commitments/settle.ts';
import type { ChartPoint } from '../input.ts';
import { type Course, type Given, course, inARow, judgedIn, leastFirm } from './course.ts';
import { type Step, steppedRuns } from './stepped.ts';

/** The output of those who pledged a cut, in sum, against the sum of what they pledged to produce. */
export function cutCourse(terms: CutTerms, { evidence, judgement, at }: Given): Course | null {
  const courses = terms.members.map((member) =>
    courseOf(member, settle(evidence.series(member.series), at), terms.unit, evidence.convert),
  );
  const readings = monthsOf(courses)
    .filter((month) => isWhole(courses, month))
    .map((month) => readMonth(courses, month, terms));
  if (readings.length === 0) return null;
  const points = inARow(readings.map(pointOf), 1);
  return course({
    series: courses.map(({ series }) => series),
    unit: terms.unit,
    form: 'level',
    counted: courses.length === 1 ? 'level of each month' : 'sum of those who pledged, each month',
    points,
    judged: judgedIn(judgement, judgement.target && targetOf(readings.at(-1)!)),
    required: {
      is: 'allowed',
      way: 'stepped',
      label: 'no more than was pledged',
      runs: steppedRuns(readings.map(stepOf)),
    },
  });
}

/** Every month that any member has a figure for, oldest first. */
function monthsOf(courses: readonly CutCourse[]): Temporal.PlainYearMonth[] {
  const months = courses.flatMap((one) => one.months.map(({ month }) => [month.toString(), month] as const));
  return [...new Map(months).values()].toSorted(Temporal.PlainYearMonth.compare);
}

/** Whether all that pledged a cut for the month have a figure: a sum without one of them is none. */
function isWhole(courses: readonly CutCourse[], month: Temporal.PlainYearMonth): boolean {
  const pledging = courses.filter((one) => hasPledged(one, month));
  return pledging.length > 0 && pledging.every((one) => monthOf(one, month) !== undefined);
}

function pointOf({ month, group, pledging }: CutReading): ChartPoint {
  return {
    period: { start: month, months: 1 },
    value: decimalText(group.output),
    status: leastFirm(pledging.map(({ now }) => now.observation)),
  };
}

const targetOf = ({ group }: CutReading) => group.baseline.minus(group.cut);

function stepOf(reading: CutReading): Step {
  return { period: { start: reading.month, months: 1 }, value: decimalText(targetOf(reading)) };
}
