import { Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { type Period, formatPeriod } from '../../../../config/vocabulary/period.ts';
import { type FindingParts, finding, unknownFinding } from '../../finding.ts';
import { growthPaths } from './growth-path.ts';
import type { Growth } from '../../methods/required-growth.ts';
import type { Finding, Step } from '../../rule.ts';
import type { Level } from './level.ts';
import type { TargetTerms } from './terms.ts';
import { exact, quantity, say, sayPercent, withBands } from '../../words.ts';

/** The finding for a level that has not reached its target before the date: by its growth since the baseline. */
export function judgeGrowth(
  terms: TargetTerms,
  low: Decimal,
  level: Level,
  said: string,
  known: FindingParts,
): Finding {
  const { baseline, by, unit } = terms;
  const path = growthPaths[terms.path];
  const growth: Growth = {
    base: baseline.value,
    current: level.value,
    target: low,
    yearsSoFar: yearsBetween(baseline.period, level.period),
    yearsInAll: yearsBetween(baseline.period, by),
    direction: 1,
  };
  const ahead = [low, ...(terms.high ? [terms.high] : [])].flatMap((aim) => growthAhead(terms, level, aim));
  const aim = `${say(low, unit)} by ${formatPeriod(by)}`;
  const needed = path.rate(level.value, low, yearsBetween(level.period, by));
  const start = `${say(level.value, unit)} in ${formatPeriod(level.period)}`;
  const wayBack = needed && `From ${start}, growth of ${path.say(needed, unit)} to reach ${aim}.`;
  const result = path.ratio(growth);
  if (!result) {
    const why = growth.yearsSoFar.lt(1)
      ? `growth is judged from a figure at least a year after the baseline of ${formatPeriod(baseline.period)}`
      : 'no growth can be computed from these figures';
    return unknownFinding(`${said}; ${why}.`, {
      ...known,
      steps: [...known.steps!, ...ahead, level.projection],
      wayBack,
    });
  }
  const { soFar, required, ratio } = result;
  const onPath = path.level(baseline.value, required, growth.yearsSoFar);
  const standing = ratio.gte(terms.substantial) ? 'on_track' : ratio.gte(terms.moderate) ? 'at_risk' : 'off_track';
  const grown = `growth of ${path.say(soFar, unit)} since ${formatPeriod(baseline.period)}`;
  const reason = `${said}: ${grown}, ${sayPercent(ratio)} of the ${path.say(required, unit)} that ${aim} needs.`;
  return finding(standing, reason, {
    ...known,
    margin: quantity(level.value.minus(onPath), unit),
    wayBack: standing === 'on_track' ? null : wayBack,
    steps: [
      ...known.steps!,
      growthStep(terms, 'growth so far', level.value, baseline.value, growth.yearsSoFar, soFar),
      growthStep(terms, 'growth required', low, baseline.value, growth.yearsInAll, required),
      {
        what: 'growth so far over growth required',
        arithmetic: `${decimalText(soFar)} ÷ ${decimalText(required)}`,
        result: withBands(ratio, terms.substantial, terms.moderate),
      },
      {
        what: 'level on the way to the target',
        arithmetic: path.levelArithmetic(baseline.value, required, growth.yearsSoFar, unit),
        result: exact(onPath, unit),
      },
      ...ahead,
      level.projection,
    ],
  });
}

function growthAhead(terms: TargetTerms, level: Level, aim: Decimal): Step[] {
  const { by, unit, path } = terms;
  const years = yearsBetween(level.period, by);
  const rate = growthPaths[path].rate(level.value, aim, years);
  const what = `growth needed from ${formatPeriod(level.period)} to ${say(aim, unit)}`;
  return rate ? [growthStep(terms, what, aim, level.value, years, rate)] : [];
}

function growthStep(
  { path, unit }: TargetTerms,
  what: string,
  to: Decimal,
  from: Decimal,
  years: Decimal,
  rate: Decimal,
): Step {
  const { rateArithmetic, say: sayGrowth } = growthPaths[path];
  return {
    what,
    arithmetic: rateArithmetic(from, to, years),
    result: `${decimalText(rate)} (${sayGrowth(rate, unit)})`,
  };
}

/** Years from the start of one period to the start of another; months count as twelfths. */
export function yearsBetween(from: Period, to: Period): Decimal {
  return new Decimal(from.start.until(to.start, { largestUnit: 'months' }).months).div(12);
}
