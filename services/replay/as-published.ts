import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { releasesOf } from './instants.ts';
import { readHistory } from './read.ts';
import { type Made, walk } from './walk.ts';

/**
 * How commitments stood at an instant on the published clock, by id: judged afresh from the first release on, as if
 * pactwatch had run all along. Nothing of it is stored.
 */
export async function standingsAsPublished(
  db: Db,
  deal: Deal,
  at: Temporal.Instant,
  commitments: readonly string[] = Object.keys(deal.commitments),
): Promise<ReadonlyMap<string, Made>> {
  // Of the whole deal, whichever is asked for: the instants that are walked make the same history each time.
  const history = await readHistory(db, deal, at);
  const before = releasesOf(history, 'published').filter((release) => Temporal.Instant.compare(release, at) < 0);
  const course = { deal, history, clock: 'published' as const };
  return new Map(
    commitments.map((commitment) => [commitment, { ...walk(course, commitment, [...before, at]).at(-1)!, at }]),
  );
}
