import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { ConfigError } from '../config/config-error.ts';
import type { Env } from '../config/env.ts';
import { publisherVariable } from '../config/publisher-variables.ts';
import { connectors } from '../services/sources/registry.ts';
import type { PublisherAccess } from '../services/sources/transport/access.ts';
import type { TransportOptions } from '../services/sources/transport/index.ts';
import { publisherFetch } from '../services/sources/transport/publisher-fetch.ts';

/** A misspelt key would be silence from its publisher. */
export function rejectUnknownPublishers({ publishers }: Pick<Env, 'publishers'>): void {
  const unknown = Object.keys(publishers).filter((publisher) => !Object.hasOwn(connectors, publisher));
  if (unknown.length === 0) return;
  throw new ConfigError(
    unknown.map(
      (publisher) =>
        `${publisherVariable(publisher, 'KEY')} or ${publisherVariable(publisher, 'URL')}: no publisher "${publisher}"; there are ${Object.keys(connectors).join(', ')}`,
    ),
  );
}

/** How a publisher is reached by this process. */
export function accessOf({ publishers }: Pick<Env, 'publishers'>, publisher: string): PublisherAccess {
  return {
    baseUrl: publishers[publisher]?.url,
    key: publishers[publisher]?.key,
    keyVariable: publisherVariable(publisher, 'KEY'),
  };
}

/**
 * What the transports work with in a process.
 * @param stopping ends the waits between calls when it is raised, and no call.
 */
export function transportOptions(env: Env, dealFolder: string, log: Logger, stopping?: AbortSignal): TransportOptions {
  const ends = (signal: AbortSignal) => (stopping === undefined ? signal : AbortSignal.any([signal, stopping]));
  return {
    dealFolder,
    fetch: publisherFetch,
    now: () => Temporal.Now.instant(),
    sleep: (ms, signal) => sleep(ms, undefined, { signal: ends(signal) }),
    random: Math.random,
    userAgent: `pactwatch/${packageJson.version}${env.contact === undefined ? '' : ` (+${env.contact})`}`,
    access: (publisher) => accessOf(env, publisher),
    onRetry: (retry) => log.info({ ...retry }, 'asking again'),
  };
}
