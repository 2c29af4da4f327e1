import type { Clock } from '../config/vocabulary/evidence.ts';
import type { Env } from '../config/env.ts';
import { openDeal } from '../services/deal.ts';
import { dealDatabase } from './deal-database.ts';
import type { ReplayStep } from '../config/vocabulary/replay-step.ts';
import { readReplay } from '../services/replay/read.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';
import { printReplay } from './print-replay.ts';
import { styleOf } from './style.ts';

export interface ReplayOptions {
  /** Without it, from the beginning. */
  readonly from?: Temporal.Instant;
  /** Without it, to now. */
  readonly to?: Temporal.Instant;
  readonly step: ReplayStep;
  readonly clock: Clock;
  readonly json?: boolean;
}

const BEGINNING = Temporal.Instant.from('1900-01-01T00:00:00Z');

/** Makes the assessments of a span afresh and compares them with what is stored. Writes nothing. */
export async function replay(env: Env, { json = false, ...given }: ReplayOptions): Promise<number> {
  const now = Temporal.Now.instant();
  const order = { from: given.from ?? BEGINNING, to: given.to ?? now, step: given.step, clock: given.clock };
  if (Temporal.Instant.compare(order.from, order.to) > 0) {
    throw new UsageError(`--from ${order.from} is after --to ${order.to}`);
  }
  if (order.step === 'day' && given.from === undefined) {
    throw new UsageError('--step day needs --from: the day to begin with');
  }
  const deal = openDeal(env.dealFolder);
  await using database = await dealDatabase(env, deal);
  const replayed = await readReplay(database.db, deal, order);
  process.stdout.write(json ? `${JSON.stringify(replayed)}\n` : printReplay(replayed, deal, styleOf(process.stdout)));
  return replayed.result === 'different' ? EXIT.unexpected : EXIT.ok;
}
