import { type Db, inTransaction } from '../../../db/connection.ts';
import { type PullRecord, recordPull } from '../../../db/pulls.ts';
import { revisionsOf } from '../../../db/revisions.ts';
import { REVISIONS_TOLD } from '../../../db/vintage-merge.ts';
import { writeVintages } from '../../../db/vintages.ts';
import { revisionOf } from '../../observations/revision.ts';
import { SourceError } from '../errors.ts';
import type { Ask } from '../transport.ts';
import { askFor } from './ask.ts';
import type { PullContext, PullSummary } from './context.ts';
import { readReports } from './read-reports.ts';
import { refuseSilentLoss } from './silent-periods.ts';
import { storeMeasures } from './store-measures.ts';
import { toMeasures } from './to-measures.ts';
import { toVintages } from './to-vintages.ts';
import { withdrawals } from './withdrawals.ts';

/**
 * Asks a source for what it may have released or revised since the last time, keeps the documents, and stores what
 * differs as new vintages. May be repeated at any time; an unchanged answer writes no vintage.
 * @throws only what is no fault of the source, such as a database that is down or `signal` having been raised.
 */
export async function pullSource(context: PullContext, sourceId: string, signal: AbortSignal): Promise<PullSummary> {
  const { db, deal, transport, now } = context;
  const startedAt = now();
  const summary = await pullAsked(context, await askFor(context, sourceId), signal);
  await recordPull(db, {
    deal: deal.id,
    source: sourceId,
    mode: transport.mode,
    startedAt,
    finishedAt: now(),
    outcome: summary.outcome,
    fault: summary.fault,
    detail: summary.detail,
    observations: summary.observations,
    vintages: summary.added + summary.revised,
    revised: summary.revised,
    withdrawn: summary.withdrawn,
    ...measuresRead(summary),
  });
  return summary;
}

/** Done in the transaction that stores the figures; what it throws takes them back. */
export type Alongside = (trx: Db, stored: PullSummary) => Promise<void>;

/** Puts one ask to its source, as `pullSource` does, and records no pull: a backfill keeps its own record. */
export async function pullAsked(
  context: PullContext,
  ask: Ask,
  signal: AbortSignal,
  alongside?: Alongside,
): Promise<PullSummary> {
  const { db, deal, transport, now } = context;
  const idle = transport.idle(ask);
  if (idle !== undefined) return { ...nothing(ask.sourceId), outcome: 'idle', detail: idle };
  try {
    const { reports, empty, stored } = await readReports(context, ask, signal);
    const observations = toVintages(context, ask, reports);
    const listing = toMeasures(ask, reports, empty.length === 0);
    return await inTransaction(db, async (trx) => {
      await refuseSilentLoss(trx, ask, reports, observations);
      const withdrawn = await withdrawals(trx, context, ask, reports, observations);
      const written = await writeVintages(trx, [...observations, ...withdrawn], now());
      const all = [written, ...stored];
      const revisions = await revisionsOf(trx, all.flatMap(({ ended }) => ended).slice(0, REVISIONS_TOLD));
      const summary: PullSummary = {
        ...nothing(ask.sourceId),
        outcome: 'ok',
        detail:
          empty.length === 0 ? null : `${empty.length} of its answers held nothing: ${printable(empty[0]!.message)}`,
        observations: observations.length + sumOf(stored.map((bulk) => bulk.observations)),
        added: sumOf(all.map(({ added }) => added)),
        revised: sumOf(all.map(({ revised }) => revised)),
        withdrawn: withdrawn.length,
        revisions: revisions.map(({ before, after }) => revisionOf(before, after)),
        measures: await storeMeasures(trx, context, ask, listing, now()),
      };
      await alongside?.(trx, summary);
      return summary;
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SourceError)) throw error;
    return {
      ...nothing(ask.sourceId),
      outcome: 'failed',
      fault: error.fault,
      detail: `${deal.sources[ask.sourceId]!.title}: ${printable(error.message)}`,
      mayPass: error.mayPass,
    };
  }
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** A publisher's words may hold anything; control characters have no place in a record or on a terminal. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ');

const nothing = (source: string): PullSummary => ({
  source,
  outcome: 'idle',
  fault: null,
  detail: null,
  mayPass: false,
  observations: 0,
  added: 0,
  revised: 0,
  withdrawn: 0,
  revisions: [],
  measures: null,
});

/** What the record of a pull keeps of a register: none listed is an answer, and another thing than no register. */
function measuresRead({ measures }: PullSummary): Pick<PullRecord, 'measures' | 'measureVintages'> {
  if (measures === null) return { measures: null, measureVintages: null };
  return { measures: measures.listed, measureVintages: measures.added + measures.changed + measures.unlisted };
}
