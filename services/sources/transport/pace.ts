import type { Sleep } from './retry.ts';

/** Waits for a publisher's next turn in this process. */
export type Pace = (publisher: string, signal: AbortSignal) => Promise<void>;

export interface PaceOptions {
  readonly now: () => Temporal.Instant;
  readonly sleep: Sleep;
  /** Least time between the starts of two calls of one publisher, milliseconds. */
  readonly minIntervalMs: (publisher: string) => number;
}

/** Comtrade's limit per minute is not published; its own client makes ten calls a minute. Others have not complained of one a second. */
export function politeIntervalMs(publisher: string): number {
  return publisher === 'comtrade' ? 6000 : 1000;
}

/** Spaces the calls of each publisher, in the order in which they ask for a turn. */
export function paceOf({ now, sleep, minIntervalMs }: PaceOptions): Pace {
  const nextTurn = new Map<string, number>();
  return async (publisher, signal) => {
    const at = now().epochMilliseconds;
    const turn = Math.max(at, nextTurn.get(publisher) ?? at);
    nextTurn.set(publisher, turn + minIntervalMs(publisher));
    if (turn > at) await sleep(turn - at, signal);
  };
}
