import type { Connector } from '../connector.ts';
import type { Sleep } from './retry.ts';

/** Waits for a publisher's next turn in this process. */
export type Pace = (publisher: Paced, signal: AbortSignal) => Promise<void>;

type Paced = Pick<Connector<never>, 'publisher' | 'minIntervalMs'>;

export interface PaceOptions {
  readonly now: () => Temporal.Instant;
  readonly sleep: Sleep;
}

/** Spaces the calls of each publisher, in the order in which they ask for a turn. */
export function paceOf({ now, sleep }: PaceOptions): Pace {
  const nextTurn = new Map<string, number>();
  return async ({ publisher, minIntervalMs }, signal) => {
    const at = now().epochMilliseconds;
    const turn = Math.max(at, nextTurn.get(publisher) ?? at);
    nextTurn.set(publisher, turn + minIntervalMs);
    if (turn > at) await sleep(turn - at, signal);
  };
}
