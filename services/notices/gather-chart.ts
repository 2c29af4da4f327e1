import type { Deal } from '../../config/deal/schema.ts';
import type { AssessmentRow } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { incidentSpansOf } from '../../db/incidents.ts';
import { chartOf } from '../charts/from-judgement/chart.ts';
import { knownEvidence } from '../commitments/evidence/known-evidence.ts';
import { boundRule } from '../commitments/registry.ts';
import { judgementOf } from '../commitments/stored.ts';
import { windowsOf } from '../commitments/windows.ts';
import { type ChartContent, chartContent } from './chart-content.ts';

/**
 * The chart of an assessment, from what was known at its instant; null where there is nothing to draw, or the deal file
 * was edited since and has a series no more: an alarm does not wait for its picture.
 */
export async function chartAt(
  { db, deal, figuresMode }: { readonly db: Db; readonly deal: Deal; readonly figuresMode: 'recorded' | 'live' },
  assessment: AssessmentRow,
): Promise<ChartContent | null> {
  const { commitment, clock, at } = assessment;
  const rule = boundRule(deal.commitments[commitment]!);
  if (windowsOf(deal, rule, at).some(({ series }) => !Object.hasOwn(deal.series, series))) return null;
  const chart = chartOf({
    deal,
    judgement: judgementOf(assessment),
    evidence: await knownEvidence(db, deal, rule, clock, at),
    at,
    incidents: await incidentSpansOf(db, deal.id, commitment),
    figuresMode,
  });
  return chart && chartContent(chart);
}
