import type { Env } from '../config/env.ts';
import { NotPossibleError } from '../services/officers/errors.ts';
import type { OfficerContext } from '../services/officers/officer.ts';
import { openDeal } from '../services/deal.ts';
import { dealDatabase } from './deal-database.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';

/** Opens the deal and its database, and prints what the work has to say. */
export async function onDeal(env: Env, work: (context: OfficerContext) => Promise<string>): Promise<number> {
  const deal = openDeal(env.dealFolder);
  await using database = await dealDatabase(env, deal);
  try {
    process.stdout.write(await work({ db: database.db, deal, now: () => Temporal.Now.instant() }));
    return EXIT.ok;
  } catch (error) {
    throw error instanceof NotPossibleError ? new UsageError(error.message) : error;
  }
}
