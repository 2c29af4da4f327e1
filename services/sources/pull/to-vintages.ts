import { formatPeriod } from '../../../config/vocabulary/period.ts';
import type { NewObservation } from '../../../db/vintages.ts';
import { normalise } from '../../observations/normalise.ts';
import type { ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer, Ask } from '../transport.ts';
import type { PullContext } from './context.ts';
import type { ReadReport } from './read-reports.ts';

/**
 * What the reports say of the deal's series, each with the document it stands in and the date of its publication.
 * @throws SourceError `format` for a report that no series can take.
 */
export function toVintages(
  { deal, seriesIds }: PullContext,
  ask: Ask,
  reports: readonly ReadReport[],
): NewObservation[] {
  const publications = new Map(
    reports.flatMap(({ report }) =>
      report.publications.map((publication) => [formatPeriod(publication.period), publication] as const),
    ),
  );
  const origin = new Map<ReportedObservation, Answer>(
    reports.flatMap(({ answer, report }) => report.observations.map((observation) => [observation, answer] as const)),
  );
  return normalise(deal, ask.sourceId, [...origin.keys()]).map(({ series, observation }): NewObservation => {
    const answer = origin.get(observation)!;
    const period = formatPeriod(observation.period);
    const publication = publications.get(period);
    return storable({
      seriesId: seriesIds.get(series)!,
      period,
      periodStart: observation.period.start.toPlainDate({ day: 1 }).toString(),
      periodMonths: observation.period.months,
      reportedBy: observation.reportedBy ?? ask.connector.name,
      value: observation.value,
      status: observation.status,
      superseded: observation.superseded ?? null,
      note: observation.note ?? publication?.note ?? null,
      publishedAt: observation.publishedAt ?? publication?.publishedAt ?? answer.publishedAt ?? null,
      sha256: answer.document.sha256,
      locator: observation.locator,
    });
  });
}

/** Refuses the one character that no text in PostgreSQL holds. */
function storable(vintage: NewObservation): NewObservation {
  const texts = [vintage.reportedBy, vintage.superseded, vintage.note, vintage.locator];
  if (!texts.some((text) => text?.includes('\0'))) return vintage;
  throw new SourceError('format', `${vintage.period} of ${vintage.reportedBy}: a text of it holds U+0000`);
}
