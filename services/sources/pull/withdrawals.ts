import type { PeriodSpan } from '../../../config/vocabulary/period.ts';
import type { Db } from '../../../db/connection.ts';
import { type NewObservation, lockSeries } from '../../../db/vintages.ts';
import { type CoveredPart, unstatedFigures } from '../../../db/withdrawals.ts';
import { describes } from '../../observations/normalise.ts';
import type { Coverage } from '../connector.ts';
import type { Ask } from '../transport.ts';
import type { PullContext } from './context.ts';
import { publicationsIn } from './publications.ts';
import type { ReadReport } from './read-reports.ts';

export const WITHDRAWN = "no longer in the publisher's answer";

/**
 * The figures that are known with a value, that the reports speak for, and that none of them states: each as missing,
 * which is not zero, with the document that should state it. Call it in the transaction that stores them; it locks the
 * series.
 * @param stated What the reports do state.
 */
export async function withdrawals(
  trx: Db,
  { deal, seriesIds }: Pick<PullContext, 'deal' | 'seriesIds'>,
  ask: Ask,
  reports: readonly ReadReport[],
  stated: readonly NewObservation[],
): Promise<NewObservation[]> {
  const parts = reports.flatMap((read) => partsOf(read, ask, { deal, seriesIds }));
  if (parts.length === 0) return [];
  await lockSeries(
    trx,
    [...parts, ...stated].map(({ seriesId }) => seriesId),
  );
  const unstated = await unstatedFigures(trx, { deal: deal.id, source: ask.sourceId }, parts, stated);
  const publications = publicationsIn(reports);
  const released = new Map(reports.map(({ answer }) => [answer.document.sha256, answer.publishedAt]));
  return unstated.map((figure): NewObservation => ({
    ...figure,
    value: null,
    status: 'missing',
    superseded: null,
    note: WITHDRAWN,
    publishedAt: publications.get(figure.period)?.publishedAt ?? released.get(figure.sha256) ?? null,
    publishedOf: 'release',
  }));
}

/** An answer without any figure speaks for nothing: it may be of a publisher that has not released, or of a fault. */
function partsOf(
  { answer, report }: ReadReport,
  { sourceId, connector }: Ask,
  { deal, seriesIds }: Pick<PullContext, 'deal' | 'seriesIds'>,
): CoveredPart[] {
  if (!report.observations.some(({ value }) => value !== null)) return [];
  return (report.covers ?? []).flatMap(({ of, spans, locator }) =>
    Object.entries(deal.series)
      .filter(([, spec]) => spec.source === sourceId && (of === 'own rows' || describes(spec, of)))
      .flatMap(([series]) =>
        boundsOf(spans).map((bounds) => ({
          ...bounds,
          seriesId: seriesIds.get(series)!,
          reportedBy: of === 'own rows' ? null : connector.name,
          url: of === 'own rows' ? answer.document.url : null,
          sha256: answer.document.sha256,
          locator,
        })),
      ),
  );
}

function boundsOf(spans: Coverage['spans']): Pick<CoveredPart, 'from' | 'until'>[] {
  if (spans === 'all') return [{ from: null, until: null }];
  return spans.map(({ from, to }: PeriodSpan) => ({
    from: from.toPlainDate({ day: 1 }).toString(),
    until: to.add({ months: 1 }).toPlainDate({ day: 1 }).toString(),
  }));
}
