import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enqueueOn } from '../../../jobs/enqueue.ts';
import type { Queues } from '../../../jobs/queues.ts';
import { type AnyJob, jobs } from '../../../jobs/registry.ts';
import { openDeal } from '../../../services/deal.ts';
import { QUEUE_STORES, type QueueStore } from '../../support/queue-stores.ts';
import { DEAL_FOLDER } from '../../support/us-malaysia-folder.ts';

const JOBS = path.resolve(import.meta.dirname, '../../../jobs');
const DUE = '2026-11-24T06:00:00.123Z';
const LATER = '2026-11-24T06:00:00.124Z';

/** Payloads that are two different jobs, and the same two written differently, of each kind of job. */
const SAMPLES: Readonly<Record<string, { readonly different: readonly unknown[]; readonly same: readonly unknown[] }>> =
  {
    pull: {
      different: [
        ...Object.keys(openDeal(DEAL_FOLDER).sources).map((source) => ({ source, due: DUE })),
        { source: 'eia-lng', due: LATER },
      ],
      same: [
        { source: 'eia-lng', due: DUE },
        { source: 'eia-lng', due: '2026-11-24T06:00:00.123000Z' },
      ],
    },
    assess: {
      different: [
        { due: DUE, cause: 'eia-lng' },
        { due: DUE, cause: 'sweep' },
        { due: LATER, cause: 'sweep' },
      ],
      same: [
        { due: DUE, cause: 'sweep' },
        { due: '2026-11-24T06:00:00.1230Z', cause: 'sweep' },
      ],
    },
    notify: {
      different: [
        { due: DUE, cause: 'eia-lng' },
        { due: DUE, cause: 'sweep' },
        { due: LATER, cause: 'sweep' },
      ],
      same: [
        { due: DUE, cause: 'cycle' },
        { due: DUE, cause: 'cycle' },
      ],
    },
    send: {
      different: [
        { message: '1', due: DUE },
        { message: '11', due: DUE },
        { message: '1', due: LATER },
      ],
      same: [
        { message: '1', due: DUE },
        { message: '1', due: '2026-11-24T06:00:00.123000Z' },
      ],
    },
    sweep: { different: [{ due: DUE }, { due: LATER }], same: [{ due: DUE }, { due: DUE }] },
  };

const keyOf = (job: AnyJob, payload: unknown) => job.key(job.payload.parse(payload));

test('every file that defines a job is registered, and every registered job has its file', async () => {
  const defined: unknown[] = [];
  for (const file of readdirSync(JOBS).filter((name) => name.endsWith('.ts'))) {
    const module: Record<string, unknown> = await import(path.join(JOBS, file));
    const own = Object.values(module).filter(
      (value) => typeof value === 'object' && value !== null && 'payload' in value,
    );
    for (const job of own) expect(job).toHaveProperty('name', path.basename(file, '.ts'));
    defined.push(...own);
  }
  expect(new Set(defined)).toEqual(new Set(jobs));
  expect(defined).toHaveLength(jobs.length);
});

test('no two jobs have one name', () => {
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
});

describe.each(jobs.map((job) => ({ name: job.name, job })))('$name', ({ name, job }) => {
  const { different, same } = SAMPLES[name]!;

  test('jobs that are not the same have keys of their own', () => {
    const keys = different.map((payload) => keyOf(job, payload));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('one instant is one job, however it is written', () => {
    const [first, second] = same.map((payload) => keyOf(job, payload));
    expect(second).toBe(first);
  });

  test.each([[undefined], [null], [{}], ['text'], [{ due: 'yesterday', cause: '', source: 'eia-lng', message: '1' }]])(
    'a payload such as %j is refused before anything is done',
    (payload) => {
      expect(job.payload.safeParse(payload).success).toBe(false);
    },
  );

  test('a payload is the same after it was stored as JSON', () => {
    for (const payload of different) {
      const decoded = job.payload.parse(payload);
      expect(job.payload.parse(JSON.parse(JSON.stringify(decoded)))).toEqual(decoded);
    }
  });
});

describe.each(QUEUE_STORES)('on $name', ({ missing, start }) => {
  let store: QueueStore;
  let queues: Queues;

  beforeAll(async () => {
    if (missing !== undefined) return;
    store = await start(2);
    queues = await store.open('us-malaysia-2025');
  });
  afterAll(async () => {
    await queues?.close();
    await store?.[Symbol.asyncDispose]();
  });

  test.for(jobs.map((job) => ({ name: job.name, job })))(
    'takes the ids of $name jobs',
    async ({ name, job }, { skip }) => {
      skip(missing !== undefined, missing);
      for (const payload of SAMPLES[name]!.different) {
        const queued = await enqueueOn(queues)(job, job.payload.parse(payload));
        expect(queued.id).toBe(`${name}-${keyOf(job, payload)}`);
        // BullMQ keeps the id of a job beside keys of its own, such as `wait`.
        expect(queued.id).toMatch(/^[a-z]+-[A-Za-z0-9._-]+$/);
      }
    },
  );
});
