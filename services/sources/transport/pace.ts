import type { NoTurn, TurnTerms } from '../../../db/publisher-turns.ts';
import type { Connector } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Sleep } from './retry.ts';
import type { Turns } from './turns.ts';

/** How a publisher wants to be asked. */
interface Paced extends Pick<Connector<never>, 'name' | 'minIntervalMs'> {
  readonly callsPerDay?: number | undefined;
}

/** Where a publisher is asked, and where it is at home: turns are those of its home. */
interface Place {
  readonly host: string;
  readonly home: string;
}

interface PaceOptions {
  readonly turns: Turns;
  readonly sleep: Sleep;
  readonly longestWaitMs: number;
}

/**
 * Waits for the next turn to call a publisher.
 * @throws SourceError `throttled` when it is too far away to be waited for; the reason of `signal`.
 */
export async function awaitTurn(
  publisher: Paced,
  { host, home }: Place,
  { turns, sleep, longestWaitMs }: PaceOptions,
  signal: AbortSignal,
): Promise<void> {
  const { name, minIntervalMs: intervalMs, callsPerDay } = publisher;
  const terms: TurnTerms = { intervalMs, longestWaitMs, callsPerDay };
  for (;;) {
    signal.throwIfAborted();
    const turn = await turns.take(home, terms);
    if ('because' in turn) throw throttled(name, host, turn, callsPerDay);
    if (turn.waitMs === 0) return;
    const waited = Math.ceil(turn.waitMs);
    await sleep(waited, signal).catch(async (error: unknown) => {
      // That the wait has ended is what counts.
      await turns.giveBack(home, turn, terms).catch(() => {});
      throw error;
    });
    // Another may have been asked for quiet while this one waited.
    if (!(await turns.isLeftAloneBeyond(home, turn))) return;
    await turns.giveBack(home, turn, terms);
  }
}

function throttled(name: string, host: string, { because, until, waitMs }: NoTurn, callsPerDay = 0): SourceError {
  const second = until.round({ smallestUnit: 'second', roundingMode: 'ceil' }).toString();
  const says = {
    quota: `allows ${callsPerDay} calls a day, and so many were made: the next is due at ${second}`,
    quiet: `asked to be left alone until ${second}`,
    busy: `is waited for by other calls until ${second}`,
  };
  const retryAfterMs = Math.ceil(waitMs);
  return new SourceError('throttled', `${name} (${host}) ${says[because]}; it was not asked`, { retryAfterMs });
}
