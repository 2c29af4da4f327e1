import type { PublisherRequest } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer, Ask, Transport } from '../transport.ts';
import { baseUrlOf, keyOf, type PublisherAccess, rejectOtherOrigin } from './access.ts';
import { answerOf } from './answer.ts';
import { type CallLimits, exchange } from './exchange.ts';
import { type Pace, paceOf } from './pace.ts';
import { pagesOf } from './paging.ts';
import { type FailedTry, type Sleep, withRetries } from './retry.ts';
import { maskOf, withKey } from './secret.ts';
import { Unanswered } from './unanswered.ts';

export interface LiveLimits extends CallLimits {
  /** Calls for one answer, the first included. */
  readonly tries: number;
  /** Upper bound of the wait before the second try, doubled for each further one. */
  readonly retryBaseMs: number;
  /** Longest wait between tries; a publisher that asks for a longer one is left alone at once. */
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
  const pace = paceOf(options);
  return {
    mode: 'live',
    idle: () => undefined,
    async *answers(ask, signal) {
      const line = lineTo(ask, options, limits, pace, signal);
      for (const request of ask.connector.requests(ask.query, ask.span, line.access)) {
        yield* pagesOf(ask.connector, request, line.put, limits.pages);
      }
    },
  };
}

/** The way to one publisher for the time of one ask: how it is reached, and how a request is put to it. */
function lineTo({ connector }: Ask, options: LiveOptions, limits: LiveLimits, pace: Pace, signal: AbortSignal) {
  const access = options.access(connector.publisher);
  const baseUrl = baseUrlOf(access, connector);
  const key = keyOf(access, connector);
  const mask = maskOf(key);
  const { host } = new URL(baseUrl);
  const { publisher, name } = connector;
  const onRetry = (failed: FailedTry) => options.onRetry?.({ publisher, host, ...failed });

  const put = async (request: PublisherRequest): Promise<Answer> => {
    rejectOtherOrigin(request, baseUrl, connector);
    const { url, headers } = withKey(request, key);
    const call = { url, headers: { ...headers, ...ownHeaders(request, options.userAgent) }, mask: mask.text };
    const callOnce = async () => {
      await pace(connector, signal);
      return answerOf(request, await exchange(options.fetch, call, limits, signal), mask, options.now());
    };
    const { random, sleep } = options;
    return withRetries(callOnce, { ...limits, random, sleep, onRetry }, signal).catch((error: unknown) => {
      throw error instanceof Unanswered ? new SourceError('unreachable', `${name} (${host}) ${error.message}`) : error;
    });
  };
  return { access: { baseUrl, hasKey: key !== undefined }, put };
}

function ownHeaders({ accepts }: PublisherRequest, userAgent: string): Record<string, string> {
  return { accept: accepts.map((type) => (type === '*' ? '*/*' : type)).join(', '), 'user-agent': userAgent };
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
