import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Db } from '../../db/connection.ts';
import { enqueueOn } from '../../jobs/enqueue.ts';
import { postgresQueues, redisQueues } from '../../jobs/queues.ts';
import { sweep } from '../../jobs/sweep.ts';
import { seededRandom } from '../../services/commitments/methods/seeded-random.ts';
import { COMMITMENTS, commitmentsOfDrill, DEAL_ID } from './deal.ts';
import { countOf, type Findings, findingsOf, isQuiet } from './findings.ts';
import { putMeasures, STAGES } from './gazette.ts';
import type { WorkerPool, WorkerProcess } from './processes.ts';
import type { Sink } from './sink.ts';

export interface RunSettings {
  /** The same seed picks the same moments; what a process has done by then is up to the machine. */
  readonly seed: string;
  readonly databaseUrl: string;
  /** Of the queues; without it they are in the database. */
  readonly redisUrl: string | undefined;
  /** Of the deal, its recipients and the sink. */
  readonly variables: Readonly<Record<string, string>>;
  readonly sink: Sink;
  readonly pool: WorkerPool;
}

export interface RunFigures extends Findings {
  readonly kills: number;
}

const LEAST_KILLS = 1;
const MOST_KILLS = 3;
/** What a killed worker had claimed is free again after this; the calm worker's clock is so far ahead. */
const AHEAD_MS = 11 * 60_000;
const LOOK_MS = 25;
/** The sweep of every minute, in the time of the drill. */
const SWEEP_MS = 1_500;
/** Nothing here takes as long. */
const PATIENCE_MS = 60_000;

/**
 * Has incidents open, worsen and close while the workers that decide, write and send are killed; then lets a calm worker
 * finish, and tells what came of it.
 */
export async function runOnce(settings: RunSettings): Promise<RunFigures> {
  const { seed, databaseUrl, redisUrl, pool, sink } = settings;
  const random = seededRandom(seed);
  const variables = {
    ...settings.variables,
    DATABASE_URL: databaseUrl,
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  };
  await using cleanUp = new AsyncDisposableStack();
  const db = connect(databaseUrl, { name: 'drill', max: 2, onError: () => {} });
  cleanUp.defer(() => db.destroy());
  const queueSettings = { prefix: DEAL_ID, onError: () => {} };
  const queues = await (redisUrl === undefined
    ? postgresQueues(databaseUrl, queueSettings)
    : redisQueues(redisUrl, queueSettings));
  cleanUp.defer(() => queues.close());
  const enqueue = enqueueOn(queues);
  const sweepNow = (aheadMs = 0) =>
    enqueue(sweep, {
      due: Temporal.Now.instant().add({ milliseconds: aheadMs }).toString({ smallestUnit: 'millisecond' }),
    });

  const worker = await startWorker(pool, variables);
  const [{ last, since, kills }] = await Promise.all([
    killing({ worker, pool, variables, sink, random, sweepNow }),
    moveOn(db, sweepNow),
  ]);

  // Its own claims are not to be taken for those of the dead.
  await until(() => isQuiet(db, since), sweepNow);
  await last.order({ do: 'put-ahead', aheadMs: AHEAD_MS });
  await until(
    () => isQuiet(db),
    () => sweepNow(AHEAD_MS),
  );
  await last.order({ do: 'rest' });
  pool.giveBack(last);
  return { ...(await findingsOf(db, sink.mails)), kills };
}

async function startWorker(pool: WorkerPool, variables: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const worker = await pool.take();
  await worker.order({ do: 'work', variables });
  return worker;
}

/** Brings in measures, each stage when every incident has come through the one before it. */
async function moveOn(db: Db, sweepNow: () => Promise<unknown>): Promise<void> {
  for (const stage of STAGES) {
    await putMeasures(db, commitmentsOfDrill(), stage);
    await until(async () => (await countOf(db, stage.kind)) >= COMMITMENTS, sweepNow);
  }
}

interface Killing {
  readonly worker: WorkerProcess;
  readonly pool: WorkerPool;
  readonly variables: Readonly<Record<string, string>>;
  readonly sink: Sink;
  readonly random: () => number;
  readonly sweepNow: () => Promise<unknown>;
}

interface Killed {
  readonly last: WorkerProcess;
  /** When the last one began. */
  readonly since: Temporal.Instant;
  readonly kills: number;
}

/** Kills one worker after the other, each at a moment of its own, and puts the next in its place. */
async function killing(about: Killing): Promise<Killed> {
  const { pool, variables, sink, random, sweepNow } = about;
  let { worker } = about;
  let since = Temporal.Now.instant();
  const kills = LEAST_KILLS + Math.floor(random() * (MOST_KILLS - LEAST_KILLS + 1));
  for (let count = 0; count < kills; count += 1) {
    // Half of them at any moment, half in the narrowest one: the server has the mail, and has not said so.
    const wait = 20 + random() * 2_000;
    const mail = random() < 0.5 ? 1 + Math.floor(random() * 8) : Infinity;
    await momentOf(sink, wait, mail, () => worker.kill());
    since = Temporal.Now.instant();
    worker = await startWorker(pool, variables);
    await sweepNow();
  }
  return { last: worker, since, kills };
}

/** Kills after so many milliseconds, or, if it is to be a mail, when that one has come whole and before it is answered. */
async function momentOf(sink: Sink, waitMs: number, mail: number, kill: () => Promise<void>): Promise<void> {
  let come = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  sink.onMail = async () => {
    come += 1;
    if (come === mail) {
      await kill();
      resolve();
    }
  };
  const timer = setTimeout(resolve, mail === Infinity ? waitMs : LONGEST_WAIT_MS);
  await promise;
  clearTimeout(timer);
  sink.onMail = undefined;
  await kill();
}

/** For a mail that does not come. */
const LONGEST_WAIT_MS = 5_000;

/** Looks until it is so, and asks for another sweep now and then; gives up after long: what is missing is found then. */
async function until(isSo: () => Promise<boolean>, sweepNow: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  let swept = -Infinity;
  while (!(await isSo()) && performance.now() - started < PATIENCE_MS) {
    if (performance.now() - swept > SWEEP_MS) {
      await sweepNow();
      swept = performance.now();
    }
    await sleep(LOOK_MS);
  }
}
