import { z } from 'zod';
import { sendNotice } from '../services/notices/send.ts';
import type { JobContext } from './context.ts';
import { jobFor, KEEP } from './define.ts';

/** Delivers one mail to one recipient. What became of it is in the notice's row; a retry is a job of its own. */
export const send = jobFor<JobContext>()({
  name: 'send',
  payload: z.object({ notice: z.string(), attempt: z.number().int().min(1) }),
  key: ({ notice, attempt }) => `${notice}-${attempt}`,
  options: { ...KEEP, attempts: 3, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } },
  concurrency: 4,
  timeLimitMs: 3 * 60_000,

  run: async ({ notice }, context, signal) => (await sendNotice(context, notice, signal)) ?? null,
});
