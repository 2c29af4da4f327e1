import type { Db } from '../../../db/connection.ts';
import { writeMeasures } from '../../../db/write-measures.ts';
import type { Ask } from '../transport.ts';
import type { PullContext } from './context.ts';
import type { RegisterListing } from './to-measures.ts';

/** What a pull found in a register, and what of it was news. */
export interface MeasureCounts {
  readonly listed: number;
  readonly added: number;
  readonly changed: number;
  /** Listed before, and no more: which does not say that they were lifted. */
  readonly unlisted: number;
}

/**
 * Stores what a register lists as new vintages of its measures, as far as it differs from what is known; null when the
 * source is no register. Call it in the transaction that stores the figures, after them.
 */
export async function storeMeasures(
  trx: Db,
  { deal }: Pick<PullContext, 'deal'>,
  { sourceId }: Ask,
  listing: RegisterListing | undefined,
  at: Temporal.Instant,
): Promise<MeasureCounts | null> {
  if (listing === undefined) return null;
  const { measures, whole } = listing;
  const written = await writeMeasures(trx, { deal: deal.id, source: sourceId, whole }, measures, at);
  return { listed: measures.length, ...written };
}
