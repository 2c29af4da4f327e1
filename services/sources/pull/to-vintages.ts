import { formatPeriod, type Period } from '../../../config/vocabulary/period.ts';
import type { StagedFigure } from '../../../db/vintage-staging.ts';
import type { NewObservation } from '../../../db/vintages.ts';
import { onBasisOf } from '../../observations/basis.ts';
import { normalise } from '../../observations/normalise.ts';
import type { Publication, ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer, Ask } from '../transport.ts';
import type { PullContext } from './context.ts';
import { publicationsIn } from './publications.ts';
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
  const publications = publicationsIn(reports);
  const origin = new Map<ReportedObservation, Answer>(
    reports.flatMap(({ answer, report }) => report.observations.map((observation) => [observation, answer] as const)),
  );
  return normalise(deal, ask.sourceId, [...origin.keys()]).map(({ series, observation }): NewObservation => {
    const { document, publishedAt } = origin.get(observation)!;
    const said = { publications, publishedAt, publisher: ask.connector.name };
    const kept = onBasisOf(deal.series[series]!, observation);
    return { ...figureOf(kept, seriesIds.get(series)!, said), sha256: document.sha256 };
  });
}

/** What is said of the figures of a document from outside it. */
export interface SaidOfDocument {
  readonly publications: ReadonlyMap<string, Publication>;
  readonly publishedAt: Temporal.Instant | undefined;
  readonly publisher: string;
}

/** A figure as it is stored, but for the name of its document. */
export function figureOf(
  observation: ReportedObservation,
  seriesId: number,
  { publications, publishedAt, publisher }: SaidOfDocument,
): StagedFigure {
  const { period, periodStart } = textsOf(observation.period);
  const publication = publications.get(period);
  return storable({
    seriesId,
    period,
    periodStart,
    periodMonths: observation.period.months,
    reportedBy: observation.reportedBy ?? publisher,
    value: observation.value,
    status: observation.status,
    superseded: observation.superseded ?? null,
    note: observation.note ?? publication?.note ?? null,
    publishedAt: observation.publishedAt ?? publication?.publishedAt ?? publishedAt ?? null,
    publishedOf: observation.publishedAt === undefined ? 'release' : 'figure',
    locator: observation.locator,
  });
}

/** Written once for a period that a million figures share. */
const periodTexts = new WeakMap<Period, { readonly period: string; readonly periodStart: string }>();

function textsOf(period: Period) {
  const known = periodTexts.get(period);
  if (known !== undefined) return known;
  const texts = { period: formatPeriod(period), periodStart: period.start.toPlainDate({ day: 1 }).toString() };
  periodTexts.set(period, texts);
  return texts;
}

/** Refuses the one character that no text in PostgreSQL holds. */
function storable(vintage: StagedFigure): StagedFigure {
  const { reportedBy, superseded, note, locator } = vintage;
  if (![reportedBy, superseded, note, locator].some((text) => text?.includes('\0'))) return vintage;
  throw new SourceError('format', `${vintage.period} of ${vintage.reportedBy}: a text of it holds U+0000`);
}
