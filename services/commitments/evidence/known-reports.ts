import type { Clock } from '../../../config/vocabulary/evidence.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import type { Db } from '../../../db/connection.ts';
import { reportsAsOf, type Window } from '../../../db/vintages.ts';
import type { KnownObservation, SeriesWindow } from '../rule.ts';

/** The reports that a rule's windows hold, as they stood at an instant on a clock. */
export async function knownReports(
  db: Db,
  deal: string,
  needs: readonly SeriesWindow[],
  clock: Clock,
  at: Temporal.Instant,
): Promise<KnownObservation[]> {
  if (needs.length === 0) return [];
  const rows = await reportsAsOf(db, deal, storedWindows(needs), clock, at);
  return rows.map((row) => ({ ...row, period: parsePeriod(row.period) }));
}

/** Windows as the database reads them. */
export const storedWindows = (needs: readonly SeriesWindow[]): Window[] =>
  needs.map(({ series, from }) => ({ series, from: from?.toPlainDate({ day: 1 }).toString() ?? null }));
