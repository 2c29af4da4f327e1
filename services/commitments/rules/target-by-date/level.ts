import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Period, comparePeriods, formatPeriod } from '../../../../config/vocabulary/period.ts';
import { hasEnded } from '../../clock.ts';
import { type FindingParts, finding, unknownFinding } from '../../finding.ts';
import type { Finding, Step } from '../../rule.ts';
import { judgeGrowth, yearsBetween } from './growth.ts';
import type { TargetTerms } from './terms.ts';
import { exact, quantity, say } from '../../words.ts';

/** The newest level, in the unit of the target. */
export interface Level {
  readonly value: Decimal;
  readonly period: Period;
  readonly title: string;
  /** Where the level may be by the date, as a step. */
  readonly projection: Step;
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
    const steps = passed ? parts.steps! : [...parts.steps!, level.projection];
    return yearsBetween(baseline.period, level.period).gt(0)
      ? finding(passed && reachesDeadline ? 'compliant' : 'on_track', `${upTo}.`, { ...parts, margin, steps })
      : unknownFinding(`${upTo}; no figure since the baseline is known.`, { ...parts, margin, steps });
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

function levelStep({ value }: Level, low: Decimal, unit: string): Step {
  return {
    what: 'level against the target',
    arithmetic: `${exact(value, unit)} - ${exact(low, unit)}`,
    result: exact(value.minus(low), unit),
  };
}
