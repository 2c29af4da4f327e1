import { formatPeriod } from '../../../config/vocabulary/period.ts';
import type { Publication } from '../connector.ts';
import type { ReadReport } from './read-reports.ts';

/** What the publisher says of the release of each period, by the period as it is written. */
export function publicationsIn(reports: readonly ReadReport[]): ReadonlyMap<string, Publication> {
  return new Map(
    reports.flatMap(({ report }) =>
      report.publications.map((publication) => [formatPeriod(publication.period), publication] as const),
    ),
  );
}
