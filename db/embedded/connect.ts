import { Client } from 'pg';
import { SUPERUSER } from './cluster.ts';
import { EmbeddedPostgresError, errorCode } from './errors.ts';

/** The database of a server if none is named. */
export const DATABASE = 'pactwatch';
const CANNOT_CONNECT_NOW = '57P03';

/** Holds the password. */
export function databaseUrl(port: number, password: string, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** False while the server starts or stops. */
export async function canConnect(port: number, password: string): Promise<boolean> {
  try {
    await withClient(port, password, () => Promise.resolve());
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === CANNOT_CONNECT_NOW || code === 'ECONNREFUSED' || code === 'ECONNRESET') return false;
    throw new EmbeddedPostgresError(
      `PostgreSQL on port ${port} refuses pactwatch: ${error instanceof Error ? error.message : String(error)}. ` +
        'Check the file postgres/password in the state folder, or set DATABASE_URL.',
      { cause: error },
    );
  }
}

/** Makes the database if the server has none of that name. */
export async function ensureDatabase(port: number, password: string, database: string): Promise<void> {
  await withClient(port, password, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  });
}

async function withClient(port: number, password: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl(port, password, 'postgres'),
    application_name: 'pactwatch start',
    connectionTimeoutMillis: 10_000,
  });
  // The failure of a query tells the same; unheard, this event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}
