import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbedded } from '../db/embedded/open.ts';

export interface BenchServer {
  /** A folder for what the bench writes. */
  readonly folder: string;
  /** A PostgreSQL whose user may create databases. */
  readonly url: string;
}

/** A folder that goes with `cleanUp`, and the server of the URL; without one an embedded server, set up as the product's. */
export async function openServer(
  url: string | undefined,
  cleanUp: AsyncDisposableStack,
  say: (line: string) => void,
): Promise<BenchServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pactwatch-bench-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  // Started by root, PostgreSQL runs as another user, who must be able to come by.
  await chmod(folder, 0o711);
  if (url !== undefined) return { folder, url };
  say('starting PostgreSQL');
  const server = await openEmbedded({ stateFolder: path.join(folder, 'state'), stagingFolders: [folder], say });
  cleanUp.defer(() => server.release());
  return { folder, url: server.url };
}
