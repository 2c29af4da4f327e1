import { z } from 'zod';
import { releaseLostClaims } from '../db/claimed-messages.ts';
import { assess } from './assess.ts';
import type { JobContext } from './context.ts';
import { jobFor, KEEP, keyInstant } from './define.ts';

/** Longer than a send may take: whoever claimed a message before that is gone. */
const CLAIM_LEASE = { minutes: 10 };

/**
 * Takes up what the queue has lost: commitments with figures that no one judged, assessments that no one decided on,
 * notices that no one put into a message, messages that no one sent. All of it is read from the rows, so a queue that
 * was wiped loses nothing.
 */
export const sweep = jobFor<JobContext>()({
  name: 'sweep',
  payload: z.object({ due: z.iso.datetime() }),
  key: ({ due }) => keyInstant(due),
  options: { ...KEEP, attempts: 1 },
  concurrency: 1,
  timeLimitMs: 60_000,

  async run({ due }, context) {
    await releaseLostClaims(context.db, context.now().subtract(CLAIM_LEASE));
    // Judging leads to deciding, on sources that time made late too, and deciding to sending: each takes up all that is
    // due, not only what is new.
    await context.enqueue(assess, { due, cause: 'sweep', inCycle: false });
  },
});
