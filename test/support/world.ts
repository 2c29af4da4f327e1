import { expect, onTestFinished } from 'vitest';
import type { JobContext } from '../../jobs/context.ts';
import { startWorkers } from '../../jobs/worker.ts';
import { openTestApp, outboxOf, SILENT, tempFolder, type TestApp } from './app.ts';
import { testDatabase } from './database.ts';
import { countsOf } from './history.ts';
import type { QueueStore, StoreKind } from './queue-stores.ts';

/** What the replicas of one installation share: a database, a store of queues, a state folder. */
export interface World {
  readonly stateFolder: string;
  readonly store: QueueStore;
  /** One more replica; it goes when the test ends. */
  replica(variables?: Readonly<Record<string, string>>): Promise<TestApp>;
}

/** An installation of the test's own, with nothing in it. It goes when the test ends. */
export async function newWorld({ name, start }: StoreKind, redisDatabase: number): Promise<World> {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const store = await start(redisDatabase);
  onTestFinished(() => store[Symbol.asyncDispose]());
  // Where the queues are in PostgreSQL, they are in the database itself.
  const database = name === 'PostgreSQL' ? undefined : await testDatabase();
  onTestFinished(() => database?.[Symbol.asyncDispose]());
  const shared = {
    PACTWATCH_STATE: folder.path,
    // Nobody here waits for more of a release.
    PACTWATCH_GROUP_WAIT: 'PT0S',
    DATABASE_URL: database?.url ?? store.url,
    ...(name === 'Redis' && { REDIS_URL: store.url }),
  };
  return {
    stateFolder: folder.path,
    store,
    async replica(variables = {}) {
      const app = await openTestApp({ ...shared, ...variables });
      onTestFinished(() => app[Symbol.asyncDispose]());
      return app;
    },
  };
}

/** Starts the workers of a replica, until the returned function is called or the test ends. */
export async function startWorking(app: TestApp, context: JobContext = app.context): Promise<() => Promise<void>> {
  const workers = await startWorkers(app.queues, context, SILENT);
  const stop = () => workers.close(5_000);
  onTestFinished(stop);
  return stop;
}

/** What a cycle on the recorded figures of the shipped deal leaves behind, besides the vintages. */
export const WHOLE = { mails: 1, states: ['sent'], assessment: 19, incident: 1, transition: 1, notice: 1 };

/** Waits until the mail is out, and tells what there is then. */
export async function onceMailed(app: TestApp, { stateFolder }: World): Promise<typeof WHOLE> {
  const patience = { timeout: 20_000 };
  const states = async () => (await app.card()).notices.map(({ state }) => state);
  await expect.poll(states, patience).toContain('sent');
  const { assessment, incident, transition, notice } = await countsOf(app.context.db);
  const mails = (await outboxOf(stateFolder)).length;
  return { mails, states: await states(), assessment, incident, transition, notice };
}
