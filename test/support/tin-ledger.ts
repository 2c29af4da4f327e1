import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { syncSeries } from '../../db/series.ts';
import type { NewObservation, Written } from '../../db/vintages.ts';
import { openDeal } from '../../services/deal.ts';
import { writeTinPact } from './tin-pact.ts';
import { addDocument, figure, write } from './vintages.ts';

/** The tin pact, with parts of its text replaced. */
export function openTinPact(...replacements: readonly (readonly [string, string])[]): Deal {
  const folder = mkdtempSync(path.join(tmpdir(), 'tin-pact-'));
  try {
    writeTinPact(folder, ...replacements);
    return openDeal(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The ids of the deal's series, stored if they were not. */
export function storeSeries(db: Db, deal: Deal): Promise<ReadonlyMap<string, number>> {
  return syncSeries(
    db,
    deal.id,
    Object.entries(deal.series).map(([key, { source, title, frequency, unit, basis, evidence, dimensions }]) => ({
      key,
      source,
      title,
      frequency,
      unit,
      basis,
      evidence,
      dimensions,
    })),
  );
}

/** A figure of a series by its id: period, value (null: missing), and what else is to be said of it. */
export type LedgerFigure = readonly [
  series: string,
  period: string,
  value: string | null,
  more?: Partial<NewObservation>,
];

/** Stores made-up figures of the tin pact as a pull of its ledger would, known from an instant on. */
export async function putFigures(
  db: Db,
  deal: Deal,
  at: Temporal.Instant,
  ...figures: readonly LedgerFigure[]
): Promise<Written> {
  const ids = await storeSeries(db, deal);
  const sha256 = await addDocument(db, 'a page of the tin ledger', deal.id);
  return write(
    db,
    figures.map(([series, period, value, more]) => figure(ids.get(series)!, sha256, period, value, more)),
    at,
  );
}
