import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { type Db, connect } from '../../db/connection.ts';
import { TEMPLATE, urlOf } from './template.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly db: Db;
  readonly url: string;
}

/** A migrated, empty database that nobody else uses. It goes with the server. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = connect(server, { name: 'tests', max: 1, onError: () => {} });
  await sql`create database ${sql.id(name)} template ${sql.id(TEMPLATE)}`.execute(admin);
  await admin.destroy();
  const url = urlOf(server, name);
  const db = connect(url, { name: 'tests', onError: () => {} });
  return { db, url, [Symbol.asyncDispose]: () => db.destroy() };
}
