import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { recordPull } from '../../db/pulls.ts';
import { decideSources, type SourceLifecycleContext } from '../../services/incidents/sources.ts';
import type { SourceFault } from '../../services/sources/errors.ts';
import { connectors } from '../../services/sources/registry.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { contextOf } from './tin-incidents.ts';
import { openTinPact, putFigures, storeSeries } from './tin-ledger.ts';
import { days } from './tin-sources.ts';

/** The tin pact, with a source of EIA that is fed in time once it is fed at all. */
export const pact: Deal = openTinPact();

export const sourceContext = (
  db: Db,
  at: Temporal.Instant,
  more: Partial<SourceLifecycleContext> = {},
): SourceLifecycleContext => ({
  ...contextOf(db, at, { figuresMode: 'live', deal: pact }),
  connectors,
  ...more,
});

/** A database in which the tin pact has been watched for long, and is known up to a month. */
export async function watchedDatabase(newest = '2026-10'): Promise<TestDatabase> {
  const database = await testDatabase();
  await storeSeries(database.db, pact);
  await database.db
    .updateTable('series')
    .set({ addedAt: days(-300) })
    .execute();
  for (const source of ['ledger', 'gas']) await pulled(database.db, source, days(-300));
  await known(database.db, newest, days(-40));
  return database;
}

/** Figures of both series of the ledger for a month; with null, that there is none. */
export async function known(db: Db, period: string, at: Temporal.Instant, value: string | null = '1'): Promise<void> {
  await putFigures(db, pact, at, ['tin-deliveries', period, value], ['raw-tin-exports', period, value && '0']);
}

/** A pull of a source that went well, or failed. */
export async function pulled(db: Db, source: string, at: Temporal.Instant, fault?: SourceFault): Promise<void> {
  await recordPull(db, {
    deal: pact.id,
    source,
    mode: 'live',
    startedAt: at,
    finishedAt: at,
    outcome: fault === undefined ? 'ok' : 'failed',
    fault: fault ?? null,
    detail: fault === undefined ? null : 'LNG by vessel: made-up words',
    observations: fault === undefined ? 1 : 0,
    vintages: 0,
  });
}

/** Decides on all sources, and tells what came of it, a line a transition. */
export async function decideAll(
  db: Db,
  at: Temporal.Instant,
  more: Partial<SourceLifecycleContext> = {},
): Promise<string[]> {
  const summaries = await decideSources(sourceContext(db, at, more), new AbortController().signal);
  return summaries.map(
    ({ source, kind, from, to, reason, notices }) =>
      `${source} ${kind} from ${from} to ${to}, ${reason}, ${notices} notices`,
  );
}
