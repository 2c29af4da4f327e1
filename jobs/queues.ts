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
  type Worker,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { QueueStoreError } from './queue-store-error.ts';
import { settlesWithin } from './settles-within.ts';

export interface QueuedJob {
  readonly id: string;
  /** What the job returned, when it has run; rejects with its error when it has failed for good, or on `signal`. */
  finished(signal: AbortSignal): Promise<unknown>;
}

export interface WorkOptions {
  readonly concurrency: number;
  /** About how long a job stays with a worker that has died, before another one takes it; milliseconds. */
  readonly lockMs?: number;
  readonly onFailed: (failure: { id: string; error: Error; exhausted: boolean }) => void;
}

export type Process = (payload: unknown, signal: AbortSignal) => Promise<unknown>;

/** The queues of one deal, on whichever store. Payloads are plain JSON, in clear: ids only, no secrets. */
export interface Queues {
  /** Queues a job; one that is kept under the same id already is that job. Ids hold no `:` and are not digits alone. */
  add(queue: string, id: string, payload: unknown, options: JobsOptions): Promise<QueuedJob>;
  /** Starts taking jobs of a queue. */
  work(queue: string, process: Process, options: WorkOptions): Promise<Stop>;
  /** Closes the queues, and forces the workers to stop that have not been stopped. */
  close(): Promise<void>;
}

/**
 * Stops a worker, and waits for the jobs that it is running. `force`, also while it is being waited for, raises the
 * signal of those jobs; the ones that do not heed it soon are given up, and another worker runs them again.
 */
export type Stop = (force?: boolean) => Promise<void>;

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

/**
 * BullMQ on Redis or Valkey. Its own memory policy must be `noeviction`.
 * @throws QueueStoreError when it does not answer.
 */
export async function redisQueues(url: string, settings: QueueSettings): Promise<Queues> {
  const connection = await connectRedis(url, settings.onError);
  const queues = openQueues(withBackend(createRedisBackend), () => connection, settings);
  return {
    ...queues,
    close: async () => {
      await queues.close();
      await connection.quit();
    },
  };
}

async function connectRedis(url: string, onError: (error: Error) => void): Promise<Redis> {
  const connection = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, retryStrategy: () => 1000 });
  // The rejection says only that the connection is closed; the event says why.
  let reason: Error | undefined;
  const keepReason = (error: Error) => void (reason = error);
  connection.on('error', keepReason);
  try {
    await connection.connect();
  } catch (error) {
    // It would go on trying for ever.
    connection.disconnect();
    const { message } = reason ?? (error instanceof Error ? error : new Error(String(error)));
    // Without the cause: that holds the command, and so the password.
    throw new QueueStoreError(`REDIS_URL: no Redis can be used there: ${message}`);
  }
  connection.off('error', keepReason);
  connection.on('error', onError);
  return connection;
}

function openQueues<B extends IQueueBackend, C>(
  { Queue, Worker }: BackendClasses<B, C>,
  connection: () => C,
  { prefix, onError }: QueueSettings,
): Queues {
  const opened = new Map<string, ReturnType<typeof open>>();
  const stops: Stop[] = [];
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

    async work(name, process, { concurrency, lockMs = LOCK_MS, onFailed }) {
      const worker = new Worker(
        fullName(name),
        (job, _token, signal) => process(job.data, signal ?? new AbortController().signal).catch(throwError),
        { ...options(), concurrency, lockDuration: lockMs, stalledInterval: lockMs },
      );
      worker.on('error', onError);
      worker.on('failed', (job, error) => {
        if (job) onFailed({ id: job.id ?? '', error, exhausted: job.finishedOn !== undefined });
      });
      worker.on('lockRenewalFailed', (ids) => {
        for (const id of ids) worker.cancelJob(id, 'its lock was lost');
      });

      const stop = stopOf(worker);
      stops.push(stop);
      await worker.waitUntilReady();
      return stop;
    },

    async close() {
      await Promise.all(stops.map((stop) => stop(true)));
      await Promise.all([...opened.values()].map((queue) => queue.close()));
    },
  };
}

const LOCK_MS = 30_000;
/** For jobs to heed their signal. */
const HEED_MS = 2_000;

function stopOf(worker: Pick<Worker, 'pause' | 'cancelAllJobs' | 'close'>): Stop {
  let idle: Promise<void> | undefined;
  let ended: Promise<void> | undefined;
  const giveUp = async (whenIdle: Promise<void>) => {
    worker.cancelAllJobs('the worker is closing');
    const isIdle = await settlesWithin(whenIdle, HEED_MS);
    await worker.close(!isIdle);
  };
  return async (force = false) => {
    // Paused and then closed: BullMQ's close, once it waits for jobs, can no longer be forced.
    idle ??= worker.pause();
    if (!force) await idle;
    await (ended ??= force ? giveUp(idle) : worker.close());
  };
}

/** A raised signal may throw its reason as it is, a text; the store keeps the message of an error. */
function throwError(thrown: unknown): never {
  throw thrown instanceof Error ? thrown : new Error(String(thrown));
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
