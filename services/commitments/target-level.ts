import { Decimal, decimalText } from '../../config/vocabulary/decimal.ts';
import { type Period, comparePeriods, formatPeriod } from '../../config/vocabulary/period.ts';
import { hasEnded } from './clock.ts';
import { type FindingParts, finding, unknownFinding } from './finding.ts';
import { type Growth, compoundGrowth, growthRatio, requiredLevel } from './methods/required-growth.ts';
import type { Finding, Step } from './rule.ts';
import type { TargetTerms } from './target-terms.ts';
import { exact, quantity, say, sayPercent, sayRate, withBands } from './words.ts';

/** The newest level, in the unit of the target. */
export interface Level {
  readonly value: Decimal;
  readonly period: Period;
  readonly title: string;
}

/**
 * The finding for the newest level. Growth is judged until the date is over, the level from then on; a promise of
 * "up to" is never missed from below.
 */
export function judgeLevel(terms: TargetTerms, level: Level, at: Temporal.Instant, parts: FindingParts): Finding {
  const { low, high, by, unit, baseline } = terms;
  const said = `${level.title}: ${say(level.value, unit)} in ${formatPeriod(level.period)}`;
  const deadline = formatPeriod(by);
  const passed = hasEnded(by, at);
  const reachesDeadline = comparePeriods(level.period, by) >= 0;

  if (low === undefined) {
    const upTo = `${said}, and "up to ${say(high!, unit)}" by ${deadline} cannot be missed from below`;
    const margin = quantity(high!.minus(level.value), unit);
    return yearsBetween(baseline.period, level.period).gt(0)
      ? finding(passed && reachesDeadline ? 'compliant' : 'on_track', `${upTo}.`, { ...parts, margin })
      : unknownFinding(`${upTo}; no figure since the baseline is known.`, { ...parts, margin });
  }
  const levelParts = {
    ...parts,
    margin: quantity(level.value.minus(low), unit),
    steps: [...parts.steps!, levelStep(level, low, unit)],
  };
  if (level.value.gte(low)) {
    return finding('compliant', `${said}: the ${say(low, unit)} due by ${deadline} is reached.`, levelParts);
  }
  if (passed && reachesDeadline) {
    return finding('breached', `${said}, below the ${say(low, unit)} that was due by ${deadline}.`, {
      ...levelParts,
      wayBack: `A level of ${say(low, unit)}; the date itself has passed.`,
    });
  }
  if (passed) {
    const newest = formatPeriod(level.period);
    return unknownFinding(`${deadline} has passed, and the newest figure is of ${newest}.`, levelParts);
  }
  return judgeGrowth(terms, low, level, said, parts);
}

function judgeGrowth(terms: TargetTerms, low: Decimal, level: Level, said: string, known: FindingParts): Finding {
  const { baseline, by, unit } = terms;
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
  const needed = compoundGrowth(level.value, low, yearsBetween(level.period, by));
  const start = `${say(level.value, unit)} in ${formatPeriod(level.period)}`;
  const wayBack = needed && `From ${start}, growth of ${sayRate(needed)} to reach ${aim}.`;
  const result = growthRatio(growth);
  if (!result) {
    const why = growth.yearsSoFar.lt(1)
      ? `growth is judged from a figure at least a year after the baseline of ${formatPeriod(baseline.period)}`
      : 'no growth can be computed from these figures';
    return unknownFinding(`${said}; ${why}.`, { ...known, steps: [...known.steps!, ...ahead], wayBack });
  }
  const { soFar, required, ratio } = result;
  const path = requiredLevel(baseline.value, required, growth.yearsSoFar);
  const standing = ratio.gte(terms.substantial) ? 'on_track' : ratio.gte(terms.moderate) ? 'at_risk' : 'off_track';
  const grown = `growth of ${sayRate(soFar)} since ${formatPeriod(baseline.period)}`;
  const reason = `${said}: ${grown}, ${sayPercent(ratio)} of the ${sayRate(required)} that ${aim} needs.`;
  return finding(standing, reason, {
    ...known,
    margin: quantity(level.value.minus(path), unit),
    wayBack: standing === 'on_track' ? null : wayBack,
    steps: [
      ...known.steps!,
      growthStep('growth so far', level.value, baseline.value, growth.yearsSoFar, soFar),
      growthStep('growth required', low, baseline.value, growth.yearsInAll, required),
      {
        what: 'growth so far over growth required',
        arithmetic: `${decimalText(soFar)} ÷ ${decimalText(required)}`,
        result: withBands(ratio, terms.substantial, terms.moderate),
      },
      {
        what: 'level on the way to the target',
        arithmetic: `${exact(baseline.value, unit)} × ${decimalText(required.plus(1))}^${decimalText(growth.yearsSoFar)}`,
        result: exact(path, unit),
      },
      ...ahead,
    ],
  });
}

function growthAhead({ by, unit }: TargetTerms, level: Level, aim: Decimal): Step[] {
  const years = yearsBetween(level.period, by);
  const rate = compoundGrowth(level.value, aim, years);
  const what = `growth needed from ${formatPeriod(level.period)} to ${say(aim, unit)}`;
  return rate ? [growthStep(what, aim, level.value, years, rate)] : [];
}

function growthStep(what: string, to: Decimal, from: Decimal, years: Decimal, rate: Decimal): Step {
  return {
    what,
    arithmetic: `(${decimalText(to)} ÷ ${decimalText(from)})^(1 ÷ ${decimalText(years)}) - 1`,
    result: `${decimalText(rate)} (${sayRate(rate)})`,
  };
}

function levelStep({ value }: Level, low: Decimal, unit: string): Step {
  return {
    what: 'level against the target',
    arithmetic: `${exact(value, unit)} - ${exact(low, unit)}`,
    result: exact(value.minus(low), unit),
  };
}

/** Years from the start of one period to the start of another; months count as twelfths. */
function yearsBetween(from: Period, to: Period): Decimal {
  return new Decimal(from.start.until(to.start, { largestUnit: 'months' }).months).div(12);
}
