import { type Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import type { Aims } from './aims.ts';
import { growthOf } from './growth-so-far.ts';
import { growthPaths } from './growth-path.ts';
import type { Room } from '../../headroom.ts';
import type { Level } from './level.ts';
import type { TargetTerms } from './terms.ts';
import { exact } from '../../words.ts';

/**
 * By how much a level may fall short before its growth shows each worse standing, while the date is ahead. None where no
 * growth can be computed: a lower level would then show nothing either.
 */
export function growthRooms(terms: TargetTerms, aims: Aims, due: Decimal, level: Level): Room[] {
  const { unit, baseline, substantial, moderate } = terms;
  const path = growthPaths[terms.path];
  const growth = growthOf(terms, aims, due, level);
  const result = path.ratio(growth);
  if (!result) return [];
  const overDue = aims.lead(level.value, due);
  const from = (value: string, less: string) =>
    `${aims.direction > 0 ? value : less} - ${aims.direction > 0 ? less : value}`;
  const value = exact(level.value, unit);
  const above = (share: Decimal): Omit<Room, 'to'> => {
    const rate = result.required.times(share);
    const least = path.level(baseline.value, rate, growth.yearsSoFar);
    const lead = aims.lead(level.value, least);
    const onPath = path.levelArithmetic(baseline.value, rate, growth.yearsSoFar, unit);
    // A level that is reached is kept, however steep the way to it.
    return lead.gt(overDue)
      ? { room: lead, arithmetic: `${from(value, `(${onPath})`)}, for ${decimalText(share)} of the growth required` }
      : { room: overDue, arithmetic: from(value, exact(due, unit)) };
  };
  return [
    { to: 'on_track', room: overDue, arithmetic: from(value, exact(due, unit)) },
    { to: 'at_risk', ...above(substantial) },
    { to: 'off_track', ...above(moderate) },
  ];
}
