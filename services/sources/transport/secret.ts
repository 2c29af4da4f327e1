import type { PublisherRequest } from '../connector.ts';

/** Covers a publisher's key wherever it would be shown or stored; asterisks keep the length. */
export interface Mask {
  text(text: string): string;
  /** The bytes themselves when the key is not in them, else a copy and the number of places. */
  bytes(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly places: number };
}

const ESCAPES: Readonly<Record<string, readonly string[]>> = {
  '/': ['\\\\/'],
  '\\': ['\\\\\\\\'],
  '"': ['\\\\"', '&quot;'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
};

/** What is wrong with a key as its variable holds it, or undefined. A shorter one could not be told from a figure. */
export function keyFlaw(key: string): string | undefined {
  if (!/^[\x21-\x7e]*$/.test(key)) return 'holds a space, a line end or another character that no key has';
  return key.length < 8 ? 'is too short for a key (fewer than 8 characters)' : undefined;
}

/** A mask over a key: as it is, percent-encoded (also more than once), or escaped for JSON or HTML. */
export function maskOf(key: string | undefined): Mask {
  if (key === undefined) return { text: (text) => text, bytes: (bytes) => ({ bytes, places: 0 }) };
  const pattern = new RegExp(Array.from(key, anyFormOf).join(''), 'gi');
  const cover = (text: string) => text.replaceAll(pattern, (found) => '*'.repeat(found.length));
  return {
    text: cover,
    bytes(bytes) {
      // Latin-1 maps every byte to one character and back.
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      const places = text.match(pattern)?.length ?? 0;
      return places === 0 ? { bytes, places } : { bytes: new Uint8Array(Buffer.from(cover(text), 'latin1')), places };
    },
  };
}

function anyFormOf(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  const forms = [RegExp.escape(character), `%(?:25)*${hex}`, `\\\\u00${hex}`, `&#x0*${hex};`, `&#0*${code};`];
  return `(?:${[...forms, ...(ESCAPES[character] ?? [])].join('|')})`;
}

/** The request as it is sent: with the key where the publisher wants it, in place of anything already there. */
export function withKey(
  request: PublisherRequest,
  key: string | undefined,
): { url: string; headers: Record<string, string> } {
  const url = new URL(request.url);
  url.hash = '';
  if (request.key === undefined || key === undefined) return { url: url.href, headers: {} };
  if (request.key.in === 'header') {
    return { url: url.href, headers: { [request.key.name]: `${request.key.prefix ?? ''}${key}` } };
  }
  if (url.searchParams.has(request.key.name)) url.searchParams.delete(request.key.name);
  // Not through searchParams, which would write the connector's own parameters anew.
  url.search += `${url.search === '' ? '' : '&'}${request.key.name}=${encodeURIComponent(key)}`;
  return { url: url.href, headers: {} };
}
