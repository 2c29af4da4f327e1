import cron, { type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';
import type { Deal } from '../config/deal/schema.ts';
import type { Enqueue } from './enqueue.ts';
import { pull } from './pull.ts';
import { sweep } from './sweep.ts';

const EVERY_MINUTE = '* * * * *';

/**
 * Queues each source's pull at its scheduled instants, in UTC, and a sweep every minute. It only queues: every replica
 * may tick, since the job's id holds the scheduled instant and the same job is queued once.
 * @returns stops ticking.
 */
export function startTicker(deal: Deal, enqueue: Enqueue, log: Logger): () => Promise<void> {
  const tick = (name: string, schedule: string, queue: (due: string) => Promise<unknown>): ScheduledTask =>
    cron.schedule(
      schedule,
      // The scheduled instant, equal in every replica; the instant of the call is not.
      async ({ date }) => {
        const due = date.toISOString();
        try {
          await queue(due);
          log.debug({ tick: name, due }, 'ticked');
        } catch (error) {
          // The next tick pulls from the watermark, so this one is late and not lost.
          log.error({ tick: name, due, reason: error instanceof Error ? error.message : String(error) }, 'tick failed');
        }
      },
      { name, timezone: 'UTC', suppressMissedWarning: true },
    );

  const tasks = [
    ...Object.entries(deal.sources).map(([source, { schedule }]) =>
      tick(`pull ${source}`, schedule, (due) => enqueue(pull, { source, due, inCycle: false })),
    ),
    tick('sweep', EVERY_MINUTE, (due) => enqueue(sweep, { due })),
  ];
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()));
  };
}
