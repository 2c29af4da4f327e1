import { type BulkWritten, DoubledFigureError, writeBulk } from '../../../db/bulk-vintages.ts';
import type { Db } from '../../../db/connection.ts';
import type { StagedFigure } from '../../../db/vintage-staging.ts';
import type { Report, ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { figureOf, type SaidOfDocument } from './to-vintages.ts';

export interface Ingest {
  readonly db: Db;
  /** The document that the report is of; it must be stored. */
  readonly sha256: string;
  readonly parts: AsyncIterable<Report>;
  /** The id of the series that a figure is of; undefined for one that is not wanted. */
  readonly seriesOf: (observation: ReportedObservation) => number | undefined;
  readonly said: SaidOfDocument;
  readonly now: () => Temporal.Instant;
}

/**
 * Stores a report while it is being read, however many figures it has, in one transaction: all of it or nothing.
 * @throws SourceError `format` for a figure that is stated twice, and whatever reading the report throws.
 */
export async function ingestReport(ingest: Ingest, signal: AbortSignal): Promise<BulkWritten> {
  const { db, sha256, now } = ingest;
  try {
    return await writeBulk(db, { sha256, figures: figuresOf(ingest), now }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof DoubledFigureError ? new SourceError('format', error.message, { cause: error }) : error;
  }
}

async function* figuresOf({ parts, seriesOf, said }: Ingest): AsyncGenerator<StagedFigure[], void, undefined> {
  for await (const { observations } of parts) {
    const figures: StagedFigure[] = [];
    for (const observation of observations) {
      const seriesId = seriesOf(observation);
      if (seriesId !== undefined) figures.push(figureOf(observation, seriesId, said));
    }
    if (figures.length > 0) yield figures;
  }
}
