import { UnrecoverableError } from 'bullmq';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { JobContext } from './context.ts';
import type { JobDefinition } from './define.ts';
import { jobs } from './registry.ts';
import type { Queues } from './queues.ts';
import { settlesWithin } from './settles-within.ts';

export interface Workers {
  /** Waits for the jobs that are running, for at most `deadlineMs`; then they are given up and run again elsewhere. */
  close(deadlineMs: number): Promise<void>;
}

/** Starts a worker for every job. */
export async function startWorkers(queues: Queues, context: JobContext, log: Logger): Promise<Workers> {
  const stops = await Promise.all(
    jobs.map((job) =>
      queues.work(job.name, (payload, signal) => runJob(job, payload, context, signal, log), {
        concurrency: job.concurrency,
        onFailed: ({ id, error, exhausted }) =>
          log[exhausted ? 'error' : 'warn']({ job: job.name, id, exhausted, reason: error.message }, 'job failed'),
      }),
    ),
  );
  return {
    async close(deadlineMs) {
      const stopped = Promise.all(stops.map((stop) => stop()));
      if (!(await settlesWithin(stopped, deadlineMs))) await Promise.all(stops.map((stop) => stop(true)));
    },
  };
}

async function runJob<Payload, Result>(
  job: JobDefinition<Payload, JobContext, Result>,
  payload: unknown,
  context: JobContext,
  signal: AbortSignal,
  log: Logger,
): Promise<Result> {
  const decoded = job.payload.safeParse(payload);
  if (!decoded.success) {
    // It will not fit on a retry either.
    throw new UnrecoverableError(`payload of ${job.name}: ${z.prettifyError(decoded.error)}`);
  }
  const started = performance.now();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(job.timeLimitMs)]);
  const result = await job.run(decoded.data, context, limited);
  log.debug({ job: job.name, payload: decoded.data, ms: Math.round(performance.now() - started) }, 'job done');
  return result;
}
