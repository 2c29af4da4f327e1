import type { Deal } from '../../config/deal/schema.ts';
import type { PeriodSpan } from '../../config/vocabulary/period.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import { keepAnswer } from '../../db/documents.ts';
import { recordPull } from '../../db/pulls.ts';
import { type NewObservation, sourceWatermark, writeVintages } from '../../db/vintages.ts';
import { normalise } from '../observations/normalise.ts';
import type { Connector, ReportedObservation, Report } from './connector.ts';
import { SourceError, type SourceFault } from './errors.ts';
import { rejectBadAnswer } from './transport/judge.ts';
import type { Answer, Ask, Transport } from './transport.ts';

export interface PullContext {
  readonly db: Db;
  readonly deal: Deal;
  /** Ids of the deal's series by their key. */
  readonly seriesIds: ReadonlyMap<string, number>;
  readonly connectors: Readonly<Record<string, Connector<unknown>>>;
  readonly transport: Transport;
  readonly now: () => Temporal.Instant;
}

/** What came of a pull. A source that failed says why; nothing it had reported before is touched. */
export interface PullSummary {
  readonly source: string;
  readonly outcome: 'ok' | 'failed' | 'idle';
  readonly fault: SourceFault | null;
  /** Why it failed or is idle, or that some of its answers held nothing; null when there is nothing to say. */
  readonly detail: string | null;
  readonly mayPass: boolean;
  readonly observations: number;
  readonly added: number;
  readonly revised: number;
}

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

async function askFor({ db, deal, connectors, now }: PullContext, sourceId: string): Promise<Ask> {
  const source = deal.sources[sourceId];
  if (!source) throw new RangeError(`the deal has no source "${sourceId}"`);
  const connector = connectors[source.publisher]!;
  const newest = await sourceWatermark(db, deal.id, sourceId);
  return {
    sourceId,
    source,
    connector,
    query: connector.query.parse(source.query),
    span: spanToAsk(source.history, source.revision_window, newest, now()),
  };
}

/**
 * From the newest month that is known, or the present one if figures reach beyond it, back over what the publisher may
 * still revise, to the present month.
 */
export function spanToAsk(
  history: string,
  revisionWindow: string,
  newestKnown: string | null,
  now: Temporal.Instant,
): PeriodSpan {
  const first = Temporal.PlainYearMonth.from(history);
  const to = now.toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth();
  if (newestKnown === null) return { from: first, to };
  const [newest] = [Temporal.PlainDate.from(newestKnown).toPlainYearMonth(), to].toSorted(
    Temporal.PlainYearMonth.compare,
  );
  const reachedBack = newest!.subtract(revisionWindow);
  return { from: Temporal.PlainYearMonth.compare(reachedBack, first) > 0 ? reachedBack : first, to };
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

interface ReadReport {
  readonly answer: Answer;
  readonly report: Report;
}

async function readReports({ db, deal, transport, now }: PullContext, ask: Ask, signal: AbortSignal) {
  const reports: ReadReport[] = [];
  const empty: SourceError[] = [];
  for await (const answer of transport.answers(ask, signal)) {
    const { document } = answer;
    // Kept before it is believed: a document that nobody can read is evidence too.
    await keepAnswer(
      db,
      document,
      {
        deal: deal.id,
        source: ask.sourceId,
        url: document.url,
        httpStatus: answer.httpStatus,
        sha256: document.sha256,
        retrievedAt: answer.retrievedAt,
        publishedAt: answer.publishedAt ?? null,
        citation: answer.citation ?? null,
      },
      now(),
    );
    try {
      rejectBadAnswer(answer);
      reports.push({ answer, report: ask.connector.parse(document, ask.query) });
    } catch (error) {
      if (!(error instanceof SourceError) || error.fault !== 'no_content') throw error;
      empty.push(error);
    }
  }
  // One product without trade is no fault of the others; nothing at all is one of the source.
  if (empty[0] && reports.every(({ report }) => report.observations.length === 0)) throw empty[0];
  return { reports, empty };
}

function toVintages({ deal, seriesIds }: PullContext, ask: Ask, reports: readonly ReadReport[]) {
  const publications = new Map(
    reports.flatMap(({ report }) =>
      report.publications.map((publication) => [formatPeriod(publication.period), publication] as const),
    ),
  );
  const origin = new Map<ReportedObservation, Answer>(
    reports.flatMap(({ answer, report }) => report.observations.map((observation) => [observation, answer] as const)),
  );
  return normalise(deal, ask.sourceId, [...origin.keys()]).map(({ series, observation }): NewObservation => {
    const answer = origin.get(observation)!;
    const period = formatPeriod(observation.period);
    const publication = publications.get(period);
    return storable({
      seriesId: seriesIds.get(series)!,
      period,
      periodStart: observation.period.start.toPlainDate({ day: 1 }).toString(),
      periodMonths: observation.period.months,
      reportedBy: observation.reportedBy ?? ask.connector.name,
      value: observation.value,
      status: observation.status,
      superseded: observation.superseded ?? null,
      note: observation.note ?? publication?.note ?? null,
      publishedAt: observation.publishedAt ?? publication?.publishedAt ?? answer.publishedAt ?? null,
      sha256: answer.document.sha256,
      locator: observation.locator,
    });
  });
}

/** Refuses the one character that no text in PostgreSQL holds. */
function storable(vintage: NewObservation): NewObservation {
  const texts = [vintage.reportedBy, vintage.superseded, vintage.note, vintage.locator];
  if (!texts.some((text) => text?.includes('\0'))) return vintage;
  throw new SourceError('format', `${vintage.period} of ${vintage.reportedBy}: a text of it holds U+0000`);
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
