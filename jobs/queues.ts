import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BackendClasses,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Job,
  type JobsOptions,
  runMigrations,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';

export interface QueuedJob {
  readonly id: string;
  /** What the job returned, when it has run; rejects with its error when it has failed for good, or on `signal`. */
  finished(signal: AbortSignal): Promise<unknown>;
}

export interface WorkOptions {
  readonly concurrency: number;
  readonly onFailed: (failure: { id: string; error: Error; exhausted: boolean }) => void;
}

export type Process = (payload: unknown, signal: AbortSignal) => Promise<unknown>;

/** The queues of one deal, on whichever store. Payloads are plain JSON, in clear: ids only, no secrets. */
export interface Queues {
  /** Queues a job; one that is kept under the same id already is that job. Ids hold no `:` and are not digits alone. */
  add(queue: string, id: string, payload: unknown, options: JobsOptions): Promise<QueuedJob>;
  /** Starts taking jobs of a queue; the returned function stops it, and waits for the jobs that it is running. */
  work(queue: string, process: Process, options: WorkOptions): Promise<(force?: boolean) => Promise<void>>;
  close(): Promise<void>;
}

export interface QueueSettings {
  /** Keeps the queues of several deals in one store apart. */
  readonly prefix: string;
  readonly onError: (error: Error) => void;
}

/** BullMQ on PostgreSQL, in the schema `bullmq`, which is brought up to date first. */
export async function postgresQueues(url: string, settings: QueueSettings): Promise<Queues> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
  return openQueues(withBackend(createPostgresBackend), () => ({ connectionString: url, max: 2 }), settings);
}

/** BullMQ on Redis or Valkey. Its own memory policy must be `noeviction`. */
export async function redisQueues(url: string, settings: QueueSettings): Promise<Queues> {
  const connection = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, retryStrategy: () => 1000 });
  connection.on('error', settings.onError);
  await connection.connect();
  const queues = openQueues(withBackend(createRedisBackend), () => connection, settings);
  return {
    ...queues,
    close: async () => {
      await queues.close();
      await connection.quit();
    },
  };
}

function openQueues<B extends IQueueBackend, C>(
  { Queue, Worker }: BackendClasses<B, C>,
  connection: () => C,
  { prefix, onError }: QueueSettings,
): Queues {
  const opened = new Map<string, ReturnType<typeof open>>();
  const open = (name: string) => {
    const queue = new Queue(fullName(name), options());
    // Without a listener a lost connection would end the process.
    queue.on('error', onError);
    opened.set(name, queue);
    return queue;
  };
  const options = () => ({ connection: connection(), prefix: `{${prefix}}` });
  const fullName = (name: string) => `${prefix}.${name}`;

  return {
    async add(name, id, payload, jobOptions) {
      const queue = opened.get(name) ?? open(name);
      const job = await queue.add(name, payload, { ...jobOptions, jobId: id });
      return {
        id: job.id ?? id,
        finished: (signal) => untilFinished(() => queue.getJob(job.id ?? id), signal),
      };
    },

    async work(name, process, { concurrency, onFailed }) {
      const worker = new Worker(
        fullName(name),
        (job, _token, signal) => process(job.data, signal ?? new AbortController().signal),
        { ...options(), concurrency },
      );
      worker.on('error', onError);
      worker.on('failed', (job, error) => {
        if (job) onFailed({ id: job.id ?? '', error, exhausted: job.attemptsMade >= (job.opts.attempts ?? 1) });
      });
      worker.on('lockRenewalFailed', (ids) => {
        for (const id of ids) worker.cancelJob(id, 'its lock was lost');
      });
      await worker.waitUntilReady();
      return async (force = false) => {
        if (force) worker.cancelAllJobs('the worker is closing');
        await worker.close(force);
      };
    },

    async close() {
      await Promise.all([...opened.values()].map((queue) => queue.close()));
    },
  };
}

const FIRST_LOOK_MS = 20;
const SLOWEST_LOOK_MS = 250;

/**
 * Looks at a job until it has ended. Not by BullMQ's events: on PostgreSQL they are read by a rising id, and two jobs
 * that end together can commit theirs out of order, so that one is never seen.
 */
async function untilFinished(
  read: () => Promise<Pick<Job, 'getState' | 'returnvalue' | 'failedReason'> | undefined>,
  signal: AbortSignal,
): Promise<unknown> {
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.5, SLOWEST_LOOK_MS)) {
    const job = await read();
    if (!job) throw new Error('the job is gone from its queue: it was removed while it was waited for');
    const state = await job.getState();
    // Read again once it has ended: the first look may be from before its result was there.
    if (state === 'completed') return (await read())?.returnvalue;
    if (state === 'failed') throw new Error((await read())?.failedReason ?? 'the job failed');
    await sleep(wait, undefined, { signal });
  }
}
