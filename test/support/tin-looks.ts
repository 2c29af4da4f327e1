import type { Deal } from '../../config/deal/schema.ts';
import { type AssessmentRow, latestAssessments } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { assessDue } from '../../services/commitments/assess.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type LedgerFigure, openTinPact, storeSeries } from './tin-ledger.ts';
import { instant } from './vintages.ts';

/** The tin pact as it is: twelve tonnes of tin are due in 2026, two of them in its first two months. */
export const pact = openTinPact();

export const NOW = instant('2026-11-24T09:00:00Z');
export const minutes = (count: number): Temporal.Instant => NOW.add({ minutes: count });

/** Tin that was delivered in a month; null when it is missing. */
export const tin = (period: string, value: string | null): LedgerFigure => ['tin-deliveries', period, value];

/** A database that knows the series of the tin pact, and no figure of them. */
export async function tinDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  await storeSeries(database.db, pact);
  return database;
}

/** Whom a look judges: `commitment standing`, with `unchanged` where nothing was stored. */
export async function look(db: Db, at: Temporal.Instant, deal: Deal = pact): Promise<string[]> {
  const summaries = await assessDue({ db, deal, now: () => at }, new AbortController().signal);
  return summaries.map(
    ({ commitment, standing, assessment }) => `${commitment} ${standing}${assessment === null ? ', unchanged' : ''}`,
  );
}

/** Every assessment that is stored, oldest first, as `commitment standing`. */
export async function storedStandings(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('assessment').select(['commitment', 'standing']).orderBy('id').execute();
  return rows.map(({ commitment, standing }) => `${commitment} ${standing}`);
}

/** The assessment of the tin floor that stands at an instant. */
export async function floorAt(db: Db, at: Temporal.Instant): Promise<AssessmentRow | undefined> {
  return (await latestAssessments(db, pact.id, at)).find(({ commitment }) => commitment === 'tin-floor');
}
