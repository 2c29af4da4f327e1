const KEY_PARAMETERS = new Set(['key', 'api_key', 'apikey', 'api-key', 'subscription-key', 'token', 'access_token']);

/** Whether a parameter of a URL is one that carries a key. */
export function isKeyParameter(name: string): boolean {
  return KEY_PARAMETERS.has(name.toLowerCase());
}

/** The address of a web page as it may be stored and printed: without keys, user and password; null when it is none. */
export function pageWithoutKeys(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()].filter(isKeyParameter)) url.searchParams.delete(name);
  return url.href;
}
