import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { PERIOD_MONTHS } from '../../../config/vocabulary/period.ts';
import { januaryBefore } from '../../commitments/clock.ts';
import { type ScheduledPeriod, endedPeriods } from '../../commitments/rules/scheduled-event/periods.ts';
import type { ScheduledTerms } from '../../commitments/rules/scheduled-event/terms.ts';
import { settle } from '../../commitments/settle.ts';
import type { ChartPoint } from '../input.ts';
import { startOf } from './days.ts';
import { type Course, type Given, course, every, judgedIn, leastFirm } from './course.ts';

const YEARS_SHOWN = 5;

/** How many events each period had, against how many are due; one whose count may still come is not shown. */
export function scheduledCourse(terms: ScheduledTerms, { evidence, judgement, at }: Given): Course | null {
  const series = settle(evidence.series(terms.series), at);
  const { from, at_least: least, unit } = terms;
  if (from === undefined || series.spec.unit !== unit) return null;
  const due = new Decimal(least);
  const earliest = januaryBefore(at, YEARS_SHOWN);
  const points = endedPeriods({ ...terms, from }, due, series, { at, earliest })
    .filter(({ is }) => is !== 'awaited')
    .map(pointOf)
    .toReversed();
  if (points.length === 0) return null;
  return course({
    series: [series],
    unit,
    form: 'flow',
    counted: every(PERIOD_MONTHS[terms.every]),
    points,
    judged: judgedIn(judgement, due),
    target: { value: decimalText(due), is: 'floor', from: startOf(from), to: null },
  });
}

function pointOf({ period, is, count, counted }: ScheduledPeriod): ChartPoint {
  if (is === 'missing' || is === 'awaited') return { period, value: null, status: 'missing' };
  return { period, value: decimalText(count), status: leastFirm(counted) };
}
