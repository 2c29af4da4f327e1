import type { Deal } from '../../../config/deal/schema.ts';
import type { Db } from '../../../db/connection.ts';
import { pullRuns, seriesReach } from '../../../db/source-facts.ts';
import { healthOf, type SourceHealth } from './health.ts';

interface HealthContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly figuresMode: 'live' | 'recorded';
}

/** An empty answer tells no trade from nothing released yet by no word of its own; the publisher was reached all the same. */
const ANSWERS = ['no_content'];

/**
 * How each source of the deal does at an instant, by what was known by then, and by the pulls of the mode. Two reads,
 * whose cost does not grow with the figures that are stored.
 */
export async function readSourceHealth(
  { db, deal, figuresMode }: HealthContext,
  at: Temporal.Instant,
): Promise<ReadonlyMap<string, SourceHealth>> {
  const sources = Object.keys(deal.sources);
  const reach = new Map((await seriesReach(db, deal.id, at)).map((row) => [row.key, row]));
  const runs = await pullRuns(db, deal.id, sources, { mode: figuresMode, answers: ANSWERS, at });
  const runOf = new Map(runs.map((run) => [run.source, run]));
  return new Map(
    sources.map((id) => {
      const series = Object.entries(deal.series)
        .filter(([, { source }]) => source === id)
        .map(([key, spec]) => ({ id: key, spec, reach: reach.get(key) }));
      return [id, healthOf(deal.sources[id]!, series, { run: runOf.get(id), mode: figuresMode }, at)];
    }),
  );
}
