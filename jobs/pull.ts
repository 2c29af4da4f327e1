import { UnrecoverableError } from 'bullmq';
import { z } from 'zod';
import { pullSource } from '../services/sources/pull/pull.ts';
import { assess } from './assess.ts';
import type { JobContext } from './context.ts';
import { jobFor, KEEP, keyInstant } from './define.ts';

/** Asks one source what it has released, and has what it touched judged. */
export const pull = jobFor<JobContext>()({
  name: 'pull',
  payload: z.object({
    source: z.string(),
    /** The scheduled instant: replicas that tick together queue one job. */
    due: z.iso.datetime(),
    /** Part of a cycle, which judges once when all its sources are in. */
    inCycle: z.boolean().default(false),
  }),
  key: ({ source, due }) => `${source}-${keyInstant(due)}`,
  options: { ...KEEP, attempts: 5, backoff: { type: 'exponential', delay: 60_000, jitter: 0.5 } },
  concurrency: 4,
  timeLimitMs: 15 * 60_000,

  async run({ source, due, inCycle }, context, signal) {
    const summary = await pullSource(context, source, signal);
    if (inCycle) return summary;
    if (summary.outcome === 'failed') {
      const detail = summary.detail ?? 'the source failed';
      throw summary.mayPass ? new Error(detail) : new UnrecoverableError(detail);
    }
    // Queued even if this run changed nothing: the run before it may have ended between writing and queueing.
    await context.enqueue(assess, { due, cause: source, inCycle: false });
    return summary;
  },
});
