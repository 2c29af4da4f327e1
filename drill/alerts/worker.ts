import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { openApp } from '../../cli/app.ts';
import { readEnv } from '../../config/env.ts';
import { startWorkers } from '../../jobs/worker.ts';
import { openDeal } from '../../services/deal.ts';

/** What a worker is told to do, a line of JSON each. */
export type Order =
  | { readonly do: 'work'; readonly variables: Readonly<Record<string, string>> }
  /** Put the clock ahead. */
  | { readonly do: 'put-ahead'; readonly aheadMs: number }
  /** Finish what is begun, and wait for the next order. */
  | { readonly do: 'rest' };

const log = pino({ level: 'error' }, pino.destination(2));
let aheadMs = 0;
let rest = async () => {};

/** Does the same as `pactwatch worker`, but that it does not tick, and that its clock can be put ahead. */
async function work({ variables }: Extract<Order, { do: 'work' }>): Promise<void> {
  aheadMs = 0;
  const env = readEnv(variables);
  const app = await openApp({ env, deal: openDeal(env.dealFolder), log, say: () => {} });
  const now = () => Temporal.Now.instant().add({ milliseconds: aheadMs });
  const workers = await startWorkers(app.queues, { ...app.context, now }, log);
  rest = async () => {
    await workers.close(10_000);
    await app[Symbol.asyncDispose]();
  };
}

const say = (word: Order['do'] | 'ready') => process.stdout.write(`${word}\n`);
// A killed process leaves nothing in the cache by itself.
flushCompileCache();
say('ready');
for await (const line of createInterface(process.stdin)) {
  const order = JSON.parse(line) as Order;
  if (order.do === 'work') await work(order);
  else if (order.do === 'rest') await rest();
  else ({ aheadMs } = order);
  say(order.do);
}
