import type { PeriodSpan } from '../../config/vocabulary/period.ts';
import { endPartition, type PartitionEnd, type PartitionRow, startPartition } from '../../db/partitions.ts';
import { askFor } from '../sources/pull/ask.ts';
import type { PullContext, PullSummary } from '../sources/pull/context.ts';
import { pullAsked } from '../sources/pull/pull.ts';
import { stopAfterCall } from './stop-after-call.ts';

/** The fault of a partition that failed by none of the source. */
export const UNEXPECTED = 'unexpected';

/** Another process has taken the partition meanwhile: nothing of this taking is stored. */
class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

export interface Taking {
  readonly row: PartitionRow;
  readonly span: PeriodSpan;
  readonly queryDigest: string;
}

/**
 * Asks for one partition, which must be held, and writes what became of it: `done` in the transaction that stores its
 * figures. A partition that was stopped is pending again.
 * @throws only what holds up every other one too, such as a database that is down.
 */
export async function backfillPartition(
  context: PullContext,
  { row, span, queryDigest }: Taking,
  stopping: AbortSignal,
): Promise<void> {
  const { db, now, transport } = context;
  const taking = { id: row.id, attempts: await startPartition(db, row.id, now()), queryDigest };
  const end = (outcome: PartitionEnd) => endPartition(db, taking, outcome, now());
  try {
    const ask = await askFor(context, row.source, span);
    const gentle = { ...context, transport: stopAfterCall(transport, stopping) };
    const summary = await pullAsked(gentle, ask, new AbortController().signal, async (trx, stored) => {
      if (!(await endPartition(trx, taking, doneWith(stored), now()))) throw new TakenOver();
    });
    if (summary.outcome !== 'ok') await end(failedWith(summary));
  } catch (error) {
    if (error instanceof TakenOver) return;
    if (stopping.aborted) await end({ ...NOTHING, state: 'pending' });
    else await end({ ...NOTHING, state: 'failed', fault: UNEXPECTED, detail: wordsOf(error) });
  }
}

const NOTHING = { fault: null, detail: null, observations: 0, added: 0, revised: 0 } as const;

function doneWith({ detail, observations, added, revised, measures }: PullSummary): PartitionEnd {
  return {
    state: 'done',
    fault: null,
    detail,
    observations: observations + (measures?.listed ?? 0),
    added: added + (measures?.added ?? 0),
    revised: revised + (measures?.changed ?? 0) + (measures?.unlisted ?? 0),
  };
}

/** A source that is idle could not be asked at all. */
function failedWith({ fault, detail }: PullSummary): PartitionEnd {
  const state = fault === 'no_content' ? 'empty' : 'failed';
  return { ...NOTHING, state, fault: fault ?? UNEXPECTED, detail };
}

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).replaceAll(/\p{Cc}+/gu, ' ');
