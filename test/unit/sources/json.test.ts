import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkShape, jsonPointer, parseJson } from '../../../services/sources/wire/json.ts';
import { refusalOf } from './documents.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('parseJson', () => {
  test.each([
    // Net weight of China's imports of HS 2846 in 2020, UN Comtrade.
    ['47629501.837', '47629501.837'],
    ['8146160.0', '8146160.0'],
    // A dataset code of UN Comtrade: beyond what a float can hold.
    ['20156202401202100', '20156202401202100'],
    ['1e400', '1e400'],
    ['-0', '-0'],
    ['0.10000000000000000000000000000000000001', '0.10000000000000000000000000000000000001'],
  ])('the number %s arrives as the text that was written', (written, arrived) => {
    expect(parseJson(bytes(`{"a":[${written}]}`))).toEqual({ a: [arrived] });
  });

  test('a byte order mark is no part of the document', () => {
    expect(parseJson(bytes('\u{FEFF}[1]'))).toEqual(['1']);
  });

  test('strings, null and booleans stay what they are', () => {
    expect(parseJson(bytes('["0",null,true,{"__proto__":"x"}]'))).toEqual(['0', null, true, { ['__proto__']: 'x' }]);
  });

  test.each([
    ['a web page', '<!doctype html><h1>Invalid Key</h1>', /a web page/],
    ['an empty body', '', /is empty/],
    ['white space alone', ' \n', /is empty/],
    ['a body cut off in a number', '{"count":1,"data":[1', /cut off after 20 characters/],
    ['a body cut off in a string', '{"coun', /cut off after 6 characters/],
    ['a body cut off after a comma', '[1,', /cut off after 3 characters/],
    ['a second document after the first', '{"a":1}{"a":2}', /breaks at character 8 of 14/],
    ['plain words', 'Request URL Too Long', /no valid JSON/],
    ['brackets without end', '['.repeat(100_000) + ']'.repeat(100_000), /nested too deeply/],
  ])('%s is refused as no JSON', (_, body, message) => {
    const error = refusalOf(() => parseJson(bytes(body)));
    expect(error.fault).toBe('format');
    expect(error.message).toMatch(message);
  });

  test('bytes that are not UTF-8 are refused', () => {
    const error = refusalOf(() => parseJson(Uint8Array.of(0x5b, 0x22, 0x97, 0x22, 0x5d)));
    expect(error).toMatchObject({ fault: 'format', message: 'the bytes are no utf-8 text' });
  });

  test('what a body says is not quoted, since it may echo a key', () => {
    expect(refusalOf(() => parseJson(bytes('api_key=SECRET'))).message).not.toContain('SECRET');
  });
});

describe('checkShape', () => {
  const Shape = z.object({ data: z.array(z.object({ netWgt: z.string() })) });

  test('a wrong field is named by its JSON pointer', () => {
    const error = refusalOf(() => checkShape({ data: [{ netWgt: '1' }, { netWgt: null }] }, Shape));
    expect(error.fault).toBe('format');
    expect(error.message).toMatch(/^#\/data\/1\/netWgt: /);
  });

  test('the pointer is that of the whole document where a part of it is checked', () => {
    expect(refusalOf(() => checkShape('x', z.null(), ['data', 7])).message).toMatch(/^#\/data\/7: /);
  });

  test('three problems are told and the rest are counted', () => {
    const error = refusalOf(() => checkShape({ data: Array.from({ length: 9 }, () => ({ netWgt: null })) }, Shape));
    expect(error.message).toMatch(/#\/data\/2\/netWgt: [^;]+; and 6 more$/);
  });
});

test('a pointer escapes what RFC 6901 reserves, as a URI fragment', () => {
  expect(jsonPointer(['a/b', 'c~d', 'e f', 0])).toBe('#/a~1b/c~0d/e%20f/0');
});
