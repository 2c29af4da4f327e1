import type { Deal } from '../../config/deal/schema.ts';
import { parsePeriod } from '../../config/vocabulary/period.ts';
import { assessmentsBy, lastLooks } from '../../db/assessment-history.ts';
import type { Db } from '../../db/connection.ts';
import { registerReads, vintageHistory } from '../../db/history.ts';
import { measureHistory } from '../../db/registers.ts';
import { boundRule } from '../commitments/registry.ts';
import { windowsOf } from '../commitments/windows.ts';
import type { History } from './history.ts';
import { replay, type ReplayOrder } from './replay.ts';
import type { Replay } from './schema.ts';

/** Replays a deal in the database. Each series is read once; nothing is written. */
export async function readReplay(db: Db, deal: Deal, order: ReplayOrder): Promise<Replay> {
  const history = await readHistory(db, deal, order.to);
  const stored = {
    assessments: await assessmentsBy(db, deal.id, order.to),
    looks: await lastLooks(db, deal.id),
  };
  return replay(deal, history, stored, order);
}

/** All that ever became known of the series and registers that the commitments of a deal read at an instant. */
export async function readHistory(db: Db, deal: Deal, at: Temporal.Instant): Promise<History> {
  const rules = Object.values(deal.commitments).map(boundRule);
  const series = new Set(rules.flatMap((rule) => windowsOf(deal, rule, at).map((window) => window.series)));
  const registers = new Set(rules.flatMap((rule) => rule.registers));
  const vintages = await vintageHistory(db, deal.id, [...series]);
  const reports = vintages.map((row) => ({ ...row, period: parsePeriod(row.period) }));
  const measures = await measureHistory(db, deal.id, [...registers]);
  const reads = (await registerReads(db, deal.id)).filter(({ register }) => registers.has(register));
  return {
    reports: Map.groupBy(reports, (report) => report.series),
    measures: Map.groupBy(measures, ({ source }) => source),
    reads: new Map(
      [...Map.groupBy(reads, ({ register }) => register)].map(([register, of]) => [register, of.map(({ at }) => at)]),
    ),
  };
}
