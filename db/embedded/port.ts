import { once } from 'node:events';
import { createServer } from 'node:net';
import { errorCode } from './errors.ts';

/** A port of 127.0.0.1 that nobody listens on: `preferred` if it is one, else any. Another program may take it since. */
export async function freePort(preferred = 0): Promise<number> {
  const server = createServer();
  try {
    server.listen(preferred, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if (preferred === 0 || errorCode(error) !== 'EADDRINUSE') throw error;
    return freePort();
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : preferred;
}
