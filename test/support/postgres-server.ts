import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { openEmbedded } from '../../db/embedded/open.ts';
import { hasContainers } from './containers.ts';

export interface TestServer extends AsyncDisposable {
  readonly url: string;
}

/** Nothing here has to survive a power cut. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** A real PostgreSQL: in a container where an engine answers, else the embedded one in a folder of its own. */
export async function startPostgres(): Promise<TestServer> {
  if (await hasContainers()) {
    const flags = Object.entries(FAST).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const container = await new PostgreSqlContainer('postgres:18-alpine').withCommand(['postgres', ...flags]).start();
    return {
      url: container.getConnectionUri(),
      [Symbol.asyncDispose]: async () => {
        await container.stop();
      },
    };
  }
  const stateFolder = await mkdtemp(path.join(tmpdir(), 'pactwatch-test-'));
  // As root the server runs as another user, who has to get in.
  await chmod(stateFolder, 0o755);
  const server = await openEmbedded({ stateFolder, say: () => {}, settings: FAST });
  return {
    url: server.url,
    [Symbol.asyncDispose]: async () => {
      await server.release();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}
