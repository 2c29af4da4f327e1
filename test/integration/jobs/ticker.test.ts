import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Deal } from '../../../config/deal/schema.ts';
import { type Enqueue, enqueueOn } from '../../../jobs/enqueue.ts';
import { startTicker } from '../../../jobs/ticker.ts';
import { openDeal } from '../../../services/deal.ts';
import { SILENT } from '../../support/app.ts';
import { QUEUE_STORES, type QueueStore } from '../../support/queue-stores.ts';
import { DEAL_FOLDER } from '../../support/us-malaysia-folder.ts';

const Payload = z.object({ source: z.string(), due: z.iso.datetime(), inCycle: z.literal(false) });

/** The shipped deal with one source, which is due every second. */
function everySecond(): Deal {
  const deal = openDeal(DEAL_FOLDER);
  return { ...deal, sources: { 'eia-lng': { ...deal.sources['eia-lng']!, schedule: '* * * * * *' } } };
}

test('a tick that cannot be queued does not stop the ones after it', async () => {
  const dues: unknown[] = [];
  const refuse: Enqueue = async (_definition, payload) => {
    dues.push(payload);
    throw new Error('the store is down');
  };
  const stop = startTicker(everySecond(), refuse, SILENT);
  onTestFinished(stop);
  await expect.poll(() => dues.length, { timeout: 10_000 }).toBeGreaterThan(1);
});

describe.each(QUEUE_STORES)('on $name', ({ missing, start }) => {
  let store: QueueStore;
  beforeEach(async ({ skip }) => {
    skip(missing !== undefined, missing);
    store = await start(4);
    onTestFinished(() => store[Symbol.asyncDispose]());
  });

  test('three replicas that tick together queue one job an instant', async () => {
    const replicas = await Promise.all(Array.from({ length: 3 }, () => store.open('us-malaysia-2025')));
    onTestFinished(async () => void (await Promise.all(replicas.map((queues) => queues.close()))));
    const queued: string[] = [];
    const stops = replicas.map((queues) => {
      const enqueue = enqueueOn(queues);
      const counting: Enqueue = async (definition, payload, options) => {
        const job = await enqueue(definition, payload, options);
        if (definition.name === 'pull') queued.push(job.id);
        return job;
      };
      return startTicker(everySecond(), counting, SILENT);
    });
    const ran: string[] = [];
    await replicas[0]!.work('pull', async (payload) => void ran.push(Payload.parse(payload).due), {
      concurrency: 4,
      onFailed: ({ error }) => ran.push(error.message),
    });
    // A busy replica may miss a tick; here is one that none has missed.
    const together = () => queued.find((id) => queued.filter((other) => other === id).length === 3);
    await expect.poll(together, { timeout: 20_000 }).toMatch(/^pull-eia-lng-at\d{10}000$/);
    await expect.poll(() => ran.length, { timeout: 10_000 }).toBe(new Set(queued).size);
    await Promise.all(stops.map((stop) => stop()));
    expect(ran).toEqual([...new Set(ran)]);
    expect(ran.filter((due) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/.test(due))).toEqual([]);
  });
});
