import type { Logger } from 'pino';
import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import type { Db } from '../db/connection.ts';
import { syncSeries } from '../db/series.ts';
import type { PullContext } from '../services/sources/pull/context.ts';
import { connectors } from '../services/sources/registry.ts';
import { transportFor } from '../services/sources/transport/index.ts';
import { storedAnswers } from '../services/sources/transport/known-answers.ts';
import { sharedTurns } from '../services/sources/transport/turns.ts';
import { transportOptions } from './publishers.ts';

export interface PullParts {
  readonly env: Env;
  readonly deal: Deal;
  readonly db: Db;
  readonly log: Logger;
  /** Ends the waits between calls when it is raised, and no call. */
  readonly stopping?: AbortSignal;
}

/** All that pulling needs; the series of the deal are stored if they were not. */
export async function pullContext({ env, deal, db, log, stopping }: PullParts): Promise<PullContext> {
  const now = () => Temporal.Now.instant();
  return {
    db,
    deal,
    now,
    connectors,
    seriesIds: await syncSeries(
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
    ),
    transport: transportFor(env.sources, {
      ...transportOptions(env, deal.folder, log, stopping),
      turns: sharedTurns(db),
      known: storedAnswers(db, deal.id, now),
    }),
  };
}
