import { httpDate } from './http-date.ts';

/** By what a publisher recognises an answer that it gave before. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

type Headers = Readonly<Record<string, string>>;

const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;
const SURE_AFTER_MS = 60_000;

/**
 * The validators of an answer, null where it has none or none that can be relied on: a page that was changed in the last
 * minute may be changed again within the second that `Last-Modified` names (RFC 9110, 8.8.2.2).
 */
export function validatorsOf(headers: Headers): Validators {
  const { etag = '', date, 'last-modified': lastModified } = headers;
  const [given, changed] = [httpDate(date), httpDate(lastModified)];
  const isSure = given && changed && given.epochMilliseconds - changed.epochMilliseconds >= SURE_AFTER_MS;
  return {
    etag: ETAG.test(etag) && !etag.includes('***') ? etag : null,
    lastModified: isSure ? lastModified!.trim() : null,
  };
}

/** The headers that ask for an answer only if it is another than the one with these validators. */
export function conditionsOf({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

/** Whether a 304 speaks of the answer that has these validators, and not of another one. */
export function speaksOf({ etag }: Validators, headers: Headers): boolean {
  const said = headers['etag'];
  return etag === null || said === undefined || opaque(said) === opaque(etag);
}

/** The headers of a stored answer as a 304 brings them up to date; those of the content stay (RFC 9111, 3.2). */
export function refreshed(stored: Headers, said: Headers): Headers {
  return { ...stored, ...Object.fromEntries(Object.entries(said).filter(([name]) => !name.startsWith('content-'))) };
}

const opaque = (etag: string) => etag.replace(/^W\//, '');
