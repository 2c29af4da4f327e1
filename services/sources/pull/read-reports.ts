import { keepAnswer } from '../../../db/documents.ts';
import type { Report } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { rejectBadAnswer } from '../transport/judge.ts';
import type { Answer, Ask } from '../transport.ts';
import type { PullContext } from './context.ts';

export interface ReadReport {
  readonly answer: Answer;
  readonly report: Report;
}

/**
 * Asks, keeps every answer, and reads those that can be read.
 * @returns the reports in the order of the answers, and the faults of the answers that held nothing.
 * @throws SourceError for the first answer that is none, or when no answer held anything.
 */
export async function readReports(
  { db, deal, transport, now }: PullContext,
  ask: Ask,
  signal: AbortSignal,
): Promise<{ reports: readonly ReadReport[]; empty: readonly SourceError[] }> {
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
