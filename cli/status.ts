import type { Clock } from '../config/vocabulary/evidence.ts';
import type { Env } from '../config/env.ts';
import { openDeal } from '../services/deal.ts';
import { dealDatabase } from './deal-database.ts';
import { readScorecard } from '../services/scorecard/read.ts';
import { EXIT } from './exit-codes.ts';
import { printScorecard } from './print-scorecard.ts';
import { styleOf } from './style.ts';

export interface StatusOptions {
  readonly json?: boolean;
  readonly asOf?: Temporal.Instant;
  readonly clock?: Clock;
}

/** Prints how the deal stands, or stood; asks no publisher and judges nothing. */
export async function status(env: Env, { json = false, asOf, clock = 'known' }: StatusOptions): Promise<number> {
  const deal = openDeal(env.dealFolder);
  await using database = await dealDatabase(env, deal);
  const card = await readScorecard(
    { db: database.db, deal, figuresMode: env.sources },
    asOf ?? Temporal.Now.instant(),
    clock,
  );
  process.stdout.write(json ? `${JSON.stringify(card)}\n` : printScorecard(card, styleOf(process.stdout)));
  return EXIT.ok;
}
