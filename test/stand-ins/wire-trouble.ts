import type { ScriptedAnswer } from '../support/publisher-server.ts';
import type { WireTrouble } from './stand-in.ts';

/** A publisher's own words for what it refuses. Each may repeat the key: some publishers do. */
export interface Refusals {
  readonly unauthorised: ScriptedAnswer;
  readonly quota: ScriptedAnswer;
  readonly tooFast: ScriptedAnswer;
  readonly down: ScriptedAnswer;
  readonly moved: ScriptedAnswer;
}

/** The wait that a publisher in haste asks for, seconds. */
export const RETRY_AFTER_S = 7;

const MEGABYTE = 1024 * 1024;
const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** The refusals of a publisher of which none is known. */
function plainRefusals(key: string): Refusals {
  const words = (text: string, status: number, headers = {}): ScriptedAnswer => ({
    status,
    headers,
    body: JSON.stringify({ message: `${text} You asked with ${key}.` }),
  });
  return {
    unauthorised: words('The key is not accepted.', 401),
    quota: words('Out of call volume quota.', 403),
    tooFast: words('Too many requests.', 429, { 'retry-after': String(RETRY_AFTER_S) }),
    down: words('Internal server error.', 500),
    moved: {
      status: 302,
      headers: { ...HTML, location: `/maintenance.html?from=${encodeURIComponent(key)}` },
      body: `<html><body>Moved for ${key}</body></html>`,
    },
  };
}

/**
 * The answer of a publisher in trouble.
 * @param count How many answers it has given since the trouble began, this one included.
 */
export function wireTrouble(
  trouble: WireTrouble,
  good: ScriptedAnswer,
  count: number,
  { key = 'no-key', refusals = {} }: { readonly key?: string; readonly refusals?: Partial<Refusals> },
): ScriptedAnswer {
  const words = { ...plainRefusals(key), ...refusals };
  const body = Buffer.from(good.body ?? '');
  switch (trouble) {
    case '204':
      return { status: 204 };
    case '302 to HTML':
      return words.moved;
    case '401':
      return words.unauthorised;
    case '403 quota':
      return words.quota;
    case '429 with Retry-After':
      return words.tooFast;
    case '500 then good':
      return count === 1 ? words.down : good;
    case 'truncated body':
      return { ...good, body: body.subarray(0, Math.floor(body.length * 0.6)) };
    case 'connection broken off':
      return { ...good, breaks: Math.floor(body.length * 0.6) };
    case 'slow drip':
      return { ...good, dripMs: 20 };
    case '50 MB body':
      return { ...good, body: Buffer.alloc(MEGABYTE, ' '), repeat: 50 };
    case 'wrong content type':
      return { ...good, headers: { ...good.headers, 'content-type': 'image/png' } };
  }
}
