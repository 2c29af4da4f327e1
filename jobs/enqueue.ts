import type { JobsOptions } from 'bullmq';
import type { JobDefinition } from './define.ts';
import type { QueuedJob, Queues } from './queues.ts';

/** Queues a job of a kind. Its id comes from the kind and the payload's key, so that the same job is queued once. */
export type Enqueue = <Payload, Context, Result>(
  definition: JobDefinition<Payload, Context, Result>,
  payload: Payload,
  options?: JobsOptions,
) => Promise<QueuedJob>;

export const enqueueOn =
  (queues: Queues): Enqueue =>
  (definition, payload, options = {}) =>
    queues.add(definition.name, `${definition.name}-${definition.key(payload)}`, payload, {
      ...definition.options,
      ...options,
    });
