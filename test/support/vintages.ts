import { createHash } from 'node:crypto';
import { type Db, inTransaction } from '../../db/connection.ts';
import { keepAnswer } from '../../db/documents.ts';
import { type SeriesRecord, syncSeries } from '../../db/series.ts';
import { type NewObservation, writeVintages, type Written } from '../../db/vintages.ts';
import { parsePeriod } from '../../config/vocabulary/period.ts';

export const DEAL = 'test-deal';

export const instant = (text: string) => Temporal.Instant.from(text);

export const seriesRecord = (key: string, more: Partial<SeriesRecord> = {}): SeriesRecord => ({
  key,
  source: 'ledger',
  title: key,
  frequency: 'month',
  unit: 't',
  evidence: ['official'],
  dimensions: {},
  ...more,
});

/** Series of the test deal by their keys. */
export function addSeries(db: Db, ...keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  return syncSeries(
    db,
    DEAL,
    keys.map((key) => seriesRecord(key)),
  );
}

/** Keeps a document with the text as its bytes, as an answer of the ledger, and returns its name. */
export async function addDocument(db: Db, text = 'a page of the ledger', deal = DEAL): Promise<string> {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const retrievedAt = instant('2026-11-01T00:00:00Z');
  await keepAnswer(
    db,
    { sha256, mediaType: 'text/csv', bytes },
    {
      deal,
      source: 'ledger',
      url: 'file:figures/ledger.csv',
      httpStatus: 200,
      sha256,
      retrievedAt,
      publishedAt: null,
      citation: null,
    },
    retrievedAt,
  );
  return sha256;
}

/** A figure of a series, or with null the news that it is missing. */
export function figure(
  seriesId: number,
  sha256: string,
  period: string,
  value: string | null,
  more: Partial<NewObservation> = {},
): NewObservation {
  const { start, months } = parsePeriod(period);
  return {
    seriesId,
    period,
    periodStart: start.toPlainDate({ day: 1 }).toString(),
    periodMonths: months,
    reportedBy: 'Ledger',
    value,
    status: value === null ? 'missing' : 'reported',
    superseded: null,
    note: null,
    publishedAt: null,
    sha256,
    locator: '#cell=2,3',
    ...more,
  };
}

/** Writes figures in a transaction of their own. */
export function write(db: Db, figures: readonly NewObservation[], at: Temporal.Instant): Promise<Written> {
  return inTransaction(db, (trx) => writeVintages(trx, figures, at));
}
