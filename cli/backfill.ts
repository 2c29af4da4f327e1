import type { Env } from '../config/env.ts';
import { partitionsOf } from '../db/partitions.ts';
import { openPartitionLocks } from '../db/partition-locks.ts';
import {
  backfill as runBackfill,
  type BackfillOrder,
  type BackfillResult,
  isDue,
} from '../services/backfill/backfill.ts';
import type { BackfillLine, PlanLine } from '../services/backfill/schema.ts';
import { openDeal } from '../services/deal.ts';
import { faultMayPass } from '../services/sources/errors.ts';
import type { PullContext } from '../services/sources/pull/context.ts';
import { orderOf, spanToBackfill } from './backfill-order.ts';
import { backfillProgress } from './backfill-progress.ts';
import { openDatabase } from './database.ts';
import { EXIT } from './exit-codes.ts';
import type { GivenPeriod } from './given-period.ts';
import { logTo } from './log.ts';
import { partitionLine, planLines, summaryLines, totalsOf } from './print-backfill.ts';
import { rejectUnknownPublishers } from './publishers.ts';
import { pullContext } from './pull-context.ts';

export interface BackfillOptions {
  readonly from: GivenPeriod;
  readonly to: GivenPeriod;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);
const print = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Asks for a source's history, partition by partition. Returns the exit code. */
export async function backfill(
  env: Env,
  source: string,
  { from, to, force = false, dryRun = false, json = false }: BackfillOptions,
  stopping: AbortSignal,
): Promise<number> {
  const deal = openDeal(env.dealFolder);
  const span = spanToBackfill(deal, { source, from, to }, Temporal.Now.instant());
  rejectUnknownPublishers(env);
  const log = logTo(env.logLevel ?? 'warn');
  const onError = (error: Error) => log.warn({ reason: error.message }, 'connection error');
  await using database = await openDatabase({ env, say, onError });
  const context = await pullContext({ env, deal, db: database.db, log, stopping });
  const { connector, ...ordered } = await orderOf(context, env, { source, span });
  const order = { ...ordered, force };
  const isForMachine = json || !process.stdout.isTTY;
  if (dryRun) {
    const plan = await planOf(context, order);
    if (isForMachine) plan.forEach(print);
    else process.stdout.write(`${planLines(plan).join('\n')}\n`);
    return EXIT.ok;
  }

  await using locks = await openPartitionLocks(database.url, database.db, onError);
  const started = performance.now();
  const result = await followed({ source, isForMachine, stopping }, (progress) =>
    runBackfill({ ...context, locks }, order, progress, stopping),
  );
  if (isForMachine) {
    const line: BackfillLine = {
      schema: 'pactwatch.backfill/1',
      deal: deal.id,
      source,
      figures: env.sources,
      from: span.from.toString(),
      to: span.to.toString(),
      ...totalsOf(result),
      seconds: Math.round(performance.now() - started) / 1000,
    };
    print(line);
  }
  const again = `pactwatch backfill ${source} --from ${from.text} --to ${to.text}`;
  for (const line of summaryLines(result, { source, connector, again })) say(line);
  return exitCode(result, stopping);
}

async function planOf(
  { db, deal, transport }: PullContext,
  { source, partitions, queryDigest, force }: BackfillOrder,
): Promise<PlanLine[]> {
  const owner = { deal: deal.id, source, mode: transport.mode };
  const periods = partitions.map(({ period }) => period);
  const known = new Map((await partitionsOf(db, owner, periods)).map((row) => [row.period, row]));
  return partitions.map(({ period, requests }) => {
    const row = known.get(period);
    return {
      schema: 'pactwatch.backfill-plan/1',
      deal: deal.id,
      source,
      figures: transport.mode,
      period,
      state: row?.state ?? 'missing',
      fault: row?.fault ?? null,
      asks: force || row === undefined || isDue(row, queryDigest),
      requests,
    };
  });
}

interface Followed {
  readonly source: string;
  readonly isForMachine: boolean;
  readonly stopping: AbortSignal;
}

async function followed(
  { source, isForMachine, stopping }: Followed,
  run: (progress: ReturnType<typeof backfillProgress>) => Promise<BackfillResult>,
): Promise<BackfillResult> {
  const settled: Parameters<typeof backfillProgress>[1]['settled'] = (one) => isForMachine && print(partitionLine(one));
  using progress = backfillProgress(source, { stream: process.stderr, settled }, stopping);
  return await run(progress);
}

/** A failure that asking again can mend is a dependency that is down; any other is for a person. */
function exitCode({ settled, left }: BackfillResult, stopping: AbortSignal): number {
  if (left.length > 0) return stopping.aborted ? EXIT.interrupted : EXIT.unexpected;
  const faults = settled.flatMap(({ row }) => (row.state === 'failed' ? [row.fault!] : []));
  if (faults.length === 0) return EXIT.ok;
  return faults.every(faultMayPass) ? EXIT.dependencyDown : EXIT.unexpected;
}
