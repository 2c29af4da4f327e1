import type { Deal } from '../../../config/deal/schema.ts';
import type { Clock } from '../../../config/vocabulary/evidence.ts';
import type { Db } from '../../../db/connection.ts';
import { latestListings } from '../../../db/pulls.ts';
import { registerHistory } from '../../../db/registers.ts';
import { registerOf } from './listed-measures.ts';
import type { KnownRegister } from '../rule.ts';

/**
 * The registers that a rule reads, as they stood at an instant on a clock. When one was read is told on the known clock
 * alone: what had been published and not asked for is known by its measures.
 */
export async function knownRegisters(
  db: Db,
  deal: Deal,
  ids: readonly string[],
  clock: Clock,
  at: Temporal.Instant,
): Promise<KnownRegister[]> {
  if (ids.length === 0) return [];
  const rows = Map.groupBy(await registerHistory(db, deal.id, ids, clock, at), ({ source }) => source);
  const read = new Map((await latestListings(db, deal.id, at)).map(({ source, askedAt }) => [source, askedAt]));
  return ids.map((id) => registerOf(deal, id, rows.get(id) ?? [], read.get(id) ?? null));
}
