import { type Db, connect } from '../db/connection.ts';
import { openEmbedded } from '../db/embedded/open.ts';
import { migrate } from '../db/migrate.ts';
import type { Env } from '../config/env.ts';

export interface OpenDatabase extends AsyncDisposable {
  readonly db: Db;
  /** With its password: for the queues, never for a log. */
  readonly url: string;
}

export interface DatabaseOptions {
  readonly env: Env;
  /** Name of the database on the embedded server; its usual one if not given. DATABASE_URL names its own. */
  readonly database?: string | undefined;
  /** Told of what a person should know, one line a call. */
  readonly say: (line: string) => void;
  readonly onError: (error: Error) => void;
}

/** Opens the database of the environment, or the embedded one, and brings its schema up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  await using opening = new AsyncDisposableStack();
  const reached = opening.use(await reachDatabase(options));
  await migrate(reached.db);
  const opened = opening.move();
  return { ...reached, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Opens the same, and leaves it as it is. */
export async function reachDatabase({ env, database, say, onError }: DatabaseOptions): Promise<OpenDatabase> {
  await using opening = new AsyncDisposableStack();
  let url = env.databaseUrl;
  if (url === undefined) {
    const server = await openEmbedded({
      stateFolder: env.stateFolder,
      say,
      ...(database === undefined ? {} : { database }),
    });
    opening.defer(() => server.release());
    url = server.url;
  }
  const db = connect(url, { name: 'pactwatch', onError });
  opening.defer(() => db.destroy());
  const opened = opening.move();
  return { db, url, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
