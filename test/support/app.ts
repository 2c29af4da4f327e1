import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { type App, openApp } from '../../cli/app.ts';
import type { Deal } from '../../config/deal/schema.ts';
import { readEnv } from '../../config/env.ts';
import { type CycleResult, runCycle } from '../../jobs/cycle.ts';
import { startWorkers } from '../../jobs/worker.ts';
import { openDeal } from '../../services/deal.ts';
import { readScorecard } from '../../services/scorecard/read.ts';
import type { Scorecard } from '../../services/scorecard/schema.ts';

/** A folder that any user may enter, which goes with its holder. */
export interface TempFolder extends AsyncDisposable {
  readonly path: string;
}

export async function tempFolder(): Promise<TempFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pactwatch-e2e-'));
  await chmod(folder, 0o755);
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface TestApp extends App {
  readonly deal: Deal;
  /** One cycle with workers of its own, as `pactwatch run` has them. */
  cycle(): Promise<CycleResult>;
  card(): Promise<Scorecard>;
}

export const SILENT = pino({ level: 'silent' });

/** All that the commands work with, put together as they do it, from variables of the environment. */
export async function openTestApp(variables: Readonly<Record<string, string>>): Promise<TestApp> {
  const env = readEnv(variables);
  const deal = openDeal(env.dealFolder);
  const app = await openApp({ env, deal, log: SILENT, say: () => {} });
  return {
    ...app,
    deal,
    async cycle() {
      const workers = await startWorkers(app.queues, app.context, SILENT);
      try {
        const quiet = { pulled: () => {}, assessed: () => {}, sent: () => {} };
        return await runCycle(app.context, quiet, new AbortController().signal);
      } finally {
        await workers.close(5_000);
      }
    },
    card: () => readScorecard(app.context, app.context.now()),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

/** The names of the mails in the outbox of a state folder. */
export async function outboxOf(stateFolder: string): Promise<string[]> {
  try {
    return await readdir(path.join(stateFolder, 'outbox'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
