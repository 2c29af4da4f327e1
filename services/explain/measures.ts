import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { answersOf } from '../../db/documents.ts';
import { measureVintagesById } from '../../db/registers.ts';
import { measureOf } from '../scorecard/measures.ts';
import { connectors } from '../sources/registry.ts';
import type { ExplainedMeasure } from './schema.ts';

/**
 * Vintages of measures with where each stands in its document and its force on a day such as `2026-11-24`, by register
 * and key, the newest form first.
 */
export async function explainedMeasures(
  { db, deal }: { readonly db: Db; readonly deal: Deal },
  vintages: readonly string[],
  used: ReadonlySet<string>,
  day: string,
): Promise<ExplainedMeasure[]> {
  const rows = await measureVintagesById(db, vintages);
  const answers = await answersOf(
    db,
    deal.id,
    rows.map(({ document }) => document),
  );
  const bySha = new Map(answers.map((answer) => [answer.sha256, answer]));
  return rows.map((row) => {
    // A deal file that was edited since may not have the source any more.
    const source = deal.sources[row.source];
    return {
      ...measureOf(row, day),
      register: source?.title ?? row.source,
      publisher: source === undefined ? row.reportedBy : connectors[source.publisher]!.name,
      url: bySha.get(row.document)?.url ?? null,
      citation: bySha.get(row.document)?.citation ?? null,
      used: used.has(row.vintage),
    };
  });
}
