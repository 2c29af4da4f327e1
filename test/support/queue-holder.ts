import { postgresQueues, redisQueues } from '../../jobs/queues.ts';

// Takes one job of a queue in a process of its own and never ends it, for tests that kill the process:
// `node queue-holder.ts <url> <prefix> <queue> <lock in milliseconds>`. Prints the payload once it has it.

const [url, prefix, queue, lockMs] = process.argv.slice(2);
if (!url || !prefix || !queue) throw new Error('usage: queue-holder.ts <url> <prefix> <queue> <lock in milliseconds>');

const open = url.startsWith('redis') ? redisQueues : postgresQueues;
const queues = await open(url, { prefix, onError: (error) => console.error(error) });
await queues.work(
  queue,
  async (payload) => {
    console.log(JSON.stringify(payload));
    return new Promise(() => {});
  },
  { concurrency: 1, lockMs: Number(lockMs), onFailed: () => {} },
);
