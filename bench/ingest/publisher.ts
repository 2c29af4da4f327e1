import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { COMTRADE_AREAS } from '../../services/sources/comtrade/areas.ts';
import { REPORTER } from './shape.ts';

export interface Publisher extends AsyncDisposable {
  readonly url: string;
}

/**
 * Serves made-up answers from files as Comtrade would: `/bulk/<name>/bulk/v1/…` lists and gives a file of the bulk form,
 * `/json/<name>/…` one of the API, compressed for the way. A publisher's base URL is `<url>/bulk/<name>`.
 */
export async function startPublisher(files: ReadonlyMap<string, string>): Promise<Publisher> {
  const server = createServer((request, response) => {
    const [, form = '', name = '', ...rest] = new URL(request.url ?? '/', 'http://publisher').pathname.split('/');
    const file = files.get(name);
    const isListing = form === 'bulk' && rest.includes('get');
    if (file === undefined) {
      response.writeHead(404).end();
    } else if (isListing) {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(listing(name));
    } else void send(file, form, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function send(file: string, form: string, response: ServerResponse): Promise<void> {
  const { size } = await stat(file);
  response.writeHead(200, {
    'content-length': size,
    ...(form === 'bulk'
      ? { 'content-type': 'application/TSV' }
      : { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip' }),
  });
  // A client that hangs up has seen enough.
  await pipeline(createReadStream(file), response).catch(() => {});
}

function listing(name: string): string {
  const reporterCode = Number(COMTRADE_AREAS[REPORTER]);
  const file = {
    fileUrl: name,
    fileSize: 'made up',
    isOriginalClassification: true,
    reporterCode,
    freqCode: 'A',
    typeCode: 'C',
    classificationCode: 'H6',
    period: 2024,
    publicationDate: '2025-06-14T00:00:00Z',
  };
  return JSON.stringify({ elapsedTime: 'made up', count: 1, data: [file], error: '' });
}
