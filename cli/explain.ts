import type { Clock, VintageVerb } from '../config/vocabulary/evidence.ts';
import type { Env } from '../config/env.ts';
import { openDeal } from '../services/deal.ts';
import { dealDatabase } from './deal-database.ts';
import { readExplanation } from '../services/explain/read.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';
import { printExplanation } from './print-explanation.ts';
import { styleOf } from './style.ts';

export interface ExplainOptions {
  readonly json?: boolean;
  readonly asOf?: Temporal.Instant;
  readonly clock?: Clock;
  readonly vintage?: VintageVerb;
}

/** Prints why a commitment stands as it does, down to the bytes of each figure. */
export async function explain(
  env: Env,
  commitment: string,
  { json = false, asOf, clock = 'known', vintage = 'as-of' }: ExplainOptions,
): Promise<number> {
  const deal = openDeal(env.dealFolder);
  if (!Object.hasOwn(deal.commitments, commitment)) {
    throw new UsageError(`no commitment "${commitment}" in ${deal.id}: ${Object.keys(deal.commitments).join(', ')}`);
  }
  await using database = await dealDatabase(env, deal);
  const explanation = await readExplanation(
    { db: database.db, deal, figuresMode: env.sources },
    commitment,
    asOf ?? Temporal.Now.instant(),
    { clock, vintage },
  );
  if (!explanation) {
    throw new UsageError(`${commitment} had not been judged by then: pactwatch run judges it`);
  }
  process.stdout.write(
    json ? `${JSON.stringify(explanation)}\n` : printExplanation(explanation, styleOf(process.stdout)),
  );
  return EXIT.ok;
}
