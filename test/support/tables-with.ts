import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';

/** The tables in which a text stands, in a column of any type. */
export async function tablesWith(db: Db, text: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in ('public', 'bullmq')`.execute(db);
  // A document's bytes are printed as hexadecimal.
  const patterns = [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`];
  const searches = tables.map(async ({ name }) => {
    const { rows } = await sql`
      select 1 from ${sql.table(name)} as t where t::text like any (${patterns})`.execute(db);
    return rows.length > 0 ? [name] : [];
  });
  return (await Promise.all(searches)).flat();
}
