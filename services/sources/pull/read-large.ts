import type { BulkWritten } from '../../../db/bulk-vintages.ts';
import { fitsFrequency } from '../../../config/vocabulary/period.ts';
import { isOnBasisOf } from '../../observations/basis.ts';
import { type NamedSeries, seriesIndex } from '../../observations/series-index.ts';
import { seriesOfSource } from '../../observations/normalise.ts';
import type { Report, ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer, Ask } from '../transport.ts';
import { collectReport } from './collect.ts';
import type { PullContext } from './context.ts';
import { ingestReport } from './ingest.ts';
import { publicationsIn } from './publications.ts';
import type { ReadReport } from './read-reports.ts';

/** Of more series than these, the figures are stored while they are read, and not held until all answers are there. */
const HELD_SERIES = 10_000;

/**
 * Reads an answer that comes in chunks. Of a source with some series the figures of these are collected. Of one with very
 * many, whole countries, they are stored at once, and what is no longer in the answer stays as it was.
 * @param before The reports of the answers before it, which may say when this one was published.
 */
export async function readLarge(
  { db, deal, seriesIds, now }: PullContext,
  ask: Ask,
  answer: Answer,
  parts: AsyncIterable<Report>,
  before: readonly ReadReport[],
  signal: AbortSignal,
): Promise<{ report: Report; stored: readonly BulkWritten[] }> {
  const own = seriesOfSource(deal, ask.sourceId);
  const find = seriesIndex(own);
  const isWanted = ({ of }: ReportedObservation) => !('dimensions' in of) || find(of.dimensions).length > 0;
  if (own.length <= HELD_SERIES) return { report: await collectReport(parts, isWanted), stored: [] };
  const said = {
    publications: publicationsIn(before),
    publishedAt: answer.publishedAt,
    publisher: ask.connector.name,
  };
  const seriesOf = ({ of, unit, basis, period, locator }: ReportedObservation) => {
    const fits = ([, spec]: NamedSeries) => spec.unit === unit && fitsFrequency(period, spec.frequency);
    const found = 'dimensions' in of ? find(of.dimensions) : [];
    const fit = found.find(fits);
    if (fit && !isOnBasisOf(fit[1], basis)) {
      throw new SourceError('format', `${locator}: it is by ${basis}, and ${fit[0]} is by ${fit[1].basis}`);
    }
    if (fit !== undefined || found.length === 0) return fit && seriesIds.get(fit[0]);
    throw new SourceError('format', `${locator}: neither unit nor period is that of ${found[0]![0]}`);
  };
  const { sha256 } = answer.document;
  const stored = await ingestReport({ db, sha256, parts, seriesOf, said, now }, signal);
  return { report: { observations: [], publications: [] }, stored: [stored] };
}
