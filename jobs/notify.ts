import { z } from 'zod';
import { dueNotices } from '../db/notices.ts';
import { decideDue } from '../services/incidents/lifecycle.ts';
import { decideSources } from '../services/incidents/sources.ts';
import type { JobContext } from './context.ts';
import { jobFor, KEEP, keyInstant } from './define.ts';
import { send } from './send.ts';

/** Decides what each new assessment means for its incident, and how each source does, and queues the mails about it. */
export const notify = jobFor<JobContext>()({
  name: 'notify',
  payload: z.object({ due: z.iso.datetime(), cause: z.string() }),
  key: ({ due, cause }) => `${cause}-${keyInstant(due)}`,
  options: { ...KEEP, attempts: 5, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
  concurrency: 1,
  timeLimitMs: 10 * 60_000,

  async run({ due }, context, signal) {
    const [commitments, sources] = await Promise.allSettled([
      decideDue(context, signal),
      decideSources(context, signal),
    ]);
    // One that could not be decided on holds up no mail about another.
    const notices = await dueNotices(context.db, context.deal.id, context.now());
    const sends = notices.map(({ id }) => ({ notice: id, due }));
    for (const payload of sends) await context.enqueue(send, payload);
    if (commitments.status === 'rejected') throw commitments.reason;
    if (sources.status === 'rejected') throw sources.reason;
    return { transitions: commitments.value, sources: sources.value, sends };
  },
});
