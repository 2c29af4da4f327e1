import type { Transport } from '../sources/transport.ts';

/**
 * A transport that finishes the call it is in when it is told to stop, and makes no other. The answers end as they do
 * when that was the last call; otherwise they end in the reason of `stopping`.
 */
export function stopAfterCall(transport: Transport, stopping: AbortSignal): Transport {
  return {
    mode: transport.mode,
    idle: (ask) => transport.idle(ask),
    async *answers(ask, signal) {
      const stop = new AbortController();
      for await (const answer of transport.answers(ask, AbortSignal.any([signal, stop.signal]))) {
        yield answer;
        if (stopping.aborted) stop.abort(stopping.reason);
      }
    },
  };
}
