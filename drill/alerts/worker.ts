import { enableCompileCache } from 'node:module';
import { createInterface } from 'node:readline';

enableCompileCache();
const { pino } = await import('pino');
const { openApp } = await import('../../cli/app.ts');
const { readEnv } = await import('../../config/env.ts');
const { startWorkers } = await import('../../jobs/worker.ts');
const { openDeal } = await import('../../services/deal.ts');

/** What a worker is told to do, a line of JSON each. */
export type Order =
  /** Work with these variables, with a clock that is so far ahead. */
  | { readonly do: 'work'; readonly variables: Readonly<Record<string, string>>; readonly aheadMs: number }
  /** Finish what is begun, and wait for the next order. */
  | { readonly do: 'rest' };

const log = pino({ level: 'error' }, pino.destination(2));
let rest = async () => {};

/** Does the same as `pactwatch worker`, but that it does not tick, and that its clock may be ahead. */
async function work({ variables, aheadMs }: Extract<Order, { do: 'work' }>): Promise<void> {
  const env = readEnv(variables);
  const app = await openApp({ env, deal: openDeal(env.dealFolder), log, say: () => {} });
  const now = () => Temporal.Now.instant().add({ milliseconds: aheadMs });
  const workers = await startWorkers(app.queues, { ...app.context, now }, log);
  rest = async () => {
    await workers.close(10_000);
    await app[Symbol.asyncDispose]();
  };
}

const say = (word: 'ready' | 'working' | 'resting') => process.stdout.write(`${word}\n`);
say('ready');
for await (const line of createInterface(process.stdin)) {
  const order = JSON.parse(line) as Order;
  if (order.do === 'work') {
    await work(order);
    say('working');
  } else {
    await rest();
    say('resting');
  }
}
