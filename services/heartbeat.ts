import { endpointOf } from './webhooks/endpoint.ts';

export interface HeartbeatSettings {
  /** Where it is told; all of it but the host may be a secret. */
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  /** Told when it could not be, in words that hold no secret. */
  readonly onFault: (words: string) => void;
  readonly timeoutMs?: number;
}

export type Heartbeat = (signal: AbortSignal) => Promise<void>;

const TIMEOUT_MS = 10_000;

/**
 * Tells a service outside that a cycle has succeeded; it alarms when it hears nothing for a while. That it cannot be
 * told changes nothing here: never rejects.
 */
export function heartbeatOf({ url, fetch, onFault, timeoutMs = TIMEOUT_MS }: HeartbeatSettings): Heartbeat {
  const endpoint = endpointOf(url);
  return async (signal) => {
    try {
      const response = await fetch(endpoint.url, {
        headers: { ...endpoint.headers, 'user-agent': 'pactwatch' },
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      if (!response.ok) onFault(`${endpoint.place} answered ${response.status}`);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      onFault(`${endpoint.place}: ${endpoint.hide(cause instanceof Error ? cause.message : String(cause))}`);
    }
  };
}
