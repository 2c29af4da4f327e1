import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { type Db, connect } from '../../db/connection.ts';
import { TEMPLATE, urlOf } from './template.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly db: Db;
  readonly url: string;
}

/**
 * A migrated database that nobody else uses. It goes with the server.
 * @param like One to copy, which nobody is connected to; without it the new one is empty.
 */
export async function testDatabase(like?: Pick<TestDatabase, 'url'>): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = like === undefined ? TEMPLATE : new URL(like.url).pathname.slice(1);
  const admin = connect(server, { name: 'tests', max: 1, onError: () => {} });
  // By files it costs half the time that it does through the log.
  await sql`create database ${sql.id(name)} template ${sql.id(template)} strategy file_copy`.execute(admin);
  await admin.destroy();
  const url = urlOf(server, name);
  const db = connect(url, { name: 'tests', onError: () => {} });
  return { db, url, [Symbol.asyncDispose]: () => db.destroy() };
}
