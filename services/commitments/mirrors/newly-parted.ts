import { isDisagreement, type SidesSay } from '../../../config/vocabulary/sides.ts';
import type { ComparedSides } from './sides.ts';

/** A trade over which the two sides part. */
export interface Parted {
  readonly mirror: string;
  readonly says: SidesSay;
  readonly words: string;
}

/** The trades over which the two sides part now and did not before; before a first look, all over which they do. */
export function newlyParted(before: readonly ComparedSides[], now: readonly ComparedSides[]): Parted[] {
  const parted = new Set(before.filter(({ says }) => isDisagreement(says)).map(({ mirror }) => mirror));
  return now
    .filter(({ says, mirror }) => isDisagreement(says) && !parted.has(mirror))
    .map(({ mirror, says, words }) => ({ mirror, says, words }));
}
