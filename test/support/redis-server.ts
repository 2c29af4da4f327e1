import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { RedisContainer } from '@testcontainers/redis';
import { hasContainers } from './containers.ts';
import type { TestServer } from './postgres-server.ts';

/** A real Redis: `redis-server` of the path, else a container where an engine answers; null where there is neither. */
export async function startRedis(): Promise<TestServer | null> {
  if (await hasRedisServer()) return startOwn();
  if (!(await hasContainers())) return null;
  const container = await new RedisContainer('redis:8-alpine').start();
  return {
    url: container.getConnectionUrl(),
    [Symbol.asyncDispose]: async () => {
      await container.stop();
    },
  };
}

async function hasRedisServer(): Promise<boolean> {
  try {
    await promisify(execFile)('redis-server', ['--version']);
    return true;
  } catch {
    return false;
  }
}

async function startOwn(): Promise<TestServer> {
  const port = await freePort();
  const server = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    if (String(chunk).includes('Ready to accept connections')) break;
  }
  server.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port for Redis');
  return address.port;
}
