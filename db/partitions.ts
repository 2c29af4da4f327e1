import type { Selectable } from 'kysely';
import type { Db } from './connection.ts';
import type { Partition } from './schema.ts';

/** `empty`: the publisher was asked and its answer held nothing, which tells neither "none" from "not yet". */
export type PartitionState = PartitionRow['state'];

export type PartitionRow = Selectable<Partition>;

/** Whose partitions: what was recorded and what a publisher answers live are two histories. */
export interface PartitionOwner {
  readonly deal: string;
  readonly source: string;
  readonly mode: PartitionRow['mode'];
}

export interface NewPartition {
  readonly period: string;
  readonly periodStart: string;
  readonly periodMonths: number;
}

/** What became of a partition that was taken. */
export interface PartitionEnd {
  readonly state: Exclude<PartitionState, 'running'>;
  readonly fault: string | null;
  readonly detail: string | null;
  readonly observations: number;
  readonly added: number;
  readonly revised: number;
}

/** The partitions of those periods that were ever asked for, oldest first. */
export async function partitionsOf(
  db: Db,
  { deal, source, mode }: PartitionOwner,
  periods: readonly string[],
): Promise<PartitionRow[]> {
  if (periods.length === 0) return [];
  return db
    .selectFrom('partition')
    .selectAll()
    .where('deal', '=', deal)
    .where('source', '=', source)
    .where('mode', '=', mode)
    .where('period', 'in', [...periods])
    .orderBy('periodStart')
    .orderBy('periodMonths')
    .execute();
}

/** The same, after those that are not there yet were put there. */
export async function ensurePartitions(
  db: Db,
  owner: PartitionOwner,
  partitions: readonly NewPartition[],
  at: Temporal.Instant,
): Promise<PartitionRow[]> {
  if (partitions.length === 0) return [];
  await db
    .insertInto('partition')
    .values(
      partitions.map(({ period, periodStart, periodMonths }) => ({
        ...owner,
        period,
        periodStart,
        periodMonths,
        updatedAt: at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['deal', 'source', 'mode', 'period']).doNothing())
    .execute();
  return partitionsOf(
    db,
    owner,
    partitions.map(({ period }) => period),
  );
}

export async function readPartition(db: Db, id: number): Promise<PartitionRow> {
  return db.selectFrom('partition').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Has partitions asked for anew, whatever came of them before. */
export async function resetPartitions(db: Db, ids: readonly number[], at: Temporal.Instant): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('partition')
    .set({ state: 'pending', fault: null, detail: null, updatedAt: at })
    .where('id', 'in', [...ids])
    .execute();
}

/** Takes a partition. The number is this taking's own: `endPartition` refuses an earlier one. */
export async function startPartition(db: Db, id: number, at: Temporal.Instant): Promise<number> {
  const row = await db
    .updateTable('partition')
    .set((eb) => ({ state: 'running', fault: null, detail: null, attempts: eb('attempts', '+', 1), updatedAt: at }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return row.attempts;
}

/** Writes what became of a partition. False, and nothing written, when another process has taken it meanwhile. */
export async function endPartition(
  db: Db,
  taking: { readonly id: number; readonly attempts: number; readonly queryDigest: string },
  end: PartitionEnd,
  at: Temporal.Instant,
): Promise<boolean> {
  const result = await db
    .updateTable('partition')
    .set({ ...end, queryDigest: taking.queryDigest, updatedAt: at })
    .where('id', '=', taking.id)
    .where('attempts', '=', taking.attempts)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
