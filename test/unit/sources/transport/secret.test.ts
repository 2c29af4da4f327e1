import { expect, it } from 'vitest';
import { maskOf, withKey } from '../../../../services/sources/transport/secret.ts';

// Made up.
const KEY = 'a1b2/c3d4+e5f6.$(x)';

it.each([
  ['as it is', KEY],
  ['in other letters', KEY.toUpperCase()],
  ['percent-encoded', encodeURIComponent(KEY)],
  ['percent-encoded in small letters', encodeURIComponent(KEY).toLowerCase()],
  ['percent-encoded three times', encodeURIComponent(encodeURIComponent(encodeURIComponent(KEY)))],
  ['percent-encoded throughout', Array.from(KEY, (c) => `%${c.charCodeAt(0).toString(16)}`).join('')],
  ['escaped for JSON', KEY.replace('/', '\\/').replace('+', '\\u002B')],
  ['escaped for HTML', KEY.replace('/', '&#x2F;').replace('+', '&#43;')],
])('the key is covered %s', (_, form) => {
  expect(maskOf(KEY).text(`<${form}>`)).toBe(`<${'*'.repeat(form.length)}>`);
});

it('a text that holds but a part of the key, or the key with other signs, is left alone', () => {
  for (const text of ['a1b2/c3d4+e5f6.$(x', 'a1b2/c3d4+e5f6Z$(x)', '']) expect(maskOf(KEY).text(text)).toBe(text);
});

it('a mask can be used again and again', () => {
  const mask = maskOf(KEY);
  for (let time = 0; time < 3; time += 1) {
    expect(mask.bytes(Buffer.from(`${KEY} ${KEY}`)).places).toBe(2);
    expect(mask.text(KEY)).toBe('*'.repeat(KEY.length));
  }
});

it('a document of 64 MiB is looked through in seconds', () => {
  const bytes = Buffer.alloc(64 * 1024 * 1024, 'a1b2/c3d4,"value":"1167461768",\u2014');
  const started = performance.now();
  expect(maskOf(KEY).bytes(bytes).places).toBe(0);
  expect(performance.now() - started).toBeLessThan(5000);
});

it('the key follows its prefix in a header, and the fragment of the URL is not sent', () => {
  const key = { in: 'header', name: 'Authorization', prefix: 'APIKey ' } as const;
  const request = { url: 'https://api.example/list/#body-sha256=0', key, accepts: [] };
  expect(withKey(request, KEY)).toEqual({
    url: 'https://api.example/list/',
    headers: { Authorization: `APIKey ${KEY}` },
  });
});

it.each([
  ['https://api.eia.gov/v2/data/?facets[series][]=A&time=from+2025-01', '&api_key=a%26b%2Bc%3Dd'],
  ['https://api.eia.gov/v2/data/', '?api_key=a%26b%2Bc%3Dd'],
])('the key is added to %s and nothing else is written anew', (url, added) => {
  const request = { url, key: { in: 'query', name: 'api_key' }, accepts: [] } as const;
  expect(withKey(request, 'a&b+c=d').url).toBe(url + added);
});
