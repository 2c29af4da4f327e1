import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { lastMonth } from '../../../config/vocabulary/period.ts';
import { FEWEST_STEPS, growthSteps, project } from '../../commitments/methods/projection.ts';
import { seededRandom } from '../../commitments/methods/seeded-random.ts';
import { aimsOf } from '../../commitments/rules/target-by-date/aims.ts';
import type { TargetTerms } from '../../commitments/rules/target-by-date/terms.ts';
import { seedOf } from '../../commitments/seed.ts';
import { type SettledSeries, isValued, settle } from '../../commitments/settle.ts';
import { sayPercent } from '../../commitments/words.ts';
import type { ChartPoint, Projection, RequiredPath } from '../input.ts';
import { endOf, middleOf } from './days.ts';
import { type Course, type Given, course, every, inARow, judgedIn, pointOf, stepOf } from './course.ts';

/** The level, the way from the baseline to the level that is due, and where it may be by then. */
export function targetCourse(terms: TargetTerms, given: Given): Course | null {
  const { evidence, judgement, at } = given;
  const series = settle(evidence.series(terms.series), at, 'begun');
  if (!series.observations.some(isValued)) return null;
  const { convert } = evidence;
  const all = series.observations.map((observation) =>
    pointOf(observation, ({ value, period }) =>
      convert.can(series.spec, terms, period) ? convert.convert(value, series.spec, terms, period).value : null,
    ),
  );
  const step = stepOf(series);
  const points = series.spec.frequency === 'year-to-date' ? all : inARow(all, step);
  const { due, hoped, direction } = aimsOf(terms);
  const { low, high, by } = terms;
  return course({
    series: [series],
    unit: terms.unit,
    form: 'level',
    counted: `level of ${every(step)}`,
    points,
    judged: judgedIn(judgement, due === undefined ? null : dueThen(given, direction)),
    required: due === undefined ? null : pathTo(terms, due, step),
    target: { value: (due ?? hoped)!.toFixed(), is: aimsOf(terms).binds, from: null, to: endOf(by) },
    band: low && high ? { low: low.toFixed(), high: high.toFixed() } : null,
    projection: projectionOf(terms, series, points, given),
  });
}

/** What was due when the level was judged: its margin is the lead over that, in the direction that it is to go. */
function dueThen({ judgement: { value, margin } }: Given, direction: 1 | -1): Decimal | null {
  return value && margin && new Decimal(value.value).minus(new Decimal(margin.value).times(direction));
}

/** Levels are compared from start to start of their periods, so both ends stand where a level of the series would. */
function pathTo({ baseline, by, path, direction }: TargetTerms, due: Decimal, months: number): RequiredPath {
  const on = ({ start }: { readonly start: Temporal.PlainYearMonth }) => middleOf({ start, months });
  return {
    is: direction === 'rise' ? 'required' : 'allowed',
    way: path,
    label: path === 'compound' ? 'compound growth from the baseline' : 'straight line from the baseline',
    runs: [
      [
        { on: on(baseline.period), value: decimalText(baseline.value) },
        { on: on(by), value: decimalText(due) },
      ],
    ],
  };
}

/** The interval that the rule's own projection has, by the same draws; null where it says that there is none. */
function projectionOf(
  { by, projection: { draws, coverage } }: TargetTerms,
  { spec: { frequency } }: SettledSeries,
  points: readonly ChartPoint[],
  { judgement, commitment }: Given,
): Projection | null {
  const newest = points.at(-1);
  if (frequency === 'year-to-date' || newest === undefined || newest.value === null) return null;
  const steps = growthSteps(points.map(({ value }) => (value === null ? null : new Decimal(value))));
  const { months } = newest.period;
  const left = lastMonth(newest.period).until(lastMonth(by), { largestUnit: 'months' }).months;
  const ahead = Math.floor(left / months);
  const current = new Decimal(newest.value);
  if (steps.length < FEWEST_STEPS || current.lte(0) || ahead < 1) return null;
  const random = seededRandom(seedOf(judgement.commitment, commitment.rule));
  const { from, to } = project(current, steps, [], { draws, coverage, ahead, direction: 1, random });
  const end = { start: newest.period.start.add({ months: ahead * months }), months };
  return {
    from: { on: middleOf(newest.period), value: newest.value },
    to: { on: middleOf(end), low: decimalText(from), high: decimalText(to) },
    label: `${sayPercent(coverage)} of the draws`,
  };
}
