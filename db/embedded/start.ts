import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './errors.ts';
import { freePort } from './port.ts';
import { type Cluster, findServer, startServer } from './server.ts';

// The port was taken since; processes of a killed server are still ending; a killed process's start came first.
const MAY_PASS = /could not bind|pre-existing shared memory block|lock file "postmaster.pid" already exists/;
const ATTEMPTS = 20;

/**
 * Starts the server on a port that is free, `preferred` if that one is.
 * @throws EmbeddedPostgresError with the end of the server's log.
 */
export async function startOnFreePort(
  cluster: Cluster,
  preferred: number | undefined,
): Promise<{ port: number; joined: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? preferred : undefined);
    const failure = await startServer(cluster, port);
    if (failure === undefined) return { port, joined: false };
    if (attempt === ATTEMPTS || !MAY_PASS.test(failure)) {
      throw new EmbeddedPostgresError(
        `PostgreSQL did not start on ${cluster.dataFolder}; its log ${cluster.logFile} ends with\n${failure}\n` +
          'Mend that, name another folder in PACTWATCH_STATE, or set DATABASE_URL.',
      );
    }
    await sleep(500);
    const running = await findServer(cluster);
    if (running !== undefined) return { port: running, joined: true };
  }
}
