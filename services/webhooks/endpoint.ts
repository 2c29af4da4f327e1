import { maskOf } from '../sources/transport/secret.ts';

/** Where a webhook answers, fit for `fetch`, and what may be shown of it. */
export interface Endpoint {
  /** Without user and password, which are in `headers`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The host alone: path and query may be a secret. */
  readonly place: string;
  /** Takes out of a text all of the URL but its host. */
  readonly hide: (text: string) => string;
}

/** What is shorter could be any word. */
const LEAST_HIDDEN = 4;

export function endpointOf(webhookUrl: string): Endpoint {
  const url = new URL(webhookUrl);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const basic = user === '' && password === '' ? undefined : Buffer.from(`${user}:${password}`).toString('base64');
  const parts = [webhookUrl, url.href, url.pathname, ...url.pathname.split('/'), url.search.slice(1)];
  const values = [...url.searchParams.values(), basic, password, user, url.hash.slice(1)];
  const secrets = [...parts, ...values].filter((one) => one !== undefined && one.length >= LEAST_HIDDEN);
  const masks = secrets.toSorted((a, b) => b!.length - a!.length).map(maskOf);
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    url: url.href,
    headers: basic === undefined ? {} : { authorization: `Basic ${basic}` },
    place: url.origin,
    hide: (text) => masks.reduce((rest, mask) => mask.text(rest), text),
  };
}
