import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import {
  type Period,
  comparePeriods,
  formatPeriod,
  parsePeriod,
  yearsBefore,
} from '../../../config/vocabulary/period.ts';
import type { ContinuityTerms } from '../../commitments/rules/flow-continuity/terms.ts';
import { type SettledSeries, isValued, settle } from '../../commitments/settle.ts';
import { sayPercent } from '../../commitments/words.ts';
import type { ChartPoint, RequiredPath } from '../input.ts';
import { type Course, type Given, course, every, inARow, judgedIn, pointOf, stepOf } from './course.ts';
import { steppedRuns } from './stepped.ts';

/**
 * The flow of the witness that the judgement tells of, period by period, against the share of a year before below which
 * it counts as fallen. Periods of another length are left out: a year and its first months are not compared.
 */
export function continuityCourse(terms: ContinuityTerms, given: Given): Course | null {
  const { judgement } = given;
  const series = witnessOf(terms, given);
  const newest = series?.observations.findLast(isValued);
  if (series === undefined || newest === undefined) return null;
  const period = judgement.value === null || judgement.period === null ? newest.period : parsePeriod(judgement.period);
  const toDate = series.spec.frequency === 'year-to-date';
  const all = series.observations.map((observation) => pointOf(observation, ({ value }) => value));
  const points = inARow(all, period.months, toDate ? 12 : stepOf(series));
  const before = judgement.target;
  return course({
    series: [series],
    unit: series.spec.unit,
    form: 'flow',
    counted: toDate ? `first ${period.months} months of each year` : every(period.months),
    points,
    judged: judgedIn(judgement, before && new Decimal(before.value).times(terms.fall)),
    required: fallPath(points, terms.fall),
    note: terms.beneficiary.length > 1 ? `One of ${terms.beneficiary.length} series that the flow is judged by.` : null,
  });
}

/** The first witness that has the judged value; without one, the first that has any. */
function witnessOf({ beneficiary }: ContinuityTerms, { evidence, judgement, at }: Given): SettledSeries | undefined {
  const settled = beneficiary.map((id) => settle(evidence.series(id), at));
  const { value, period } = judgement;
  const told = settled.find(({ spec, observations }) =>
    observations.some(
      (one) =>
        isValued(one) &&
        value !== null &&
        spec.unit === value.unit &&
        one.value.eq(value.value) &&
        formatPeriod(one.period) === period,
    ),
  );
  return told ?? settled.find(({ observations }) => observations.some(isValued));
}

/** Over each period of which the one a year before is known. */
function fallPath(points: readonly ChartPoint[], fall: Decimal): RequiredPath | null {
  const steps = points.flatMap(({ period }) => {
    const before = valueOf(points, yearsBefore(period, 1));
    if (before === null || before.lte(0)) return [];
    return [{ period, value: decimalText(before.times(fall)) }];
  });
  const runs = steppedRuns(steps);
  return runs.length === 0
    ? null
    : { is: 'threshold', way: 'stepped', label: `${sayPercent(fall)} of a year before`, runs };
}

function valueOf(points: readonly ChartPoint[], period: Period): Decimal | null {
  const value = points.find((point) => comparePeriods(point.period, period) === 0)?.value ?? null;
  return value === null ? null : new Decimal(value);
}
