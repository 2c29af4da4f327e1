import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';

const TABLES = ['vintage', 'assessment', 'incident', 'transition', 'notice'] as const;

/** How many rows there are of all that must not be written twice. */
export type Counts = Readonly<Record<(typeof TABLES)[number], number>>;

export async function countsOf(db: Db): Promise<Counts> {
  const counts = TABLES.map(async (table) => {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(db);
    return [table, rows[0]!.n] as const;
  });
  return Object.fromEntries(await Promise.all(counts)) as Counts;
}
