import type { Deal } from '../../config/deal/schema.ts';
import { type AssessmentRow, assessmentBefore } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { vintagesById } from '../../db/vintages.ts';
import { judgementOf } from '../commitments/stored.ts';
import { arrivedFigures, revisedFigures } from '../observations/revision.ts';
import type { NoticeContent } from './content.ts';

/** How many new figures are kept; the first judgement of a long history is told by its newest. */
const MOST_ARRIVED = 12;

/** What is new since the judgement before: the figures that were revised, those that have come, and how it stood. */
export async function newsSince(
  { db, deal }: { readonly db: Db; readonly deal: Deal },
  assessment: AssessmentRow,
): Promise<Pick<NoticeContent, 'changed' | 'arrived' | 'before'>> {
  const previous = await assessmentBefore(db, assessment);
  if (previous === undefined) return {};
  const [then, now] = [new Set(previous.inputs), new Set(assessment.inputs)];
  const gone = await vintagesById(db, [...then.difference(now)]);
  const come = await vintagesById(db, [...now.difference(then)]);
  const titleOf = (series: string) => deal.series[series]?.title ?? series;
  const changed = revisedFigures(gone, come).map((revision) => ({ ...revision, series: titleOf(revision.series) }));
  const arrived = arrivedFigures(gone, come)
    .slice(0, MOST_ARRIVED)
    .map(({ series, period, value, unit, status, publishedAt }) => ({
      series: titleOf(series),
      period,
      value,
      unit,
      status,
      publishedAt: publishedAt?.toString() ?? null,
    }));
  const { value, period } = judgementOf(previous);
  return {
    ...(changed.length === 0 ? {} : { changed }),
    ...(arrived.length === 0 ? {} : { arrived }),
    before: { at: previous.at.toString(), value, period },
  };
}
