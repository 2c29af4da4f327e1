import type { Connector, PublisherRequest } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { keyFlaw } from './secret.ts';

/** How a publisher is reached by this process. */
export interface PublisherAccess {
  /** Its address, if not the connector's own. */
  readonly baseUrl?: string | undefined;
  readonly key?: string | undefined;
  /** The variable that holds the key, for messages. */
  readonly keyVariable: string;
}

type Publisher = Pick<Connector<never>, 'name' | 'baseUrl' | 'key'>;

/**
 * Where a publisher is asked.
 * @throws SourceError `refused` when that is no address on the web, or holds a password.
 */
export function baseUrlOf(access: PublisherAccess, publisher: Publisher): string {
  const baseUrl = access.baseUrl ?? publisher.baseUrl ?? '';
  if (!/^https?:/i.test(baseUrl) || !URL.canParse(baseUrl)) {
    throw new SourceError('refused', `${publisher.name} has no http address at which it could be asked`);
  }
  const { username, password } = new URL(baseUrl);
  if (username === '' && password === '') return baseUrl;
  throw new SourceError('refused', `the address of ${publisher.name} holds a user name or password: take it out`);
}

/**
 * The key to ask with, or undefined where none is needed or set.
 * @throws SourceError `refused` naming the variable when the key is missing or cannot be one.
 */
export function keyOf({ key, keyVariable }: PublisherAccess, publisher: Publisher): string | undefined {
  if (publisher.key === 'none') return undefined;
  if (key === undefined || key === '') {
    if (publisher.key === 'optional') return undefined;
    throw new SourceError('refused', `${publisher.name} answers no one without a key: set ${keyVariable}`);
  }
  const flaw = keyFlaw(key);
  if (flaw !== undefined)
    throw new SourceError('refused', `the key for ${publisher.name} ${flaw}: correct ${keyVariable}`);
  return key;
}

/**
 * A next page may be named by the answer itself: nothing, and above all no key, goes to another host.
 * @throws SourceError `refused` naming both.
 */
export function rejectOtherOrigin(request: PublisherRequest, baseUrl: string, { name }: Publisher): void {
  const home = new URL(baseUrl).origin;
  const origin = URL.canParse(request.url) ? new URL(request.url).origin : 'an address that is no URL';
  if (origin === home) return;
  throw new SourceError('refused', `${name} is asked at ${home}, not at ${origin}: nothing was sent`);
}
