import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Period, comparePeriods, formatPeriod } from '../../../../config/vocabulary/period.ts';
import { type Aims, aimsOf } from './aims.ts';
import { hasEnded } from '../../clock.ts';
import { type FindingParts, finding, unknownFinding } from '../../finding.ts';
import { headroomParts } from '../../headroom.ts';
import type { Finding, Step } from '../../rule.ts';
import { judgeGrowth } from './growth.ts';
import { yearsBetween } from './growth-so-far.ts';
import { growthRooms } from './rooms.ts';
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
 * "up to" is never missed from below, nor one of "down to" from above.
 */
export function judgeLevel(terms: TargetTerms, level: Level, at: Temporal.Instant, parts: FindingParts): Finding {
  const { by, unit } = terms;
  const aims = aimsOf(terms);
  const { due } = aims;
  const said = `${level.title}: ${say(level.value, unit)} in ${formatPeriod(level.period)}`;
  const deadline = formatPeriod(by);
  const passed = hasEnded(by, at);
  const isFinal = passed && comparePeriods(level.period, by) >= 0;
  if (due === undefined) return judgeHope(terms, aims, level, { said, passed, isFinal }, parts);

  const lead = aims.lead(level.value, due);
  const levelParts = {
    ...parts,
    margin: quantity(lead, unit),
    steps: [...parts.steps!, levelStep(level, due, unit)],
  };
  if (lead.gte(0)) {
    const rooms = passed
      ? [{ to: 'breached' as const, room: lead, arithmetic: leadArithmetic(aims, level, due, unit) }]
      : growthRooms(terms, aims, due, level);
    const { headroom, steps } = headroomParts('compliant', rooms, unit);
    return finding('compliant', `${said}: the ${say(due, unit)} due by ${deadline} is reached.`, {
      ...levelParts,
      headroom,
      steps: [...levelParts.steps, ...steps],
    });
  }
  if (isFinal) {
    const side = aims.direction > 0 ? 'below' : 'above';
    return finding('breached', `${said}, ${side} the ${say(due, unit)} that was due by ${deadline}.`, {
      ...levelParts,
      wayBack: `A level of ${say(due, unit)}, ${say(lead.abs(), unit)} ${aims.direction > 0 ? 'more' : 'less'}; the date itself has passed.`,
    });
  }
  if (passed) {
    const newest = formatPeriod(level.period);
    return unknownFinding(`${deadline} has passed, and the newest figure is of ${newest}.`, levelParts);
  }
  return judgeGrowth(terms, aims, due, level, said, parts);
}

/** A promise of "up to" or "down to": it is kept by any level. */
function judgeHope(
  { by, unit, baseline }: TargetTerms,
  { hoped, direction, lead }: Aims,
  level: Level,
  { said, passed, isFinal }: { readonly said: string; readonly passed: boolean; readonly isFinal: boolean },
  parts: FindingParts,
): Finding {
  const [word, side] = direction > 0 ? ['up to', 'below'] : ['down to', 'above'];
  const upTo = `${said}, and "${word} ${say(hoped!, unit)}" by ${formatPeriod(by)} cannot be missed from ${side}`;
  const steps = passed ? parts.steps! : [...parts.steps!, level.projection];
  const known = { ...parts, margin: quantity(lead(level.value, hoped!).negated(), unit), steps };
  return yearsBetween(baseline.period, level.period).gt(0)
    ? finding(isFinal ? 'compliant' : 'on_track', `${upTo}.`, known)
    : unknownFinding(`${upTo}; no figure since the baseline is known.`, known);
}

function levelStep({ value }: Level, due: Decimal, unit: string): Step {
  return {
    what: 'level against the target',
    arithmetic: `${exact(value, unit)} - ${exact(due, unit)}`,
    result: exact(value.minus(due), unit),
  };
}

function leadArithmetic({ direction }: Aims, { value }: Level, due: Decimal, unit: string): string {
  const [more, less] = direction > 0 ? [value, due] : [due, value];
  return `${exact(more, unit)} - ${exact(less, unit)}`;
}
