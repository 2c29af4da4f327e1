import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { UnrecoverableError } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Process, type Queues, redisQueues, type Stop, type WorkOptions } from '../../../jobs/queues.ts';
import { QUEUE_STORES, type QueueStore } from '../../support/queue-stores.ts';

const DEAL = 'tin-pact';
const NEVER = new AbortController().signal;

describe.each(QUEUE_STORES)('queues on $name', ({ missing, start }) => {
  let store: QueueStore;
  let queues: Queues;
  let queue: string;

  beforeAll(async () => {
    if (missing !== undefined) return;
    store = await start(1);
    queues = await store.open(DEAL);
  });
  afterAll(async () => {
    await queues?.close();
    await store?.[Symbol.asyncDispose]();
  });
  beforeEach(({ skip }) => {
    skip(missing !== undefined, missing);
    queue = `queue-${randomBytes(4).toString('hex')}`;
  });

  const add = (id: string, payload: unknown = {}, options = {}) => queues.add(queue, id, payload, options);
  const work = async (process: Process, options: Partial<WorkOptions> = {}): Promise<Stop> => {
    const stop = await queues.work(queue, process, { concurrency: 1, onFailed: () => {}, ...options });
    onTestFinished(() => stop(true));
    return stop;
  };

  test('a payload and a result come out as they went in', async () => {
    const payload = {
      source: 'eia-lng',
      name: 'Persekutuan – 马来西亚 😀',
      nothing: null,
      list: [1, { deep: '0.0500' }],
    };
    await work(async (given) => ({ given }));
    const job = await add('as-it-was', payload);
    expect(await job.finished(NEVER)).toEqual({ given: payload });
  });

  test('a job that returns nothing has ended', async () => {
    await work(async () => undefined);
    const job = await add('nothing');
    expect(await job.finished(NEVER)).toBeOneOf([null, undefined]);
  });

  test('one id is one job, however many replicas queue it', async () => {
    const replicas = await Promise.all(Array.from({ length: 3 }, () => store.open(DEAL)));
    onTestFinished(async () => void (await Promise.all(replicas.map((replica) => replica.close()))));
    const ran: unknown[] = [];
    const queued = await Promise.all(
      Array.from({ length: 30 }, (_, n) => replicas[n % 3]!.add(queue, `same-${n % 2}`, { n: n % 2 }, {})),
    );
    await work(async (payload) => void ran.push(payload));
    await Promise.all(queued.map((job) => job.finished(NEVER)));
    expect(ran).toHaveLength(2);
    expect(ran).toEqual(expect.arrayContaining([{ n: 0 }, { n: 1 }]));
  });

  test('a job that has ended is not run again under its id', async () => {
    let runs = 0;
    await work(async () => (runs += 1));
    const keep = { removeOnComplete: { age: 3600 }, removeOnFail: { age: 3600 } };
    expect(await (await add('ended', {}, keep)).finished(NEVER)).toBe(1);
    expect(await (await add('ended', {}, keep)).finished(NEVER)).toBe(1);
    // Had it been queued again, the worker would have come to it before this one.
    expect(await (await add('next', {}, keep)).finished(NEVER)).toBe(2);
  });

  test('a failure is told in its own words', async () => {
    await work(async () => {
      throw new Error('EIA answered 503');
    });
    const job = await add('fails');
    await expect(job.finished(NEVER)).rejects.toThrow('EIA answered 503');
  });

  test('fifty jobs that end at once are all seen to end', async () => {
    const all = Promise.withResolvers<void>();
    let running = 0;
    await work(
      async (payload) => {
        running += 1;
        if (running === 50) all.resolve();
        await all.promise;
        return payload;
      },
      { concurrency: 50 },
    );
    const jobs = await Promise.all(Array.from({ length: 50 }, (_, n) => add(`of-fifty-${n}`, { n })));
    const results = await Promise.all(jobs.map((job) => job.finished(NEVER)));
    expect(results).toEqual(Array.from({ length: 50 }, (_, n) => ({ n })));
  });

  test('a job that fails is tried again after its back-off, and then counts as done', async () => {
    const times: number[] = [];
    const failures: boolean[] = [];
    await work(
      async () => {
        times.push(performance.now());
        if (times.length < 3) throw new Error(`try ${times.length}`);
        return times.length;
      },
      { onFailed: ({ exhausted }) => failures.push(exhausted) },
    );
    const job = await add('retried', {}, { attempts: 3, backoff: { type: 'fixed', delay: 100 } });
    expect(await job.finished(NEVER)).toBe(3);
    // A timer may fire a little early.
    expect(times[1]! - times[0]!).toBeGreaterThan(95);
    expect(times[2]! - times[1]!).toBeGreaterThan(95);
    expect(failures).toEqual([false, false]);
  });

  test('the last try that fails is told apart from those before it', async () => {
    const failures: { id: string; exhausted: boolean; words: string }[] = [];
    const stop = await work(
      async () => {
        throw new Error('still down');
      },
      { onFailed: ({ id, exhausted, error }) => failures.push({ id, exhausted, words: error.message }) },
    );
    const job = await add('exhausted', {}, { attempts: 2, backoff: { type: 'fixed', delay: 10 } });
    await expect(job.finished(NEVER)).rejects.toThrow('still down');
    // The store has it as failed before the worker tells of it.
    await stop();
    expect(failures).toEqual([
      { id: 'exhausted', exhausted: false, words: 'still down' },
      { id: 'exhausted', exhausted: true, words: 'still down' },
    ]);
  });

  test('what no retry can mend is not tried again', async () => {
    const failures: boolean[] = [];
    let runs = 0;
    const stop = await work(
      async () => {
        runs += 1;
        throw new UnrecoverableError('the payload does not fit');
      },
      { onFailed: ({ exhausted }) => failures.push(exhausted) },
    );
    const job = await add('unrecoverable', {}, { attempts: 5, backoff: { type: 'fixed', delay: 10 } });
    await expect(job.finished(NEVER)).rejects.toThrow('the payload does not fit');
    // The store has it as failed before the worker tells of it.
    await stop();
    expect(runs).toBe(1);
    expect(failures).toEqual([true]);
  });

  test('whoever waits for a job can give up waiting', async () => {
    const job = await add('nobody-takes-it');
    const giveUp = new AbortController();
    const waiting = job.finished(giveUp.signal).catch((error: unknown) => error);
    giveUp.abort(new Error('stopped by SIGINT'));
    expect(await waiting).toMatchObject({ name: 'AbortError' });
  });

  test('a job that was lost from the store while it was waited for is told as gone', async () => {
    const job = await add('wiped');
    const waiting = job.finished(NEVER).catch((error: unknown) => error);
    await store.wipe();
    expect(await waiting).toMatchObject({ message: expect.stringContaining('gone from its queue') });
  });

  test('stopping waits for the job that is running, and takes no other', async () => {
    const started = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const stop = await work(async () => {
      started.resolve();
      await end.promise;
      return 'ended in peace';
    });
    const running = await add('running');
    await started.promise;
    await add('waiting');
    const ended: string[] = [];
    const stopped = stop().then(() => ended.push('stop'));
    const finished = running.finished(NEVER).then((result) => ended.push(String(result)));
    end.resolve();
    await Promise.all([stopped, finished]);
    expect(ended).toContain('ended in peace');

    const ran: string[] = [];
    await work(async () => void ran.push('the other'));
    await (await add('waiting')).finished(NEVER);
    expect(ran).toEqual(['the other']);
  });

  test('a job is told by its signal when it is given up, and is run again elsewhere', async () => {
    const started = Promise.withResolvers<void>();
    const stop = await work(async (_payload, signal) => {
      started.resolve();
      await once(signal, 'abort');
      signal.throwIfAborted();
    });
    const job = await add('given-up', {}, { attempts: 2, backoff: { type: 'fixed', delay: 10 } });
    await started.promise;
    // Forced while it is being waited for, as a worker does whose deadline has passed.
    await Promise.all([stop(), stop(true)]);
    await work(async () => 'elsewhere');
    expect(await job.finished(NEVER)).toBe('elsewhere');
  });

  test('a job that was given up says why it failed', async () => {
    const started = Promise.withResolvers<void>();
    const stop = await work(async (_payload, signal) => {
      started.resolve();
      await once(signal, 'abort');
      signal.throwIfAborted();
    });
    const job = await add('given-up-for-good');
    await started.promise;
    await stop(true);
    await expect(job.finished(NEVER)).rejects.toThrow('the worker is closing');
  });

  test('a job that does not heed its signal holds nobody up for long', async () => {
    const started = Promise.withResolvers<void>();
    const stop = await work(async () => {
      started.resolve();
      return new Promise(() => {});
    });
    await add('deaf');
    await started.promise;
    const before = performance.now();
    await Promise.all([Promise.race([stop(), stop(true)]), stop(true)]);
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  test('the job of a worker that was killed is run by another', async () => {
    const lockMs = 500;
    const holder = spawn(
      process.execPath,
      [path.join(import.meta.dirname, '../../support/queue-holder.ts'), store.url, DEAL, queue, String(lockMs)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void holder.kill('SIGKILL'));
    const job = await add('orphan', { notice: '7' });
    const [taken]: unknown[] = await once(createInterface(holder.stdout), 'line');
    expect(taken).toBe('{"notice":"7"}');
    holder.kill('SIGKILL');
    await once(holder, 'exit');

    await work(async (payload) => ({ after: payload }), { lockMs });
    expect(await job.finished(NEVER)).toEqual({ after: { notice: '7' } });
  });

  test('connections that the store breaks are made anew, and nothing is lost', async () => {
    const ran: unknown[] = [];
    await work(async (payload) => void ran.push(payload));
    await (await add('before')).finished(NEVER);
    await store.cutConnections();
    await expect
      .poll(
        () =>
          add('after').then(
            () => 'queued',
            () => 'refused',
          ),
        { timeout: 10_000 },
      )
      .toBe('queued');
    await expect.poll(() => ran.length, { timeout: 10_000 }).toBe(2);
  });

  test('two deals on one store do not see each other’s jobs', async () => {
    const other = await store.open('another-deal');
    onTestFinished(() => other.close());
    const seen: Record<'own' | 'other', unknown[]> = { own: [], other: [] };
    await work(async (payload) => void seen.own.push(payload));
    const stopOther = await other.work(queue, async (payload) => void seen.other.push(payload), {
      concurrency: 1,
      onFailed: () => {},
    });
    onTestFinished(() => stopOther(true));
    const jobs = await Promise.all([
      add('same-id', 'own'),
      other.add(queue, 'same-id', 'other', {}),
      add('own', 'own'),
      other.add(queue, 'other', 'other', {}),
    ]);
    await Promise.all(jobs.map((job) => job.finished(NEVER)));
    expect(seen).toEqual({ own: ['own', 'own'], other: ['other', 'other'] });
  });

  test.each(['pull-eia-lng-06:00', '1795500000000'])('the id %s is refused, not changed', async (id) => {
    await expect(add(id)).rejects.toThrow(/Custom Id/);
  });

  test('closing the queues ends the workers that were left running', async () => {
    const own = await store.open(DEAL);
    const ran: unknown[] = [];
    await own.work(queue, async (payload) => void ran.push(payload), { concurrency: 1, onFailed: () => {} });
    await own.close();
    const job = await add('after-close');
    await work(async () => 'by another');
    expect(await job.finished(NEVER)).toBe('by another');
    expect(ran).toEqual([]);
  });
});

test('a Redis that does not answer is named by its variable, and not tried for ever', async () => {
  const settings = { prefix: 'deal', onError: () => {} };
  await expect(redisQueues('redis://:made-up-password@127.0.0.1:1', settings)).rejects.toThrow(
    'REDIS_URL: no Redis can be used there: connect ECONNREFUSED 127.0.0.1:1',
  );
});
