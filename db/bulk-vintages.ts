import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { inCopyTransaction } from './copy.ts';
import { FigureKinds } from './figure-kinds.ts';
import { createFresh, lookUp, type Merge, mergeFresh, type Written } from './vintage-merge.ts';
import {
  addKinds,
  COPY_STAGED,
  copyLine,
  createStaging,
  type DoubledFigure,
  doubledFigure,
  dropStaging,
  FIRST_PLACE,
  lastPlace,
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

/** Of more series, or more figures, no series is locked and marked by itself: all vintages are, and one mark is left. */
const SERIES_BY_THEMSELVES = 10_000;
const FIGURES_A_PIECE = 50_000;

/**
 * Stores what differs from the current vintages, as `writeVintages` does, of any number of figures in one transaction of
 * its own: all of them, or none when one of them cannot be stored or `figures` throws. A piece of them is read while the
 * one before it is copied and looked up.
 * @throws DoubledFigureError
 */
export function writeBulk(db: Db, { sha256, figures, now }: Bulk, signal: AbortSignal): Promise<BulkWritten> {
  return inCopyTransaction(db, signal, async (trx, copyLines) => {
    await sql`set local work_mem = '64MB'`.execute(trx);
    await createStaging(trx, sha256);
    await createFresh(trx);
    const intake = new Intake();
    let marks: Merge['marks'] | undefined;
    let place = FIRST_PLACE;
    let kindsTold = 0;
    await withNextUnderWay(piecesOf(figures, intake), async (lines) => {
      // Counted before the next piece is: what is told of this one may be of the next as well, and does no harm.
      const kinds = intake.kinds.kinds.slice(kindsTold);
      await copyLines(COPY_STAGED, lines);
      await addKinds(trx, kinds, kindsTold);
      kindsTold += kinds.length;
      marks ??= await lockFor(trx, intake);
      await lookUp(trx, place, intake.kinds.isInOrder);
      place = await lastPlace(trx, place);
      signal.throwIfAborted();
    });
    const doubled = intake.kinds.doubled === 'none' ? undefined : await doubledFigure(trx);
    if (doubled) throw new DoubledFigureError(doubled);
    const { isInOrder } = intake.kinds;
    const merge: Merge = { marks: marks ?? 'each series', isInOrder, figures: intake.figures };
    const written = await mergeFresh(trx, now(), merge);
    await dropStaging(trx);
    return { ...written, observations: intake.figures };
  });
}

/** What is known of the figures that came in. */
class Intake {
  readonly kinds = new FigureKinds();
  readonly seriesIds = new Set<number>();
  figures = 0;

  line(figure: StagedFigure): string {
    this.figures += 1;
    if (this.seriesIds.size <= SERIES_BY_THEMSELVES) this.seriesIds.add(figure.seriesId);
    return copyLine(figure, this.kinds.add(figure));
  }
}

/** Decided by the first piece: a full one may have others behind it. */
async function lockFor(trx: Db, { seriesIds, figures }: Intake): Promise<Merge['marks']> {
  if (figures < FIGURES_A_PIECE && seriesIds.size <= SERIES_BY_THEMSELVES) {
    await lockSeries(trx, [...seriesIds]);
    return 'each series';
  }
  // Keeps other writers out, readers not; who writes few waits here before it locks any series.
  await sql`lock table vintage in share row exclusive mode`.execute(trx);
  return 'one for all';
}

async function* piecesOf(figures: Bulk['figures'], intake: Intake): AsyncGenerator<readonly string[], void, undefined> {
  let lines: string[] = [];
  let cut = FIGURES_A_PIECE;
  for await (const batch of figures) {
    lines.push(batch.map((figure) => intake.line(figure)).join(''));
    if (intake.figures < cut) continue;
    yield lines;
    lines = [];
    cut = intake.figures + FIGURES_A_PIECE;
  }
  if (lines.length > 0) yield lines;
}

/** Takes each item to its end, while the next one is being made. */
async function withNextUnderWay<T>(
  items: AsyncGenerator<T, void, undefined>,
  take: (item: T) => Promise<void>,
): Promise<void> {
  let next = items.next();
  try {
    for (let item = await next; !item.done; item = await next) {
      next = items.next();
      // It is heard of when its turn comes, or not at all when this one fails.
      next.catch(() => {});
      await take(item.value);
    }
  } finally {
    await items.return().catch(() => {});
  }
}
