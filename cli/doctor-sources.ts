import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import type { Check } from '../services/health/check.ts';
import { checkSources } from '../services/health/sources.ts';
import { connectors } from '../services/sources/registry.ts';
import { transportFor } from '../services/sources/transport/index.ts';
import type { FoundDatabase } from './doctor-database.ts';
import { logTo } from './log.ts';
import { accessOf, transportOptions } from './publishers.ts';

/** A person waits: one try each. How long a slow publisher takes to begin is its connector's to know. */
const LIMITS = { tries: 1, bodyMs: 30_000, longestWaitMs: 20_000 } as const;

interface Parts {
  readonly env: Env;
  readonly deal: Deal;
  readonly database: FoundDatabase;
}

export function lookAtSources({ env, deal, database }: Parts, signal: AbortSignal): Promise<Check[]> {
  const options = { ...transportOptions(env, deal.folder, logTo('silent')), limits: LIMITS };
  const transport = transportFor(env.sources, options);
  const hasKey = (publisher: string) => accessOf(env, publisher).key !== undefined;
  return checkSources({ deal, connectors, transport, stored: database.stored, hasKey, now: options.now }, signal);
}
