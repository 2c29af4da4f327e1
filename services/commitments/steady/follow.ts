import type { SteadySpec } from '../../../config/deal/steady.ts';
import type { Standing } from '../../../config/vocabulary/standing.ts';
import { type Shown, type Steadiness, mildestOf, movesIn, within, worstOf } from './steadiness.ts';

/** Where a commitment stood by the same terms. */
export interface Stood {
  readonly standing: Standing;
  readonly steadiness: Steadiness;
}

/** How many moves are left in a trail that has settled. */
const SETTLED_MOVES = 1;

/**
 * What a commitment stands at now that its figures show this. It worsens to the mildest of what the last `confirm`
 * publications showed, and improves to the worst of what the last `recover` showed. A breach is taken at once, and so is
 * whatever the first judgement by these terms shows. Pure.
 * @param stood Null where it was never judged by these terms.
 * @param sources Those that gave figures which the judgement before was not given; without any nothing is counted.
 */
export function follow(terms: SteadySpec, stood: Stood | null, shown: Shown, sources: readonly string[]): Stood {
  const { opening, closing } = shown;
  if (stood === null) {
    const first = { openings: [opening], closings: [closing], trail: [opening], sources, unstable: false };
    return { standing: opening, steadiness: first };
  }
  const steadiness = sources.length > 0 ? withPublication(terms, stood.steadiness, shown, sources) : stood.steadiness;
  return { standing: standingBy(terms, stood.standing, shown, steadiness), steadiness };
}

/** What is known of the publications with one more, or with another part of the newest one. */
function withPublication(
  { confirm, recover, flapping }: SteadySpec,
  before: Steadiness,
  shown: Shown,
  sources: readonly string[],
): Steadiness {
  // Sources that a commitment reads side by side release one after the other: together they are one publication.
  const isPart = before.sources.length > 0 && !sources.some((source) => before.sources.includes(source));
  const newest = (earlier: readonly Standing[], now: Standing, count: number) =>
    [...(isPart ? earlier.slice(0, -1) : earlier), now].slice(-count);

  const last = before.trail.at(isPart ? -2 : -1);
  const now = last === undefined ? shown.opening : within(last, shown);
  const trail = newest(before.trail, now, Math.max(confirm, recover, flapping?.publications ?? 1));
  return {
    openings: newest(before.openings, shown.opening, confirm),
    closings: newest(before.closings, shown.closing, recover),
    trail,
    sources: isPart ? [...before.sources, ...sources].toSorted() : sources,
    unstable: movesIn(trail) > (before.unstable ? SETTLED_MOVES : (flapping?.moves ?? Infinity)),
  };
}

function standingBy(
  { confirm, recover }: SteadySpec,
  standing: Standing,
  shown: Shown,
  { openings, closings, trail, unstable }: Steadiness,
): Standing {
  if (shown.opening === 'breached') return 'breached';
  if (unstable) return worstOf([standing, within(standing, shown), ...trail]);
  // What needs no second publication needs no first: a date that passes makes a promise late by itself.
  const ifEnough = (counted: readonly Standing[], needed: number, now: Standing, of: typeof worstOf) =>
    needed === 1 ? now : counted.length === needed ? of([...counted, now]) : standing;
  return within(standing, {
    opening: ifEnough(openings, confirm, shown.opening, mildestOf),
    closing: ifEnough(closings, recover, shown.closing, worstOf),
  });
}
