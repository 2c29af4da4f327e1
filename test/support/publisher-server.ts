import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { answerFromRecord, readRecorded, type RecordedDocument } from './recorded-publisher.ts';

/** What the server does with one request; status 200 and JSON unless it says otherwise. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
  /** How many times the body is sent, one after the other. */
  readonly repeat?: number;
  /** Milliseconds until the status line. */
  readonly delayMs?: number;
  /** Milliseconds between single bytes of the body. */
  readonly dripMs?: number;
  /** The socket is destroyed before any answer, or after so many bytes of the body, of which all were announced. */
  readonly breaks?: 'before-answer' | number;
  /** The request is taken and never answered. */
  readonly silent?: boolean;
}

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface PublisherServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, to be a connector's base URL. */
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Scripts the answers to a path, or to a path with its query: in this order, the last one for ever. */
  answer(path: string, ...answers: readonly ScriptedAnswer[]): void;
  /** Answers as the publishers did whose answers are kept below `<deal>/recorded`; what is scripted goes first. */
  serveRecorded(folder: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a publisher on a free port of this machine. Close it, or hold it by `await using`.
 * @param answerTo Answers what is neither scripted nor recorded.
 */
export async function startPublisherServer(
  answerTo: (request: ReceivedRequest) => ScriptedAnswer | undefined = () => undefined,
): Promise<PublisherServer> {
  const requests: ReceivedRequest[] = [];
  const scripts = new Map<string, ScriptedAnswer[]>();
  const recorded: RecordedDocument[] = [];
  const choose = (request: ReceivedRequest): ScriptedAnswer => {
    const { url, path } = request;
    const script = scripts.get(url) ?? scripts.get(path);
    if (script) return script.length > 1 ? script.shift()! : script[0]!;
    const known = answerFromRecord(recorded, new URL(url, 'http://publisher')) ?? answerTo(request);
    return known ?? { status: 404, body: JSON.stringify({ error: `nothing is scripted or recorded for ${path}` }) };
  };

  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const path = url.split('?', 1)[0]!;
    // A client that hangs up in the middle is what some tests are about.
    response.on('error', () => {});
    void Array.fromAsync(request as AsyncIterable<Buffer>).then(
      (chunks) => {
        const body = Buffer.concat(chunks).toString();
        const received = { method: request.method ?? '', url, path, headers: request.headers, body };
        requests.push(received);
        return send(response, choose(received));
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const close = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (path, ...answers) => void scripts.set(path, [...answers]),
    serveRecorded: async (folder) => void recorded.push(...(await readRecorded(folder))),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function send(response: ServerResponse, answer: ScriptedAnswer): Promise<void> {
  if (answer.silent) return;
  if (answer.delayMs) await delay(answer.delayMs);
  if (answer.breaks === 'before-answer') {
    response.destroy();
    return;
  }
  const body = Buffer.from(answer.body ?? '');
  const times = answer.repeat ?? 1;
  const isWhole = answer.dripMs === undefined && times === 1;
  response.writeHead(answer.status ?? 200, {
    ...(answer.headers?.['content-type'] === undefined ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(isWhole && answer.status !== 204 ? { 'content-length': String(body.length) } : {}),
    ...answer.headers,
  });
  if (typeof answer.breaks === 'number') {
    response.write(body.subarray(0, answer.breaks), () => response.destroy());
    return;
  }
  const pieces = answer.dripMs === undefined ? repeated(body, times) : dripping(body, answer.dripMs);
  // A client that hangs up in the middle is what some tests are about.
  await pipeline(pieces, response).catch(() => {});
}

function* repeated(body: Uint8Array, times: number): Generator<Uint8Array> {
  for (let time = 0; time < times; time += 1) if (body.length > 0) yield body;
}

async function* dripping(body: Uint8Array, everyMs: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += 1) {
    await delay(everyMs);
    yield body.subarray(at, at + 1);
  }
}
