import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import { type PeriodSpan } from '../config/vocabulary/period.ts';
import type { BackfillOrder } from '../services/backfill/backfill.ts';
import { backfillSpan, planPartitions, queryDigest } from '../services/backfill/plan.ts';
import type { Connector } from '../services/sources/connector.ts';
import { askFor } from '../services/sources/pull/ask.ts';
import type { PullContext } from '../services/sources/pull/context.ts';
import type { GivenPeriod } from './given-period.ts';
import { UsageError } from './faults.ts';
import { accessOf } from './publishers.ts';

export interface OrderedSpan {
  readonly source: string;
  readonly from: GivenPeriod;
  readonly to: GivenPeriod;
}

/**
 * The months that a person asks for of a source.
 * @throws UsageError when the deal has no such source, or the span is empty.
 */
export function spanToBackfill(deal: Deal, { source, from, to }: OrderedSpan, now: Temporal.Instant): PeriodSpan {
  if (!Object.hasOwn(deal.sources, source)) {
    throw new UsageError(`no source "${source}" in ${deal.id}: ${Object.keys(deal.sources).join(', ')}`);
  }
  const span = backfillSpan(from.period, to.period, now);
  if (Temporal.PlainYearMonth.compare(span.from, span.to) <= 0) return span;
  throw new UsageError(`--from ${from.text} is after --to ${to.text}, or after the present month`);
}

/**
 * What has to be asked for that.
 * @throws UsageError when the source cannot be asked, or has nothing of that time.
 */
export async function orderOf(
  context: PullContext,
  env: Pick<Env, 'publishers'>,
  { source, span }: { readonly source: string; readonly span: PeriodSpan },
): Promise<Omit<BackfillOrder, 'force'> & { readonly connector: Connector<unknown> }> {
  const { transport } = context;
  const ask = await askFor(context, source, span);
  const { connector, query } = ask;
  const idle = transport.idle(ask);
  if (idle !== undefined) throw new UsageError(`${source} cannot be asked for ${transport.mode} figures: ${idle}`);
  const { baseUrl, key } = accessOf(env, connector.publisher);
  const access = { baseUrl: baseUrl ?? connector.baseUrl ?? 'file:', hasKey: key !== undefined };
  const partitions = planPartitions(ask, span, { access, mode: transport.mode });
  if (partitions.length === 0) throw new UsageError(`${source} has nothing that could be asked for in that time`);
  return { source, partitions, queryDigest: queryDigest(connector.publisher, query), connector };
}
