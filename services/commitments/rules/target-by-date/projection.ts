import { Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import {
  type Frequency,
  PERIOD_MONTHS,
  type Period,
  formatPeriod,
  lastMonth,
} from '../../../../config/vocabulary/period.ts';
import { aimsOf } from './aims.ts';
import type { Point } from '../../methods/drift/detector.ts';
import { FEWEST_STEPS, growthSteps, project } from '../../methods/projection.ts';
import { seededRandom } from '../../methods/seeded-random.ts';
import type { Step } from '../../rule.ts';
import type { TargetTerms } from './terms.ts';
import { exact, say, sayPercent } from '../../words.ts';

/** A level of a period, in the unit of the target; null where there is none. */
export interface KnownLevel {
  readonly period: Period;
  readonly value: Point;
}

/**
 * Where the level may be by the date if growth goes on as it was, and how likely each aim is then; or why that cannot
 * be said. It moves no standing. `seed` decides the draws: the same seed and figures give the same numbers.
 */
export function projectionStep(
  terms: TargetTerms,
  levels: readonly KnownLevel[],
  frequency: Frequency,
  seed: string,
): Step {
  const { by, low, high, unit, projection } = terms;
  const { direction } = aimsOf(terms);
  const none = (why: string): Step => ({ what: whatOf(by), arithmetic: 'none', result: why });
  if (frequency === 'year-to-date') return none('a series that counts from January has no growth steps');
  const every = PERIOD_MONTHS[frequency];
  const own = levels.filter(({ period }) => period.months === every);
  const newest = own.at(-1);
  if (!newest || newest.value === null) return none('there is no newest level to project from');
  const steps = growthSteps(inARow(own, every));
  if (steps.length < FEWEST_STEPS) {
    const known = steps.length === 1 ? '1 growth step is known' : `${steps.length} growth steps are known`;
    return none(`${known}, and ${FEWEST_STEPS} are needed`);
  }
  if (newest.value.lte(0)) return none('the newest level is not above 0, so no growth can be put on it');
  const months = lastMonth(newest.period).until(lastMonth(by), { largestUnit: 'months' }).months;
  const ahead = Math.floor(months / every);
  if (ahead < 1) return none(`less than a ${frequency} is left`);

  const aims = [...new Map([low, high].flatMap((aim) => (aim ? [[decimalText(aim), aim] as const] : []))).values()];
  const { draws, coverage } = projection;
  const { mean, from, to, reached } = project(newest.value, steps, aims, {
    draws,
    coverage,
    ahead,
    direction,
    random: seededRandom(seed),
  });
  const orBeyond = direction > 0 ? 'or more' : 'or less';
  const chances = aims.map(
    (aim, index) => `${say(aim, unit)} ${orBeyond} in ${sayPercent(reached[index]!)} of the draws`,
  );
  return {
    what: whatOf(by),
    arithmetic: `${exact(newest.value, unit)} × ${ahead} growth steps, ${draws} times: ${steps.length} known steps, mean log ${decimalText(new Decimal(mean))}, their residuals drawn with replacement, seed ${seed}`,
    result: `${sayPercent(coverage)} of the draws between ${say(from, unit)} and ${say(to, unit)}; ${chances.join('; ')}`,
  };
}

const whatOf = (by: Period): string => `projection to ${formatPeriod(by)}, by bootstrap/1`;

/** Each period from the first to the newest, with null where none is known. */
function inARow(levels: readonly KnownLevel[], months: number): Point[] {
  const byStart = new Map(levels.map(({ period, value }) => [period.start.toString(), value]));
  const row: Point[] = [];
  const end = levels.at(-1)!.period.start;
  for (let { start } = levels[0]!.period; Temporal.PlainYearMonth.compare(start, end) <= 0;) {
    row.push(byStart.get(start.toString()) ?? null);
    start = start.add({ months });
  }
  return row;
}
