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
