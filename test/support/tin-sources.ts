import type { SeriesSpec, SourceSpec } from '../../config/deal/schema.ts';
import type { PullRun, SeriesReach } from '../../db/source-facts.ts';
import { healthOf, type SourceHealth } from '../../services/sources/health/health.ts';
import type { SeriesFacts } from '../../services/sources/health/lateness.ts';
import { pact } from './tin-looks.ts';
import { instant } from './vintages.ts';

export const AT = instant('2026-11-24T09:00:00Z');
export const days = (count: number): Temporal.Instant => AT.add({ minutes: Math.round(24 * 60 * count) });

/** The ledger of the tin pact: each month is expected by the 15th of the next one, with ten days of grace. */
export const LEDGER: SourceSpec = pact.sources['ledger']!;
export const DELIVERIES: SeriesSpec = pact.series['tin-deliveries']!;

/** What is known of a series: its newest period, and what else differs from one that is long there. */
export function facts(
  id: string,
  newestPeriod: string | null,
  { spec = {}, reach = {} }: { spec?: Partial<SeriesSpec>; reach?: Partial<SeriesReach> } = {},
): SeriesFacts {
  return {
    id,
    spec: { ...DELIVERIES, ...spec },
    reach: {
      key: id,
      source: 'ledger',
      newestPeriod,
      lastKnown: newestPeriod === null ? null : days(-10),
      addedAt: days(-300),
      ...reach,
    },
  };
}

/** Pulls of a source that has been asked for long, and answers. */
export const runOf = (more: Partial<PullRun> = {}): PullRun => ({
  source: 'ledger',
  firstAt: days(-300),
  latestOutcome: 'ok',
  lastOkAt: days(-1),
  failures: 0,
  failingSince: null,
  lastFailureAt: null,
  fault: null,
  detail: null,
  goodSince: null,
  ...more,
});

/** Pulls that have failed in a row, from one day to another. */
export const failedRun = (failures: number, from: number, to: number, fault = 'unreachable'): PullRun =>
  runOf({
    latestOutcome: 'failed',
    lastOkAt: days(from - 1),
    failures,
    failingSince: days(from),
    lastFailureAt: days(to),
    fault,
    detail: 'The tin ledger: no answer within 30 s',
  });

/** How the ledger does with these series, on 24 November 2026, asked live. */
export function ledgerHealth(
  series: readonly SeriesFacts[],
  run: PullRun | null = runOf(),
  {
    source = {},
    mode = 'live',
    at = AT,
  }: { source?: Partial<SourceSpec>; mode?: 'live' | 'recorded'; at?: Temporal.Instant } = {},
): SourceHealth {
  return healthOf({ ...LEDGER, ...source }, series, { run: run ?? undefined, mode }, at);
}
