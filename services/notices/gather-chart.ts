import type { Deal } from '../../config/deal/schema.ts';
import type { AssessmentRow } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { incidentSpansOf } from '../../db/incidents.ts';
import { chartOf } from '../charts/from-judgement/chart.ts';
import { knownEvidence } from '../commitments/evidence/known-evidence.ts';
import { boundRule } from '../commitments/registry.ts';
import { judgementOf } from '../commitments/stored.ts';
import { type ChartContent, chartContent } from './chart-content.ts';

/** The chart of an assessment, from what was known at its instant; null where there is nothing to draw. */
export async function chartAt(
  { db, deal, figuresMode }: { readonly db: Db; readonly deal: Deal; readonly figuresMode: 'recorded' | 'live' },
  assessment: AssessmentRow,
): Promise<ChartContent | null> {
  const { commitment, clock, at } = assessment;
  const chart = chartOf({
    deal,
    judgement: judgementOf(assessment),
    evidence: await knownEvidence(db, deal, boundRule(deal.commitments[commitment]!), clock, at),
    at,
    incidents: await incidentSpansOf(db, deal.id, commitment),
    figuresMode,
  });
  return chart && chartContent(chart);
}
