import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { CODINGS, codingsOf, decompressed } from './decompress.ts';
import { Unanswered } from './unanswered.ts';

const BODILESS = new Set([204, 205, 304]);

/**
 * `fetch` for publishers: takes text as a body, follows no redirect, and throws where the `fetch` of Node hands over what it
 * has as if it were whole, when a compressed body ends early, or as if it were plain, when it is packed in an unknown way.
 */
export const publisherFetch: typeof globalThis.fetch = async (input, init = {}) => {
  init.signal?.throwIfAborted();
  const url = new URL(input instanceof Request ? input.url : input);
  const call = (url.protocol === 'https:' ? https : http).request(url, {
    method: init.method ?? 'GET',
    headers: { 'accept-encoding': CODINGS, ...Object.fromEntries(new Headers(init.headers)) },
    ...(init.signal ? { signal: init.signal } : {}),
  });
  call.end(typeof init.body === 'string' ? init.body : undefined);
  const [message] = (await once(call, 'response')) as [IncomingMessage];
  // Whoever reads the body hears of its errors; whoever does not, need not.
  message.on('error', () => {});
  call.on('error', () => {});
  const headers = headersOf(message);
  const status = message.statusCode ?? 0;
  if (status < 200 || status > 599) throw gone(message, new Unanswered(`answered with the status ${status}`));
  if (BODILESS.has(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  const codings = codingsOf(headers.get('content-encoding'));
  if ('unknown' in codings) {
    const coding = JSON.stringify(codings.unknown.slice(0, 40));
    throw gone(message, new Unanswered(`packed its answer as ${coding}, which cannot be unpacked`, true, 'format'));
  }
  const body = codings.reduce<AsyncIterable<Uint8Array>>(decompressed, message);
  return new Response(ReadableStream.from(body), { status, headers });
};

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  return headers;
}

function gone(message: IncomingMessage, reason: Unanswered): Unanswered {
  message.destroy();
  return reason;
}
