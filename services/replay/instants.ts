import type { Clock } from '../../config/vocabulary/evidence.ts';
import type { ReplayStep } from '../../config/vocabulary/replay-step.ts';
import { dayOf } from '../commitments/clock.ts';
import { type History, releasedAt } from './history.ts';

export interface Span {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** The instants at which anything became known or was published, each once, in order. */
export function releasesOf(history: History, clock: Clock): Temporal.Instant[] {
  const vintages = [...history.reports.values(), ...history.measures.values()].flat();
  // That a register answered for the first time is news, even if it lists nothing.
  const firstReads = clock === 'known' ? [...history.reads.values()].flatMap(([first]) => first ?? []) : [];
  return eachOnce([...vintages.map((vintage) => releasedAt(vintage, clock)), ...firstReads]);
}

/** The instants of a walk through a span, its ends included. */
export function stepsOf(releases: readonly Temporal.Instant[], step: ReplayStep, span: Span): Temporal.Instant[] {
  return eachOnce([...releases, ...(step === 'day' ? daysOf(span) : [])]).filter((at) => isWithin(at, span));
}

export const isWithin = (at: Temporal.Instant, { from, to }: Span): boolean =>
  Temporal.Instant.compare(from, at) <= 0 && Temporal.Instant.compare(at, to) <= 0;

function daysOf({ from, to }: Span): Temporal.Instant[] {
  const first = dayOf(from);
  const days = first.until(dayOf(to), { largestUnit: 'days' }).days;
  return Array.from({ length: Math.max(0, days + 1) }, (_, day) =>
    first.add({ days: day }).toZonedDateTime('UTC').toInstant(),
  );
}

function eachOnce(instants: readonly Temporal.Instant[]): Temporal.Instant[] {
  return [...new Map(instants.map((at) => [at.epochNanoseconds, at])).values()].toSorted(Temporal.Instant.compare);
}
