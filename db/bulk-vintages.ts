import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { inCopyTransaction } from './copy.ts';
import { FigureKinds } from './figure-kinds.ts';
import { mergeIncoming, type Written } from './vintage-merge.ts';
import {
  addKinds,
  COPY_STAGED,
  copyLine,
  createStaging,
  type DoubledFigure,
  doubledFigure,
  dropStaging,
  type StagedFigure,
} from './vintage-staging.ts';
import { lockSeries } from './vintages.ts';

/** A document states a figure twice: which one is meant is not ours to guess. Nothing of it was stored. */
export class DoubledFigureError extends Error {
  override readonly name = 'DoubledFigureError';
  readonly figure: DoubledFigure;

  constructor(figure: DoubledFigure) {
    super(`a figure of ${figure.period} is stated twice: at ${figure.places.join(' and at ')}`);
    this.figure = figure;
  }
}

export interface Bulk {
  /** The document that all figures stand in; it must be stored. */
  readonly sha256: string;
  /** Any number of figures, none of them held longer than it takes to pass it on. */
  readonly figures: AsyncIterable<readonly StagedFigure[]>;
  /** Asked once all figures are there. */
  readonly now: () => Temporal.Instant;
}

export interface BulkWritten extends Written {
  readonly observations: number;
}

/** Of more series than these, none is locked and marked by itself: all vintages are locked, and one mark is left. */
const SERIES_BY_THEMSELVES = 10_000;

/**
 * Stores what differs from the current vintages, as `writeVintages` does, of any number of figures in one transaction of
 * its own: all of them, or none when one of them cannot be stored or `figures` throws.
 * @throws DoubledFigureError
 */
export function writeBulk(db: Db, bulk: Bulk, signal: AbortSignal): Promise<BulkWritten> {
  return inCopyTransaction(db, signal, async (trx, copyLines) => {
    await sql`set local work_mem = '64MB'`.execute(trx);
    await createStaging(trx, bulk.sha256);
    const kinds = new FigureKinds();
    const seriesIds = new Set<number>();
    let figures = 0;
    const line = (figure: StagedFigure): string => {
      figures += 1;
      if (seriesIds.size <= SERIES_BY_THEMSELVES) seriesIds.add(figure.seriesId);
      return copyLine(figure, kinds.add(figure));
    };
    await copyLines(COPY_STAGED, linesOf(bulk.figures, line));
    await addKinds(trx, kinds.kinds);
    const doubled = kinds.doubled === 'none' ? undefined : await doubledFigure(trx);
    if (doubled) throw new DoubledFigureError(doubled);

    const marks = seriesIds.size > SERIES_BY_THEMSELVES ? 'one for all' : 'each series';
    if (marks === 'each series') await lockSeries(trx, [...seriesIds]);
    // Keeps other writers out, readers not; who writes few waits here before it locks any series.
    else await sql`lock table vintage in share row exclusive mode`.execute(trx);
    const { isInOrder } = kinds;
    const written = await mergeIncoming(trx, bulk.now(), { marks, isInOrder, figures });
    await dropStaging(trx);
    return { ...written, observations: figures };
  });
}

async function* linesOf(
  batches: Bulk['figures'],
  line: (figure: StagedFigure) => string,
): AsyncGenerator<string, void, undefined> {
  for await (const batch of batches) {
    let lines = '';
    for (const figure of batch) lines += line(figure);
    if (lines !== '') yield lines;
  }
}
