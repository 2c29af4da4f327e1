import { z } from 'zod';

const Count = z.int().min(0);

/** What `pactwatch backfill` prints of a partition. Fields are added, never renamed or taken away, within one version. */
export const PartitionLine = z.object({
  schema: z.literal('pactwatch.partition/1'),
  deal: z.string(),
  source: z.string(),
  figures: z.enum(['recorded', 'live']),
  period: z.string(),
  state: z.enum(['pending', 'running', 'done', 'empty', 'failed']),
  /** Whether this run asked for it, or another one that was under way beside it. */
  by: z.enum(['this', 'another']),
  fault: z.string().nullable(),
  detail: z.string().nullable(),
  /** Rows read: figures, and measures of a register. */
  rows: Count,
  /** Vintages written: what was not known, and what differs from what was. */
  added: Count,
  revised: Count,
  attempts: Count,
  at: z.iso.datetime(),
});
export type PartitionLine = z.output<typeof PartitionLine>;

/** What it prints at the end. */
export const BackfillLine = z.object({
  schema: z.literal('pactwatch.backfill/1'),
  deal: z.string(),
  source: z.string(),
  figures: z.enum(['recorded', 'live']),
  from: z.string(),
  to: z.string(),
  partitions: z.object({
    total: Count,
    /** Done before this run, and not asked for again. */
    before: Count,
    done: Count,
    empty: Count,
    failed: Count,
    /** Not settled, since the run was stopped. */
    left: Count,
  }),
  rows: Count,
  added: Count,
  revised: Count,
  seconds: z.number().min(0),
});
export type BackfillLine = z.output<typeof BackfillLine>;

/** What `--dry-run` prints of a partition. */
export const PlanLine = z.object({
  schema: z.literal('pactwatch.backfill-plan/1'),
  deal: z.string(),
  source: z.string(),
  figures: z.enum(['recorded', 'live']),
  period: z.string(),
  /** `missing` when it was never asked for. */
  state: z.enum(['missing', 'pending', 'running', 'done', 'empty', 'failed']),
  fault: z.string().nullable(),
  /** Whether it would be asked for. */
  asks: z.boolean(),
  /** Calls that it would take at least. */
  requests: Count,
});
export type PlanLine = z.output<typeof PlanLine>;
