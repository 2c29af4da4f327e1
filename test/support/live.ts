import { expect } from 'vitest';
import type { Connector } from '../../services/sources/connector.ts';
import { SourceError } from '../../services/sources/errors.ts';
import { type LiveOptions, liveTransport, type Retry } from '../../services/sources/transport/live.ts';
import { publisherFetch } from '../../services/sources/transport/publisher-fetch.ts';
import type { Answer } from '../../services/sources/transport.ts';
import { askOf, connectorOf } from './ask.ts';
import { type PublisherServer, startPublisherServer } from './publisher-server.ts';

export const NOW = Temporal.Instant.from('2026-10-01T06:00:00Z');

/** A made-up publisher and a live transport that asks it; the clock moves only by sleeps, which are noted and not kept. */
export interface LiveTrial extends AsyncDisposable {
  readonly server: PublisherServer;
  readonly slept: number[];
  readonly retries: Retry[];
  /** All answers to one ask. */
  ask(connector?: Partial<Connector<unknown>>, options?: Partial<LiveOptions>, signal?: AbortSignal): Promise<Answer[]>;
  /** The only answer to one ask. */
  answer(connector?: Partial<Connector<unknown>>, options?: Partial<LiveOptions>): Promise<Answer>;
  /** The error that an ask ends in. */
  failure(connector?: Partial<Connector<unknown>>, options?: Partial<LiveOptions>): Promise<SourceError>;
}

export async function startLiveTrial(): Promise<LiveTrial> {
  const server = await startPublisherServer();
  const slept: number[] = [];
  let at = NOW;
  const retries: Retry[] = [];
  const defaults: LiveOptions = {
    fetch: publisherFetch,
    now: () => at,
    sleep: async (ms) => {
      slept.push(ms);
      at = at.add({ milliseconds: ms });
    },
    random: () => 0.5,
    access: () => ({ baseUrl: server.url, keyVariable: 'PACTWATCH_MADE_UP_KEY' }),
    userAgent: 'pactwatch/0.1.0 (+https://example.org/contact)',
    onRetry: (retry) => retries.push(retry),
  };
  const ask: LiveTrial['ask'] = (connector = {}, options = {}, signal = new AbortController().signal) =>
    Array.fromAsync(liveTransport({ ...defaults, ...options }).answers(askOf(connectorOf(connector)), signal));
  return {
    server,
    slept,
    retries,
    ask,
    async answer(connector, options) {
      const [answer, ...others] = await ask(connector, options);
      expect(others).toEqual([]);
      return answer!;
    },
    async failure(connector, options) {
      const error: unknown = await ask(connector, options).catch((thrown: unknown) => thrown);
      if (!(error instanceof SourceError)) throw new Error('the ask did not end in a SourceError', { cause: error });
      return error;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
