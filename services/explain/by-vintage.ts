import type { Deal } from '../../config/deal/schema.ts';
import { type Period, formatPeriod, parsePeriod } from '../../config/vocabulary/period.ts';
import type { Clock, VintageVerb } from '../../config/vocabulary/evidence.ts';
import type { Db } from '../../db/connection.ts';
import { firstReleases, latestReports } from '../../db/releases.ts';
import { assessmentRow, plain } from '../commitments/assessment-row.ts';
import { evidenceOf } from '../commitments/evidence/evidence.ts';
import { judge } from '../commitments/judge.ts';
import { knownRegisters } from '../commitments/evidence/known-registers.ts';
import { knownReports, storedWindows } from '../commitments/evidence/known-reports.ts';
import { boundRule } from '../commitments/registry.ts';
import { windowsOf } from '../commitments/windows.ts';
import type { Made } from '../replay/walk.ts';

export interface ByVintage {
  readonly clock: Clock;
  readonly at: Temporal.Instant;
  readonly vintage: Exclude<VintageVerb, 'as-of'>;
}

/**
 * A commitment judged by itself at an instant, with no standing before it that would hold, from the figures that stood then, each as it was first released or as it
 * is known at last: what revisions made of the judgement. Measures are as they stood.
 */
export async function judgedByVintage(
  db: Db,
  deal: Deal,
  commitment: string,
  { clock, at, vintage }: ByVintage,
): Promise<Made> {
  const rule = boundRule(deal.commitments[commitment]!);
  const needs = windowsOf(deal, rule, at);
  const stood = new Set((await knownReports(db, deal.id, needs, clock, at)).map(figureOf));
  const rows = await (vintage === 'first' ? firstReleases : latestReports)(db, deal.id, storedWindows(needs));
  const reports = rows
    .map((row) => ({ ...row, period: parsePeriod(row.period) }))
    .filter((report) => stood.has(figureOf(report)));
  const evidence = evidenceOf(deal, needs, reports, await knownRegisters(db, deal, rule.registers, clock, at));
  const judgement = plain(judge({ deal, commitment, evidence, at, previous: null }));
  return assessmentRow(deal, judgement, { clock, at, previous: undefined });
}

const figureOf = (report: { readonly series: string; readonly period: Period; readonly reportedBy: string }): string =>
  `${report.series} ${formatPeriod(report.period)} ${report.reportedBy}`;
