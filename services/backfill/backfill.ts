import { readPartition, ensurePartitions, type PartitionRow, resetPartitions } from '../../db/partitions.ts';
import type { PartitionLocks } from '../../db/partition-locks.ts';
import type { PullContext } from '../sources/pull/context.ts';
import { backfillPartition } from './partition.ts';
import type { PlannedPartition } from './plan.ts';

export interface BackfillContext extends PullContext {
  readonly locks: PartitionLocks;
}

export interface BackfillOrder {
  readonly source: string;
  readonly partitions: readonly PlannedPartition[];
  readonly queryDigest: string;
  /** Ask for all of them anew. Not heeded while another backfill of the source is under way: that one is joined. */
  readonly force: boolean;
}

/** A partition as it stands after this run came to it. */
export interface Settled {
  readonly row: PartitionRow;
  readonly by: 'this' | 'another';
}

export interface BackfillProgress {
  /** Told before anything is asked: what there is to do, and whether another backfill of the source is under way. */
  begun(due: readonly PartitionRow[], joined: boolean): void;
  asking(row: PartitionRow): void;
  settled(settled: Settled): void;
}

export interface BackfillResult {
  /** How many were done before this run. */
  readonly before: number;
  readonly settled: readonly Settled[];
  /** What is not settled, since the run was stopped. */
  readonly left: readonly PartitionRow[];
}

/** Whether a partition has to be asked for; what was done with another query has. */
export function isDue({ state, queryDigest }: Pick<PartitionRow, 'state' | 'queryDigest'>, digest: string): boolean {
  return state !== 'done' || queryDigest !== digest;
}

/**
 * Asks for the partitions of a source that are due, oldest first, each by itself: one that fails holds up no other.
 * Processes that do so side by side share the work; what one of them leaves behind when it dies is taken up by another,
 * or by the next run. It writes history and records no pull: nothing is judged, and no alarm is raised.
 * @param stopping ends the run after the call that it is in.
 * @throws what holds up every partition, such as a database that is down; the next run goes on where this one was.
 */
export async function backfill(
  context: BackfillContext,
  order: BackfillOrder,
  progress: BackfillProgress,
  stopping: AbortSignal,
): Promise<BackfillResult> {
  const { db, deal, transport, now, locks } = context;
  const owner = { deal: deal.id, source: order.source, mode: transport.mode };
  const rows = () => ensurePartitions(db, owner, order.partitions, now());
  const isAlone = await locks.join(owner, async () => {
    if (!order.force) return;
    // Written down before the first call, so that a run that goes on where this one was killed knows of it.
    const ids = (await rows()).map(({ id }) => id);
    await resetPartitions(db, ids, now());
  });
  const all = await rows();
  const due = all.filter((row) => isDue(row, order.queryDigest));
  progress.begun(due, !isAlone);

  const spanOf = new Map(order.partitions.map(({ period, span }) => [period, span]));
  const settled: Settled[] = [];
  const settle = async (seen: PartitionRow) => {
    const one = await settleOne(context, { ...order, seen, span: spanOf.get(seen.period)! }, progress, stopping);
    if (one === undefined) return;
    settled.push(one);
    progress.settled(one);
  };

  const elsewhere: PartitionRow[] = [];
  for (const row of due) {
    if (stopping.aborted) break;
    if (await locks.tryTake(row.id)) await settle(row).finally(() => locks.release(row.id));
    else elsewhere.push(row);
  }
  // Whoever has these may die with them.
  for (const row of elsewhere) {
    if (!(await takenBefore(locks, row.id, stopping))) break;
    await settle(row).finally(() => locks.release(row.id));
  }
  const ids = new Set(settled.map(({ row }) => row.id));
  return { before: all.length - due.length, settled, left: due.filter(({ id }) => !ids.has(id)) };
}

interface One extends Pick<BackfillOrder, 'queryDigest'> {
  /** The partition as it stood when the run began. */
  readonly seen: PartitionRow;
  readonly span: PlannedPartition['span'];
}

/** Settles a partition that is held; undefined when it was stopped before it was. */
async function settleOne(
  context: BackfillContext,
  { seen, span, queryDigest }: One,
  progress: BackfillProgress,
  stopping: AbortSignal,
): Promise<Settled | undefined> {
  const { db } = context;
  const row = await readPartition(db, seen.id);
  // It may have been under way elsewhere when it was seen, or been taken since.
  const isNews = row.attempts !== seen.attempts || !isSettled(seen);
  if (isSettled(row) && isNews) return { row, by: 'another' };
  progress.asking(row);
  await backfillPartition(context, { row, span, queryDigest }, stopping);
  const after = await readPartition(db, seen.id);
  return isSettled(after) ? { row: after, by: after.attempts === row.attempts + 1 ? 'this' : 'another' } : undefined;
}

const isSettled = ({ state }: PartitionRow) => state !== 'pending' && state !== 'running';

async function takenBefore(locks: PartitionLocks, id: number, stopping: AbortSignal): Promise<boolean> {
  try {
    await locks.take(id, stopping);
    return true;
  } catch (error) {
    if (stopping.aborted) return false;
    throw error;
  }
}
