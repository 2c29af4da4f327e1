import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import type { Measured } from '../bench/report.ts';
import { writeDeal } from './alerts/deal.ts';
import { type RunFigures, runOnce } from './alerts/one-run.ts';
import { WorkerPool } from './alerts/processes.ts';
import { startSink } from './alerts/sink.ts';
import { startPostgres, startRedis } from './servers.ts';

const BACKENDS = ['postgres', 'redis'] as const;
type Backend = (typeof BACKENDS)[number];

const say = (line: string) => console.error(`drill: ${line}`);
/** As many mails are on the way at once as a worker has sends; no kill can leave more in doubt. */
const SENDS_AT_ONCE = 4;
/** Started ahead of their time; more would take the cores from those at work. */
const AHEAD = 1;

/**
 * Kills workers while incidents open, worsen and close, and counts what was told: each transition to each that follows it,
 * once. `--runs N` on each backend, `--backend` for one of them, `--seed` for other moments, `--database URL` for a
 * PostgreSQL of one's own, whose user may create databases.
 */
export async function drillAlerts(args: readonly string[]): Promise<readonly Measured[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '10' },
      backend: { type: 'string' },
      seed: { type: 'string', default: '1' },
      database: { type: 'string' },
    },
  });
  const runs = Number(values.runs);
  const backends = BACKENDS.filter((backend) => values.backend === undefined || values.backend === backend);
  if (!Number.isInteger(runs) || runs < 1 || backends.length === 0) {
    throw new Error(`--runs is a number from 1, --backend one of ${BACKENDS.join(', ')}`);
  }
  await using cleanUp = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'pactwatch-drill-deal-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await chmod(folder, 0o755);
  const postgres = cleanUp.use(await startPostgres(values.database));
  const sink = cleanUp.use(await startSink());
  const { recipients } = await writeDeal(path.join(folder, 'deal'));
  const variables = {
    PACTWATCH_STATE: path.join(folder, 'state'),
    PACTWATCH_DEAL: path.join(folder, 'deal'),
    PACTWATCH_RECIPIENTS: recipients,
    PACTWATCH_GROUP_WAIT: 'PT0S',
    PACTWATCH_MAIL_FROM: 'pactwatch@example.com',
    PACTWATCH_MAIL_RATE: '100000',
    SMTP_URL: sink.url,
  };
  const pool = cleanUp.use(new WorkerPool(AHEAD));

  const measured: Measured[] = [];
  for (const backend of backends) {
    await using queues = backend === 'redis' ? await redisOfDrill() : undefined;
    const figures: RunFigures[] = [];
    const started = performance.now();
    for (let run = 1; run <= runs; run += 1) {
      const name = `drill_${backend}_${run}`;
      const databaseUrl = await postgres.database(name);
      await queues?.empty();
      sink.empty();
      const seed = `${values.seed}/${run}`;
      const one = await runOnce({ seed, databaseUrl, redisUrl: queues?.url, variables, sink, pool });
      figures.push(one);
      await postgres.drop(name);
      for (const line of [...one.lost, ...one.doubled]) say(`${backend}, run ${run}: ${line}`);
      if (run % 10 === 0 || run === runs) {
        say(`${backend}: ${run} of ${runs} runs, ${Math.round((performance.now() - started) / 1000)} s`);
      }
    }
    measured.push(...measuredOf(backend, figures));
  }
  return measured;
}

async function redisOfDrill() {
  const server = await startRedis();
  const admin = new Redis(server.url);
  return {
    url: server.url,
    empty: async () => void (await admin.flushdb()),
    async [Symbol.asyncDispose]() {
      await admin.quit();
      await server[Symbol.asyncDispose]();
    },
  };
}

function measuredOf(backend: Backend, figures: readonly RunFigures[]): Measured[] {
  const sum = (of: (one: RunFigures) => number) => figures.reduce((total, one) => total + of(one), 0);
  const kills = sum((one) => one.kills);
  const messages = sum((one) => one.messages);
  const row = (figure: string, value: number, beside: string, ratio: number, budget: Measured['budget']): Measured => ({
    figure: `${backend}: ${figure}`,
    value: String(value),
    beside,
    ratio,
    budget,
  });
  const mails = sum((one) => one.mails);
  const ambiguous = sum((one) => one.ambiguous);
  const runs = figures.length;
  return [
    row('workers killed', kills, `${runs} runs`, kills / runs, { atLeast: 1 }),
    row('mails at the sink', mails, `${messages} messages`, mails / messages, { atLeast: 1 }),
    row('ambiguous, marked', ambiguous, `${kills} kills`, ambiguous / kills, { atMost: SENDS_AT_ONCE }),
    row(
      'lost',
      sum((one) => one.lost.length),
      'none',
      sum((one) => one.lost.length),
      { atMost: 0 },
    ),
    row(
      'doubled, unmarked',
      sum((one) => one.doubled.length),
      'none',
      sum((one) => one.doubled.length),
      { atMost: 0 },
    ),
  ];
}
