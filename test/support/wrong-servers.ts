import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Something on a port that does as no mail server should. */
export interface WrongServer extends AsyncDisposable {
  readonly url: string;
}

async function listenOn(meet: (socket: Socket) => void): Promise<WrongServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    meet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** A port on which nobody listens. */
export async function refusing(): Promise<WrongServer> {
  const server = await listenOn(() => {});
  await server[Symbol.asyncDispose]();
  return { url: server.url, [Symbol.asyncDispose]: async () => {} };
}

/** Greets, and never says anything again. */
export const greetsAndHangs = (): Promise<WrongServer> =>
  listenOn((socket) => void socket.resume().write('220 made-up ESMTP\r\n'));

/** Greets, and then answers a byte at a time, without end. */
export const drips = (): Promise<WrongServer> =>
  listenOn((socket) => {
    socket.write('220 made-up ESMTP\r\n');
    const drip = setInterval(() => socket.write('2'), 20);
    socket.resume().on('close', () => clearInterval(drip));
  });

/** Offers to encrypt, and then talks what is no TLS. */
export const breaksTls = (): Promise<WrongServer> =>
  listenOn((socket) => {
    socket.write('220 made-up ESMTP\r\n');
    socket.on('data', (data) => {
      const asked = data.toString('latin1');
      if (/^EHLO/i.test(asked)) socket.write('250-made-up\r\n250 STARTTLS\r\n');
      else if (/^STARTTLS/i.test(asked)) socket.write('220 go on\r\nthis is no TLS, and never will be\r\n');
    });
  });
