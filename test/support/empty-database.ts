import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { connect, type Db } from '../../db/connection.ts';
import { urlOf } from './template.ts';

export interface EmptyDatabase extends AsyncDisposable {
  /** Opens a pool of its own on the database, as another process would. */
  open(): Db;
}

/** A database without a single table, on the server with the URL. It goes with the server. */
export async function emptyDatabase(serverUrl: string): Promise<EmptyDatabase> {
  const name = `empty_${randomBytes(8).toString('hex')}`;
  const admin = connect(serverUrl, { name: 'tests', max: 1, onError: () => {} });
  await sql`create database ${sql.id(name)}`.execute(admin);
  await admin.destroy();
  const opened: Db[] = [];
  return {
    open: () => {
      const db = connect(urlOf(serverUrl, name), { name: 'tests', max: 2, onError: () => {} });
      opened.push(db);
      return db;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((db) => db.destroy()));
    },
  };
}
