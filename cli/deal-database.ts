import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import { openDatabase } from './database.ts';
import { logTo } from './log.ts';
import { ownDatabase } from './own-database.ts';

/** Opens the database of a deal for a single command; what there is to say of it goes to stderr. */
export function dealDatabase(env: Env, deal: Deal): ReturnType<typeof openDatabase> {
  const log = logTo(env.logLevel ?? 'warn');
  const say = (line: string) => process.stderr.write(`${line}\n`);
  return openDatabase({
    env,
    database: ownDatabase(env, deal, say),
    say,
    onError: (error) => log.warn({ reason: error.message }, 'connection error'),
  });
}
