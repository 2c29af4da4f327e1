import { Decimal } from '../../config/vocabulary/decimal.ts';
import { type Standing, severity } from '../../config/vocabulary/standing.ts';
import type { Headroom, Step } from './rule.ts';
import { exact, quantity, sayWord } from './words.ts';

/** How much worse the figures may become before they show a standing, and how that was reckoned. */
export interface Room {
  readonly to: Standing;
  readonly room: Decimal;
  readonly arithmetic: string;
}

/**
 * The rooms to the standings that are worse than the one found, each with a step, without one that a worse standing
 * would overtake.
 * @param rooms From the mildest standing to the worst.
 */
export function headroomParts(
  found: Standing,
  rooms: readonly Room[],
  unit: string,
): { readonly headroom: readonly Headroom[]; readonly steps: readonly Step[] } {
  const left = rooms
    .filter(({ to }) => severity(to) > severity(found))
    // A root or a power may be rounded: what is found to be kept is no less than that.
    .map((one) => ({ ...one, room: Decimal.max(0, one.room) }))
    .filter(({ room }, index, all) => all.slice(index + 1).every((worse) => worse.room.gt(room)));
  return {
    headroom: left.map(({ to, room }) => ({ to, quantity: quantity(room, unit) })),
    steps: left.map(({ to, room, arithmetic }) => ({
      what: `headroom to ${sayWord(to)}`,
      arithmetic,
      result: exact(room, unit),
    })),
  };
}

/**
 * The headroom to the next standing that is worse than all of those where a commitment stands.
 * @param gated What the gates of evidence and law would make of a standing.
 */
export function nextWorse(
  headroom: readonly Headroom[],
  stands: readonly Standing[],
  gated: (standing: Standing) => Standing,
): Headroom | null {
  if (stands.includes('unknown')) return null;
  const worst = Math.max(...stands.map(severity));
  return (
    headroom
      .map(({ to, quantity: left }) => ({ to: gated(to), quantity: left }))
      .find(({ to }) => to !== 'unknown' && severity(to) > worst) ?? null
  );
}
