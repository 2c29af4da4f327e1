import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { measuresAsOf } from '../../db/measures.ts';
import { reportsAsOf } from '../../db/vintages.ts';
import { type Changes, changesBetween } from './changes.ts';
import type { CheckedFile } from './check.ts';
import { enteredFigures, enteredMeasures, knownFigures, knownMeasures } from './statements.ts';

/** What the next pull of the source will find changed of what is known at an instant. */
export async function compareFile(
  db: Db,
  deal: Deal,
  { source, states }: CheckedFile,
  at: Temporal.Instant,
): Promise<Changes> {
  if ('measures' in states) {
    const known = (await measuresAsOf(db, deal.id, 'known', at)).filter((row) => row.source === source);
    return changesBetween(knownMeasures(known), enteredMeasures(states.measures));
  }
  const entered = enteredFigures(states.figures);
  const windows = Object.entries(deal.series)
    .filter(([, spec]) => spec.source === source)
    .map(([series]) => ({ series, from: null }));
  return changesBetween(knownFigures(await reportsAsOf(db, deal.id, windows, 'known', at), entered), entered);
}
