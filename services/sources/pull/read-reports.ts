import type { BulkWritten } from '../../../db/bulk-vintages.ts';
import { keepAnswer, type StoredAnswer } from '../../../db/documents.ts';
import { trustAnswer } from '../../../db/trusted-answers.ts';
import type { Report } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { rejectBadAnswer } from '../transport/judge.ts';
import { validatorsOf } from '../transport/validators.ts';
import type { Answer, Ask } from '../transport.ts';
import type { PullContext } from './context.ts';
import { readLarge } from './read-large.ts';

export interface ReadReport {
  readonly answer: Answer;
  readonly report: Report;
}

export interface ReadReports {
  /** In the order of the answers. */
  readonly reports: readonly ReadReport[];
  /** The faults of the answers that held nothing. */
  readonly empty: readonly SourceError[];
  /** Of answers that were too many figures to be held: they are stored. */
  readonly stored: readonly BulkWritten[];
}

/**
 * Asks, keeps every answer, and reads those that can be read.
 * @throws SourceError for the first answer that is none, or when no answer held anything.
 */
export async function readReports(context: PullContext, ask: Ask, signal: AbortSignal): Promise<ReadReports> {
  const { db, deal, transport, now } = context;
  const reports: ReadReport[] = [];
  const stored: BulkWritten[] = [];
  const empty: SourceError[] = [];
  for await (const answer of transport.answers(ask, signal)) {
    const { document } = answer;
    const kept: StoredAnswer = {
      deal: deal.id,
      source: ask.sourceId,
      url: document.url,
      httpStatus: answer.httpStatus,
      sha256: document.sha256,
      retrievedAt: answer.retrievedAt,
      publishedAt: answer.publishedAt ?? null,
      citation: answer.citation ?? null,
      headers: answer.headers,
      isRevalidated: answer.isRevalidated ?? false,
    };
    // Kept before it is believed: a document that nobody can read is evidence too.
    await keepAnswer(db, document, kept, now());
    try {
      rejectBadAnswer(answer);
      const parts = ask.connector.parseStream?.(document, ask.query);
      if (parts === undefined) {
        reports.push({ answer, report: ask.connector.parse(document, ask.query) });
      } else {
        const read = await readLarge(context, ask, answer, parts, reports, signal);
        reports.push({ answer, report: read.report });
        stored.push(...read.stored);
      }
      await trustAnswer(db, kept, validatorsOf(answer.headers));
    } catch (error) {
      if (!(error instanceof SourceError) || error.fault !== 'no_content') throw error;
      empty.push(error);
    }
  }
  // What was stored on the way is in no report: whatever it states would seem to be unlisted.
  const settled = stored.length === 0 ? settle(reports, ask) : reports;
  // One product without trade is no fault of the others; nothing at all is one of the source.
  const isSilent = ({ report }: ReadReport) => report.observations.length === 0 && report.measures === undefined;
  if (empty[0] && stored.length === 0 && settled.every(isSilent)) throw empty[0];
  return { reports: settled, empty, stored };
}

function settle(reports: readonly ReadReport[], { connector, query, span }: Ask): readonly ReadReport[] {
  const settled = connector.settle?.(
    reports.map(({ report }) => report),
    query,
    span,
  );
  return settled ? reports.map(({ answer }, index) => ({ answer, report: settled[index]! })) : reports;
}
