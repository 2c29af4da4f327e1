import { formatPeriod } from '../../../config/vocabulary/period.ts';
import type { Db } from '../../../db/connection.ts';
import { periodsWithValue } from '../../../db/known-values.ts';
import type { NewObservation } from '../../../db/vintages.ts';
import { SourceError } from '../errors.ts';
import type { Ask } from '../transport.ts';
import type { ReadReport } from './read-reports.ts';

/**
 * Refuses what a publisher that holds a period says of it by listing nothing at all, where figures of it are known. The
 * same silence answers a wrong parameter: it may fill a gap, and takes nothing back.
 * @throws SourceError `no_content` naming the periods.
 */
export async function refuseSilentLoss(
  trx: Db,
  { connector }: Ask,
  reports: readonly ReadReport[],
  observations: readonly NewObservation[],
): Promise<void> {
  if (connector.settle === undefined) return;
  const spoken = new Set(
    reports.flatMap(({ report }) =>
      report.observations.filter(({ value }) => value !== null).map(({ period }) => formatPeriod(period)),
    ),
  );
  const silent = observations.filter(({ value, period }) => value === null && !spoken.has(period));
  const lost = await periodsWithValue(trx, silent);
  if (lost.length === 0) return;
  throw new SourceError(
    'no_content',
    `it holds ${lost.join(', ')} and lists nothing of what was asked, where figures were known: they stay`,
  );
}
