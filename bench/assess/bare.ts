import type { Deal } from '../../config/deal/schema.ts';
import type { BenchDatabase } from '../ingest/databases.ts';
import { readBare } from './windows.ts';

const STORED = `deal, commitment, deal_version, deal_digest, method, clock, at, standing, since, legal, value, target,
  margin, unit, period, evidence, reason, inputs, judgement, decided_at, measure_inputs`;

/**
 * What a full assessment takes of the database by itself: the windows of every commitment read, and the assessments that
 * are stored of them stored again in a table of the same indexes, each in a transaction of its own; ms.
 */
export async function assessBare(database: BenchDatabase, deal: Deal): Promise<number> {
  const { client } = database;
  const columns = STORED.split(',').map((column) => column.trim());
  const { rows } = await client.query<string[]>({
    text: `select ${columns.map((column) => `${column}::text`).join(', ')} from assessment order by id`,
    rowMode: 'array',
  });
  await client.query('drop table if exists bare');
  await client.query('create table bare (like assessment including all)');
  const insert = `insert into bare (${STORED}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`;
  const start = performance.now();
  for (const row of rows) {
    await client.query('begin');
    await readBare(database, deal, row[1]!);
    await client.query(insert, row);
    await client.query('commit');
  }
  const ms = performance.now() - start;
  await client.query('drop table bare');
  return ms;
}
