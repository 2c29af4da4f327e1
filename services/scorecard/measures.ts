import type { Deal } from '../../config/deal/schema.ts';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import { type Force, forceOn } from '../../config/vocabulary/measure.ts';
import type { Db } from '../../db/connection.ts';
import { type MeasureRow, measuresAsOf } from '../../db/measures.ts';
import { latestListings } from '../../db/pulls.ts';
import type { Measures } from './measures-schema.ts';

/** The registers of a deal and what they list, as it stood on a clock: newest measure first, unlisted ones included. */
export async function measuresKnown(db: Db, deal: Deal, clock: Clock, asOf: Temporal.Instant): Promise<Measures> {
  const listings = new Map((await latestListings(db, deal.id, asOf)).map((row) => [row.source, row]));
  const rows = await measuresAsOf(db, deal.id, clock, asOf);
  const fedByFigures = new Set(Object.values(deal.series).map(({ source }) => source));
  const day = asOf.toZonedDateTimeISO('UTC').toPlainDate().toString();
  return {
    registers: Object.entries(deal.sources)
      // A source that feeds no series can feed measures alone.
      .filter(([id]) => listings.has(id) || !fedByFigures.has(id))
      .map(([id, { title, publisher }]) => ({
        source: id,
        title,
        publisher,
        asked: listings.get(id)?.askedAt.toString() ?? null,
        listed: listings.get(id)?.listed ?? null,
      })),
    list: rows.toSorted(newestFirst).map((row) => measureOf(row, day)),
  };
}

function newestFirst(a: MeasureRow, b: MeasureRow): number {
  const dayOf = ({ announced, inForceFrom, knownFrom }: MeasureRow) =>
    announced ?? inForceFrom ?? knownFrom.toString().slice(0, 10);
  if (dayOf(a) !== dayOf(b)) return dayOf(a) < dayOf(b) ? 1 : -1;
  return `${a.source} ${a.key}` < `${b.source} ${b.key}` ? -1 : 1;
}

/** A vintage of a measure, with its force on a day such as `2026-11-24`. */
export function measureOf(row: MeasureRow, day: string): Measures['list'][number] {
  const { publishedAt, knownFrom, products, affected, ...rest } = row;
  return {
    ...rest,
    force: forceKnown(row, day),
    products: [...products],
    affected: affected === 'all' ? affected : [...affected],
    publishedAt: publishedAt?.toString() ?? null,
    knownFrom: knownFrom.toString(),
  };
}

/** What the dates say, unless the register no more stands by them; an end that it once stated stays one. */
function forceKnown(row: MeasureRow, day: string): Force {
  const force = forceOn(row, day);
  return row.listing === 'unlisted' && force !== 'ended' ? 'unknown' : force;
}
