import type { Env } from '../config/env.ts';
import { NotPossibleError } from '../services/officers/errors.ts';
import type { OfficerContext } from '../services/officers/officer.ts';
import { openDeal } from '../services/deal.ts';
import { openDatabase } from './database.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';
import { logTo } from './log.ts';
import { ownDatabase } from './own-database.ts';

/** Opens the deal and its database, and prints what the work has to say. */
export async function onDeal(env: Env, work: (context: OfficerContext) => Promise<string>): Promise<number> {
  const deal = openDeal(env.dealFolder);
  const log = logTo(env.logLevel ?? 'warn');
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await using database = await openDatabase({
    env,
    database: ownDatabase(env, deal, say),
    say,
    onError: (error) => log.warn({ reason: error.message }, 'connection error'),
  });
  try {
    process.stdout.write(await work({ db: database.db, deal, now: () => Temporal.Now.instant() }));
    return EXIT.ok;
  } catch (error) {
    throw error instanceof NotPossibleError ? new UsageError(error.message) : error;
  }
}
