import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Room } from '../../headroom.ts';
import { aheadOf, duePace } from '../../methods/pace.ts';
import type { PaceCase } from './finding.ts';
import { exact } from '../../words.ts';

/** How much less of a flow would show each worse standing, or how much more of one under a ceiling. */
export function paceRooms(given: PaceCase): Room[] {
  const { pace, binds, bands, unit } = given;
  const { actual, target, months, of, owed } = pace;
  const apart = (a: Decimal, b: Decimal) => ({ room: a.minus(b), arithmetic: `${exact(a, unit)} - ${exact(b, unit)}` });
  if (binds === 'ceiling') return [{ to: 'off_track', ...apart(target, actual) }];
  if (months === of) {
    const certain = binds === 'floor' ? target : owed;
    return [
      { to: 'off_track', ...apart(actual, target) },
      ...(certain ? [{ to: 'breached' as const, ...apart(actual, certain) }] : []),
    ];
  }
  return [
    { to: 'on_track', ...apart(actual, target) },
    { to: 'at_risk', ...above(given, bands.on_track) },
    { to: 'off_track', ...above(given, bands.at_risk) },
  ];
}

/** What the flow has above a share of its pace, or above the whole if that is less: reached, it is kept. */
function above({ pace, unit }: PaceCase, share: Decimal): Omit<Room, 'to'> {
  const { actual, target } = pace;
  const [due, ahead, beyond] = [duePace(pace), aheadOf(pace, share), actual.minus(target)];
  const least = due.times(share).gt(target) ? exact(target, unit) : `${share.toFixed()} × ${exact(due, unit)}`;
  return { room: Decimal.max(ahead, beyond), arithmetic: `${exact(actual, unit)} - ${least}` };
}
