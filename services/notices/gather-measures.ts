import type { Deal } from '../../config/deal/schema.ts';
import type { AssessmentRow } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { answersOf } from '../../db/documents.ts';
import { measureVintagesById } from '../../db/registers.ts';
import { dayOf } from '../commitments/clock.ts';
import { judgementOf } from '../commitments/stored.ts';
import { measureOf } from '../scorecard/measures.ts';
import type { NoticeMeasure } from './content.ts';
import { measureFacts } from './measure-text.ts';

/** The measures that a judgement weighed, as they stand in their documents, by register and key. */
export async function weighedMeasures(
  { db, deal }: { readonly db: Db; readonly deal: Deal },
  assessment: AssessmentRow,
): Promise<NoticeMeasure[]> {
  const rows = await measureVintagesById(db, judgementOf(assessment).measures ?? []);
  const answers = await answersOf(
    db,
    deal.id,
    rows.map(({ document }) => document),
  );
  const bySha = new Map(answers.map((answer) => [answer.sha256, answer]));
  const day = dayOf(assessment.at).toString();
  return rows.map((row) => {
    const answer = bySha.get(row.document)!;
    return {
      title: row.title,
      facts: measureFacts(measureOf(row, day)),
      register: deal.sources[row.source]?.title ?? row.source,
      key: row.key,
      reportedBy: row.reportedBy,
      page: row.page,
      publishedAt: row.publishedAt?.toString() ?? null,
      retrievedAt: answer.retrievedAt.toString(),
      document: row.document,
      locator: row.locator,
      url: answer.url,
      citation: answer.citation,
      note: row.note,
    };
  });
}
