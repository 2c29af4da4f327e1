import { inspect } from 'node:util';
import { sql } from 'kysely';
import type { Deal } from '../../../config/deal/schema.ts';
import type { Db } from '../../../db/connection.ts';
import { assessDue } from '../../../services/commitments/assess.ts';
import type { PullSummary } from '../../../services/sources/pull/context.ts';
import { pullSource } from '../../../services/sources/pull/pull.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { type LiveLimits, liveTransport, type Retry } from '../../../services/sources/transport/live.ts';
import { publisherFetch } from '../../../services/sources/transport/publisher-fetch.ts';
import { testDatabase } from '../../support/database.ts';
import { tablesWith } from '../../support/tables-with.ts';
import { storeSeries } from '../../support/tin-ledger.ts';
import { instant } from '../../support/vintages.ts';
import { type Protocol, type StandIn, startStandIn } from '../stand-in.ts';
import { contractDeal, SOURCE } from './deal.ts';

const NOW = instant('2026-11-24T09:00:00Z');

/** A stand-in, a deal that watches it, and the way from one to a database: the live transport and the pull as they are. */
export interface ContractBench extends AsyncDisposable {
  readonly db: Db;
  readonly deal: Deal;
  readonly standIn: StandIn;
  /** Waits that were asked for, milliseconds; none was kept. */
  readonly slept: number[];
  readonly retries: Retry[];
  pull(limits?: Partial<LiveLimits>): Promise<PullSummary>;
  /** Judges what is due to be judged. */
  assess(): Promise<void>;
  /** Everything that is known and judged, row by row: vintages, measures, assessments, incidents, notices. */
  known(): Promise<string[]>;
  /** The answers with figures that the last pull brought and kept. */
  kept(): Promise<readonly { readonly httpStatus: number; readonly sha256: string }[]>;
  /** Where the key can be seen: tables, and what the given values show. */
  leaks(...shown: unknown[]): Promise<string[]>;
}

export async function contractBench(protocol: Protocol, query?: object): Promise<ContractBench> {
  await using opened = new AsyncDisposableStack();
  const { db } = opened.use(await testDatabase());
  const standIn = opened.use(await startStandIn(protocol));
  const deal = contractDeal(protocol, query);
  const seriesIds = await storeSeries(db, deal);
  const slept: number[] = [];
  const retries: Retry[] = [];
  const signal = new AbortController().signal;
  // Each pull is a minute later than the one before.
  let at = NOW;
  const pull = (limits?: Partial<LiveLimits>) => {
    at = at.add({ minutes: 1 });
    const now = () => at;
    const transport = liveTransport({
      fetch: publisherFetch,
      now,
      sleep: async (ms) => void slept.push(ms),
      random: () => 0.5,
      access: () => ({ baseUrl: standIn.url, key: standIn.key, keyVariable: 'PACTWATCH_KEY' }),
      userAgent: 'pactwatch/0.1.0 (+https://example.org/contact)',
      limits,
      onRetry: (retry) => retries.push(retry),
    });
    return pullSource({ db, deal, connectors, seriesIds, transport, now }, SOURCE, signal);
  };
  const kept = opened.move();
  return {
    db,
    deal,
    standIn,
    slept,
    retries,
    pull,
    assess: async () => void (await assessDue({ db, deal, now: () => at }, signal)),
    known: () => knownIn(db),
    kept: async () => {
      const answers = await db
        .selectFrom('answer')
        .select(['url', 'httpStatus', 'sha256'])
        .where('lastSeenAt', '=', at)
        .execute();
      return answers.filter(({ url }) => protocol.isForFigures?.(new URL(url).pathname) ?? true);
    },
    leaks: async (...shown) => {
      if (standIn.key === undefined) return [];
      const printed = shown.map((value) => inspect(value, { depth: Infinity, showHidden: true }));
      const seen = printed.filter((text) => text.includes(standIn.key!));
      return [...(await tablesWith(db, standIn.key)), ...seen];
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function knownIn(db: Db): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name ~ 'vintage|series|measure|assess|incident|transition|notice'
    order by table_name`.execute(db);
  const read = tables.map(async ({ name }) => {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} as t order by t::text`.execute(db);
    return rows.map(({ row }) => `${name}: ${row}`);
  });
  return (await Promise.all(read)).flat();
}
