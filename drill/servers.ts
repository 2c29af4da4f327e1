import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { connect } from '../db/connection.ts';
import { openEmbedded } from '../db/embedded/open.ts';
import { migrate } from '../db/migrate.ts';
import { postgresQueues } from '../jobs/queues.ts';

/** Nothing here has to survive a power cut: it is processes that are killed, and the server is none of them. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
const TEMPLATE = 'drill_template';

/** One PostgreSQL for a whole drill. */
export interface DrillPostgres extends AsyncDisposable {
  /** A database of its own for a run: migrated, with the tables of the queues, and nothing in it. */
  database(name: string): Promise<string>;
  drop(name: string): Promise<void>;
}

/** @param given URL of a server to use in place of one of its own, whose user may create databases. */
export async function startPostgres(given?: string): Promise<DrillPostgres> {
  await using starting = new AsyncDisposableStack();
  const url = given ?? (await ownPostgres(starting));
  const admin = new Client({ connectionString: url });
  await admin.connect();
  starting.defer(() => admin.end());
  const urlOf = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const create = (name: string, more = '') => admin.query(`create database ${name} ${more}`);
  const drop = async (name: string) => void (await admin.query(`drop database if exists ${name} with (force)`));

  await drop(TEMPLATE);
  await create(TEMPLATE);
  const db = connect(urlOf(TEMPLATE), { name: 'drill', max: 1, onError: () => {} });
  await migrate(db);
  await db.destroy();
  await (await postgresQueues(urlOf(TEMPLATE), { prefix: 'drill', onError: () => {} })).close();
  starting.defer(() => drop(TEMPLATE));
  const started = starting.move();
  return {
    async database(name) {
      await drop(name);
      await create(name, `template ${TEMPLATE}`);
      return urlOf(name);
    },
    drop,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

async function ownPostgres(starting: AsyncDisposableStack): Promise<string> {
  const stateFolder = await mkdtemp(path.join(tmpdir(), 'pactwatch-drill-'));
  starting.defer(() => rm(stateFolder, { recursive: true, force: true, maxRetries: 5 }));
  // As root the server runs as another user, who has to get in.
  await chmod(stateFolder, 0o755);
  const server = await openEmbedded({ stateFolder, say: () => {}, settings: FAST });
  starting.defer(() => server.release());
  return server.url;
}

export interface DrillRedis extends AsyncDisposable {
  readonly url: string;
}

/** One `redis-server` of the path for a whole drill. */
export async function startRedis(): Promise<DrillRedis> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', [...flags, '--maxmemory-policy', 'noeviction'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server, 'spawn');
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    if (String(chunk).includes('Ready to accept connections')) break;
  }
  server.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      await exited;
    },
  };
}
