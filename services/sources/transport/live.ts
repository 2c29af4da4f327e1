import type { Transport } from '../transport.ts';
import type { PublisherAccess } from './access.ts';
import type { CallLimits } from './exchange.ts';
import type { KnownAnswers } from './known-answers.ts';
import { lineTo } from './line.ts';
import { ownTurns } from './own-turns.ts';
import { pagesOf } from './paging.ts';
import type { FailedTry, Sleep } from './retry.ts';
import type { Turns } from './turns.ts';

export interface LiveLimits extends CallLimits {
  /** Calls for one answer, the first included. */
  readonly tries: number;
  /** Upper bound of the wait before the second try, doubled for each further one. */
  readonly retryBaseMs: number;
  /** Longest wait for a turn, or between tries; a publisher that asks for a longer one is left alone at once. */
  readonly longestWaitMs: number;
  /** Pages of one answer. */
  readonly pages: number;
}

/** A try that brought nothing and will be repeated. */
export interface Retry extends FailedTry {
  readonly publisher: string;
  readonly host: string;
}

export interface LiveOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Temporal.Instant;
  readonly sleep: Sleep;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly access: (publisher: string) => PublisherAccess;
  /** Product, version and where its operator is found: `pactwatch/0.1.0 (+https://example.org/contact)`. */
  readonly userAgent: string;
  readonly limits?: Partial<LiveLimits> | undefined;
  /** Without it, only this transport's own calls keep their distance. */
  readonly turns?: Turns | undefined;
  /** Without it, everything is asked for whole. */
  readonly known?: KnownAnswers | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

const LIMITS: LiveLimits = {
  headersMs: 30_000,
  bodyMs: 120_000,
  bytes: 64 * 1024 * 1024,
  tries: 4,
  retryBaseMs: 1000,
  longestWaitMs: 60_000,
  pages: 200,
};

/**
 * Asks the publishers themselves, one call after another for each ask. Any HTTP status is an answer.
 * The key is in nothing that leaves here: where a publisher repeats it in its answer, asterisks of the same length stand
 * for it in the document, whose sha256 is of those bytes, and the header `x-pactwatch-key-masked` counts the places.
 */
export function liveTransport(given: LiveOptions): Transport {
  const options = { ...given, sleep: normalised(given.sleep) };
  const limits = { ...LIMITS, ...options.limits };
  const parts = { options, limits, turns: options.turns ?? ownTurns(options.now) };
  return {
    mode: 'live',
    idle: () => undefined,
    async *answers(ask, signal) {
      await using line = lineTo(ask, parts, signal);
      for (const request of ask.connector.requests(ask.query, ask.span, line.access)) {
        yield* pagesOf(ask.connector, request, line.put, limits.pages);
      }
    },
  };
}

/** Rejects with the reason of the signal, whatever the given one rejects with. */
function normalised(sleep: Sleep): Sleep {
  return async (ms, signal) => {
    signal.throwIfAborted();
    await sleep(ms, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
    signal.throwIfAborted();
  };
}
