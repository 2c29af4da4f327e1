import { z } from 'zod';
import { dueMessages } from '../db/messages.ts';
import { decideDue } from '../services/incidents/lifecycle.ts';
import { decideSources } from '../services/incidents/sources.ts';
import { allOf } from '../services/each-alone.ts';
import { tellDue } from '../services/notices/decide/tell.ts';
import { writeDigests } from '../services/notices/digest/write-digests.ts';
import { writeMessages } from '../services/notices/write-messages.ts';
import { beat } from './beat.ts';
import type { JobContext } from './context.ts';
import { jobFor, KEEP, keyInstant } from './define.ts';
import { send } from './send.ts';

/**
 * Decides how each source does and what each new assessment means for its incident; who is told of it, at once or by the
 * mere passing of time; writes the messages and digests that are due, and queues them.
 */
export const notify = jobFor<JobContext>()({
  name: 'notify',
  payload: z.object({
    due: z.iso.datetime(),
    cause: z.string(),
    /** Part of a cycle that a person waits for: its news does not wait for more. */
    inCycle: z.boolean().default(false),
    /** The end of a round of the sweep in which all was judged: that it succeeds is told outside. */
    isWhole: z.boolean().optional(),
  }),
  key: ({ due, cause }) => `${cause}-${keyInstant(due)}`,
  options: { ...KEEP, attempts: 5, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
  concurrency: 1,
  timeLimitMs: 10 * 60_000,

  async run({ due, inCycle, isWhole }, context, signal) {
    const { db, deal, now } = context;
    const waiting = inCycle ? { ...context, groupWait: { seconds: 0 } } : context;
    // What fails holds up no mail about anything else.
    const failures: unknown[] = [];
    const attempt = <Result>(work: Promise<Result[]>): Promise<Result[]> =>
      work.catch((error: unknown) => {
        failures.push(error);
        return [];
      });
    // Sources first: one that is late mutes what follows from it.
    const sources = await attempt(decideSources(waiting, signal));
    const transitions = await attempt(decideDue(waiting, signal));
    await attempt(tellDue(waiting, signal));
    await attempt(writeDigests(context, signal));
    await attempt(writeMessages(context, signal));
    // After an outage no more than can leave before the next round, so that the queue holds none twice.
    const messages = await dueMessages(db, deal.id, now(), inCycle ? undefined : context.mailRate);
    const sends = messages.map(({ id }) => ({ message: id, due }));
    for (const payload of sends) await context.enqueue(send, payload);
    if (failures.length > 0) throw allOf(failures);
    if (isWhole) await beat(context, signal);
    return { transitions, sources, sends };
  },
});
