import { Decimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import type { Period } from '../../../config/vocabulary/period.ts';
import { duePace } from '../../commitments/methods/pace.ts';
import { type Season, shareOf } from '../../commitments/rules/pace/season.ts';
import type { RequiredPath, Waypoint } from '../input.ts';
import { endOf, startOf } from './days.ts';
import type { Drawn } from './course.ts';

/** The way from nothing to what is due at the end of a span; null where the season of its base year is not known. */
export function paceRun(target: Decimal, span: Period, season: Season | null): Waypoint[] | null {
  const start = { on: startOf(span), value: '0' };
  if (season === null) return [start, { on: endOf(span), value: decimalText(target) }];
  const run: Waypoint[] = [start];
  for (let months = 1; months <= span.months; months += 1) {
    const part = { start: span.start, months };
    const share = shareOf(season, part, span);
    if ('undefined' in share) return null;
    const due = duePace({ actual: new Decimal(0), target, months, of: span.months, season: share });
    run.push({ on: endOf(part), value: decimalText(due) });
  }
  return run;
}

export function pacePath(runs: readonly (readonly Waypoint[])[], season: Season | null): RequiredPath | null {
  const label = season === null ? 'even pace' : `seasonal pace, by the months of ${season.year}`;
  return runs.length === 0 ? null : { is: 'required', way: 'linear', label, runs };
}

/** What was due when the value was judged: the value without its distance from that. */
export function dueThen({ value, margin }: Drawn): Decimal | null {
  return value && margin && new Decimal(value.value).minus(margin.value);
}
