import type { Deal } from '../../../config/deal/schema.ts';
import type { Clock } from '../../../config/vocabulary/evidence.ts';
import type { Db } from '../../../db/connection.ts';
import { evidenceOf } from './evidence.ts';
import { knownRegisters } from './known-registers.ts';
import { knownReports } from './known-reports.ts';
import type { BoundRule } from '../registry.ts';
import type { Evidence } from '../rule.ts';
import { windowsOf } from '../windows.ts';

/** All that a rule may look at, as it stood at an instant on a clock: the windows and registers that it names. */
export async function knownEvidence(
  db: Db,
  deal: Deal,
  rule: BoundRule,
  clock: Clock,
  at: Temporal.Instant,
): Promise<Evidence> {
  const needs = windowsOf(deal, rule, at);
  const reports = await knownReports(db, deal.id, needs, clock, at);
  return evidenceOf(deal, needs, reports, await knownRegisters(db, deal, rule.registers, clock, at));
}
