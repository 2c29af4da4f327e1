import { z } from 'zod';
import { assessDue } from '../services/commitments/assess.ts';
import type { JobContext } from './context.ts';
import { jobFor, KEEP, keyInstant } from './define.ts';
import { notify } from './notify.ts';

/** Judges the commitments that have something new to be judged by, once for all of them. */
export const assess = jobFor<JobContext>()({
  name: 'assess',
  payload: z.object({
    due: z.iso.datetime(),
    cause: z.string(),
    /** Part of a cycle that a person waits for. */
    inCycle: z.boolean().default(false),
  }),
  key: ({ due, cause }) => `${cause}-${keyInstant(due)}`,
  options: { ...KEEP, attempts: 5, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
  concurrency: 1,
  timeLimitMs: 10 * 60_000,

  async run({ due, cause, inCycle }, context, signal) {
    let isWhole = false;
    try {
      const summaries = await assessDue(context, signal);
      isWhole = true;
      return summaries;
    } finally {
      // A commitment that could not be judged holds up no alarm of another.
      await context.enqueue(notify, { due, cause, inCycle, isWhole: isWhole && cause === 'sweep' });
    }
  },
});
