import { hasWaitedSince } from '../db/messages.ts';
import type { JobContext } from './context.ts';

/** What a server that is down for a moment costs, and no more. */
const PATIENCE: Temporal.DurationLike = { hours: 1 };

/**
 * Tells the service outside that all is well, where there is one. Not while a message waits for longer than `patience`:
 * that mails do not leave is the one thing that no mail can tell.
 */
export async function beat(
  { db, deal, now, heartbeat }: Pick<JobContext, 'db' | 'deal' | 'now' | 'heartbeat'>,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<void> {
  if (heartbeat === undefined || (await hasWaitedSince(db, deal.id, now().subtract(patience)))) return;
  await heartbeat(signal);
}
