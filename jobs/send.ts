import { z } from 'zod';
import { sendMessage } from '../services/notices/send.ts';
import type { JobContext } from './context.ts';
import { jobFor, KEEP, keyInstant } from './define.ts';

/**
 * Delivers one message to one recipient. What became of it is in its row. While that says that the message is due,
 * each decision queues a job of its own: one that failed, or that came too early for its clock, blocks no other.
 */
export const send = jobFor<JobContext>()({
  name: 'send',
  payload: z.object({ message: z.string(), due: z.iso.datetime() }),
  key: ({ message, due }) => `${message}-${keyInstant(due)}`,
  options: { ...KEEP, attempts: 3, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
  concurrency: 4,
  timeLimitMs: 3 * 60_000,

  run: async ({ message }, context, signal) => (await sendMessage(context, message, signal)) ?? null,
});
