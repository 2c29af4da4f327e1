import { inTransaction } from '../../../db/connection.ts';
import { recordPull } from '../../../db/pulls.ts';
import { writeVintages } from '../../../db/vintages.ts';
import { SourceError } from '../errors.ts';
import type { Ask } from '../transport.ts';
import { askFor } from './ask.ts';
import type { PullContext, PullSummary } from './context.ts';
import { readReports } from './read-reports.ts';
import { toVintages } from './to-vintages.ts';

/**
 * Asks a source for what it may have released or revised since the last time, keeps the documents, and stores what
 * differs as new vintages. May be repeated at any time; an unchanged answer writes no vintage.
 * @throws only what is no fault of the source, such as a database that is down or `signal` having been raised.
 */
export async function pullSource(context: PullContext, sourceId: string, signal: AbortSignal): Promise<PullSummary> {
  const { db, deal, transport, now } = context;
  const startedAt = now();
  const ask = await askFor(context, sourceId);
  const idle = transport.idle(ask);
  const summary: PullSummary =
    idle === undefined
      ? await pullActive(context, ask, signal)
      : { ...nothing(sourceId), outcome: 'idle', detail: idle };
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
  });
  return summary;
}

async function pullActive(context: PullContext, ask: Ask, signal: AbortSignal): Promise<PullSummary> {
  const { db, deal, now } = context;
  try {
    const { reports, empty } = await readReports(context, ask, signal);
    const observations = toVintages(context, ask, reports);
    const written = await inTransaction(db, (trx) => writeVintages(trx, observations, now()));
    return {
      ...nothing(ask.sourceId),
      outcome: 'ok',
      detail:
        empty.length === 0 ? null : `${empty.length} of its answers held nothing: ${printable(empty[0]!.message)}`,
      observations: observations.length,
      added: written.added,
      revised: written.revised,
    };
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
});
