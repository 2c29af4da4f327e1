import { createHash } from 'node:crypto';
import type { PublisherRequest } from '../connector.ts';

/** The URL of a request; `baseUrl` is an origin, or an origin with the prefix of a proxy. */
export function requestUrl(
  baseUrl: string,
  path: string,
  parameters: readonly (readonly [name: string, value: string])[],
): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url.href;
}

/** A parameter of the request that a document answers; undefined when it has none, or no readable URL. */
export function askedFor(url: string, parameter: string): string | undefined {
  return URL.parse(url)?.searchParams.get(parameter) ?? undefined;
}

/**
 * A request that asks by a JSON body. Its URL ends in a fragment, never sent, that tells it from one with another body,
 * so that a stored answer says which question it answers.
 */
export function postOf(url: string, question: object): Pick<PublisherRequest, 'url' | 'method' | 'body'> {
  const body = JSON.stringify(question);
  return { url: `${url}#${bodyFragment(body)}`, method: 'POST', body };
}

/** The fragment that stands for a body. */
export function bodyFragment(body: string): string {
  return `body-sha256=${createHash('sha256').update(body).digest('hex').slice(0, 16)}`;
}
