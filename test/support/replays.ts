import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { readReplay } from '../../services/replay/read.ts';
import type { ReplayOrder } from '../../services/replay/replay.ts';
import { Replay } from '../../services/replay/schema.ts';
import { instant } from './vintages.ts';

const ALL: ReplayOrder = {
  from: instant('2000-01-01T00:00:00Z'),
  to: instant('2030-01-01T00:00:00Z'),
  clock: 'known',
  step: 'release',
};

/** A replay of all that is stored on the known clock, unless told otherwise, as it is printed. */
export async function replayed(db: Db, deal: Deal, order: Partial<ReplayOrder> = {}): Promise<Replay> {
  return Replay.parse(await readReplay(db, deal, { ...ALL, ...order }));
}
