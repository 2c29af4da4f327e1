import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import type { Db } from '../db/connection.ts';
import { refusals } from '../db/refusals.ts';
import { seriesReach } from '../db/source-facts.ts';
import { readVitals } from '../db/vitals.ts';
import { comparePeriods, parsePeriod } from '../config/vocabulary/period.ts';
import { type Check, wordsOf } from '../services/health/check.ts';
import { checkDatabase, databaseDown } from '../services/health/database.ts';
import { checkRefused } from '../services/health/refused.ts';
import { type OpenDatabase, reachDatabase } from './database.ts';

/** The database as the doctor found it, open for what else is read from it. */
export interface FoundDatabase extends AsyncDisposable {
  readonly checks: readonly Check[];
  /** Null when it does not answer. */
  readonly url: string | null;
  /** The newest period that is stored of a source; undefined when that cannot be told. */
  readonly stored: (source: string) => string | null | undefined;
}

/** Opens the database that is configured, as it is: nothing is migrated. */
export async function lookAtDatabase(env: Env, deal: Deal | null): Promise<FoundDatabase> {
  const isEmbedded = env.databaseUrl === undefined;
  let reached: OpenDatabase | undefined;
  const close = async () => void (await reached?.[Symbol.asyncDispose]());
  try {
    reached = await reachDatabase({
      env,
      say: (line) => void process.stderr.write(`${line}\n`),
      onError: () => {},
    });
    const { db, url } = reached;
    const vitals = await readVitals(db, () => Temporal.Now.instant());
    const where = isEmbedded ? `embedded, under ${env.stateFolder}` : `at ${new URL(url).host}`;
    const isReadable = vitals.pending.length === 0 && vitals.unknown.length === 0;
    return {
      checks: [...checkDatabase(vitals, where), ...(isReadable ? checkRefused(await refusals(db)) : [])],
      url,
      stored: isReadable && deal !== null ? await newestStored(db, deal) : () => undefined,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    const checks = [databaseDown(wordsOf(error), { isEmbedded })];
    return { checks, url: null, stored: () => undefined, [Symbol.asyncDispose]: async () => {} };
  }
}

async function newestStored(db: Db, deal: Deal): Promise<FoundDatabase['stored']> {
  const newest = new Map<string, string>();
  for (const { source, newestPeriod } of await seriesReach(db, deal.id, Temporal.Now.instant())) {
    const before = newest.get(source);
    if (newestPeriod === null) continue;
    const isNewer = before === undefined || comparePeriods(parsePeriod(newestPeriod), parsePeriod(before)) > 0;
    if (isNewer) newest.set(source, newestPeriod);
  }
  return (source) => newest.get(source) ?? null;
}
