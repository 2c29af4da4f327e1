import { once } from 'node:events';
import type { Env } from '../config/env.ts';
import { startTicker } from '../jobs/ticker.ts';
import { startWorkers } from '../jobs/worker.ts';
import { openDeal } from '../services/deal.ts';
import { openApp } from './app.ts';
import { EXIT } from './exit-codes.ts';
import { logTo } from './log.ts';
import { startPages } from './pages.ts';

const CLOSE_DEADLINE_MS = 20_000;

/** Ticks and works until the signal is raised; then it stops ticking, finishes what it has begun, and ends. */
export async function work(env: Env, signal: AbortSignal): Promise<number> {
  const deal = openDeal(env.dealFolder);
  const log = logTo(env.logLevel ?? 'info');
  await using app = await openApp({ env, deal, log, say: (line) => log.info(line) });
  const workers = await startWorkers(app.queues, app.context, log);
  const closePages = await startPages(env, app.context, log);
  const stopTicking = startTicker(deal, app.context.enqueue, log);
  log.info({ deal: deal.id, figures: env.sources, sources: Object.keys(deal.sources).length }, 'watching');
  if (!signal.aborted) await once(signal, 'abort');
  log.info('stopping');
  await stopTicking();
  await closePages();
  await workers.close(CLOSE_DEADLINE_MS);
  return EXIT.ok;
}
