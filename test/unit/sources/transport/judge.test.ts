import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../../services/sources/errors.ts';
import { rejectBadAnswer } from '../../../../services/sources/transport/judge.ts';
import type { Answer } from '../../../../services/sources/transport.ts';

interface Given {
  readonly status?: number;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly accepts?: readonly string[];
}

function answerOf({ status = 200, body = '{}', type = 'application/json', headers = {}, accepts }: Given): Answer {
  const url = 'https://api.census.gov/data/timeseries/intltrade/imports/hs?time=2026-07';
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return {
    request: { url, accepts: accepts ?? ['application/json'] },
    httpStatus: status,
    document: { url, sha256: '', mediaType: type, bytes },
    headers,
    retrievedAt: Temporal.Instant.from('2026-10-01T06:00:00Z'),
  };
}

function verdict(given: Given): SourceError | undefined {
  try {
    rejectBadAnswer(answerOf(given));
    return undefined;
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

it('a good answer of an accepted type passes', () => {
  expect(verdict({})).toBeUndefined();
  expect(verdict({ type: 'text/csv', accepts: ['application/octet-stream', 'text/csv'], body: 'a,b' })).toBeUndefined();
  expect(verdict({ type: 'application/pdf', accepts: ['*'], body: '%PDF' })).toBeUndefined();
});

describe('no content tells neither "no trade" from "not yet released"', () => {
  it.each<Given>([
    { status: 204, body: '' },
    { body: '' },
    { body: ' \r\n\t' },
    { body: '\uFEFF' },
    { body: '', type: 'text/html' },
  ])('%j', (given) => {
    expect(verdict(given)).toMatchObject({ fault: 'no_content', mayPass: false });
  });

  it('an empty list is content, for the connector to read', () => {
    expect(verdict({ body: '[]' })).toBeUndefined();
  });
});

describe('a redirect', () => {
  it.each<Given>([
    { headers: { location: 'https://api.census.gov/data/missing_key.html' } },
    { headers: { location: 'https://api.census.gov/data/invalid_key.html' } },
    { headers: { location: '/somewhere', 'x-datawebapi-keyerror': '1' } },
  ])('to a page about the key needs a person: %j', (given) => {
    expect(verdict({ status: 302, body: '', ...given })).toMatchObject({ fault: 'refused' });
  });

  it('to any other place is no answer in the format, and the place is named', () => {
    const error = verdict({
      status: 301,
      body: '',
      headers: { location: 'https://api.census.gov/new/?key=40characters' },
    });
    expect(error?.fault).toBe('format');
    expect(error?.message).toBe(
      'api.census.gov answered 301 and leads to https://api.census.gov/new/?key=***, which is not followed',
    );
  });

  it('to nowhere is said to be so', () => {
    expect(verdict({ status: 302, body: '' })?.message).toContain('leads to nowhere');
  });
});

describe('a status other than 200', () => {
  // Bodies as Comtrade's and EIA's clients report them.
  const quota = '{ "statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 03:14:17." }';
  it.each<[string, Given]>([
    ['refused', { status: 401, body: 'Access denied due to invalid subscription key.' }],
    ['refused', { status: 403, body: '{"error":{"code":"API_KEY_MISSING"}}' }],
    ['throttled', { status: 403, body: quota }],
    ['throttled', { status: 403, body: 'no', headers: { 'retry-after': '30' } }],
    ['throttled', { status: 403, body: '{"error":{"code":"OVER_RATE_LIMIT"}}' }],
    ['throttled', { status: 429, body: '' }],
    ['refused', { status: 400, body: "error: unknown variable 'XYZ'" }],
    ['refused', { status: 404, body: '' }],
    ['refused', { status: 414, body: 'Request URL Too Long' }],
    ['unavailable', { status: 500, body: '' }],
    ['unavailable', { status: 503, type: 'text/html', body: '<html>Down</html>' }],
    ['format', { status: 206, body: '{"half":' }],
    ['format', { status: 202, body: '{}' }],
  ])('is %s: %j', (fault, given) => {
    expect(verdict(given)).toMatchObject({ fault });
  });

  it('passes on how long the publisher wants to be left alone', () => {
    expect(verdict({ status: 429, body: 'x', headers: { 'retry-after': '90' } })?.retryAfterMs).toBe(90_000);
    expect(verdict({ status: 403, body: quota })?.retryAfterMs).toBeUndefined();
    expect(verdict({ status: 404, body: '', headers: { 'retry-after': '90' } })?.retryAfterMs).toBeUndefined();
  });
});

describe('a content type', () => {
  it('that cannot be parsed is refused, naming both', () => {
    const error = verdict({ type: 'text/plain', body: 'Maintenance', accepts: ['application/json', 'text/csv'] });
    expect(error?.fault).toBe('format');
    expect(error?.message).toBe('api.census.gov sent text/plain, not application/json or text/csv: "Maintenance"');
  });

  it.each(['<!DOCTYPE html><p>Hi', '\n <html lang="en">', '<!-- x --><!-- y --><HTML>', '<div class="content">'])(
    'that says JSON does not hide a web page: %j',
    (body) => {
      const error = verdict({ body });
      expect(error?.fault).toBe('format');
      expect(error?.message).toContain('says application/json and sent an HTML page');
    },
  );

  it('that says CSV does not hide a web page either, where any type is taken', () => {
    expect(verdict({ type: 'text/csv', body: '<!doctype html>Down', accepts: ['*'] })).toMatchObject({
      fault: 'format',
    });
  });

  it('may be HTML where HTML is asked for, or any type', () => {
    expect(verdict({ type: 'text/html', body: '<html>', accepts: ['text/html'] })).toBeUndefined();
    expect(verdict({ type: 'text/html', body: '<html>', accepts: ['*'] })).toBeUndefined();
  });

  it('of a page that says "Invalid Key" needs a person, though its status is 200', () => {
    const body =
      '<div class="content-wrap center"><h1>Invalid Key</h1><p>A valid <em>key</em> must be included</p></div>';
    const error = verdict({ type: 'text/html', body });
    expect(error?.fault).toBe('refused');
    expect(error?.message).toBe(
      'api.census.gov sent a page about the key, check the key: "Invalid Key A valid key must be included"',
    );
  });
});

describe('the excerpt', () => {
  const excerpt = (body: string | Uint8Array) => /: "(.*)"$/s.exec(verdict({ status: 500, body })!.message)?.[1];

  it('is one line without control, invisible or reordering characters', () => {
    expect(excerpt('a\r\nb\u0000\u001b[31mc\u202ed\u200be\u2028f')).toBe('a b [31mc d e f');
  });

  it('is at most 120 characters, whole ones', () => {
    expect([...excerpt('\u{1F6A2}'.repeat(5000))!]).toHaveLength(120);
  });

  it('shows the words of a page, not its scripts', () => {
    expect(excerpt('<html><style>p{}</style><script>alert(1)</script><h1>Bad&nbsp;day</h1><!-- x --></html>')).toBe(
      'Bad&nbsp;day',
    );
  });

  it('keeps a comparison, which is no markup', () => {
    expect(excerpt('value < 5 and b > 6')).toBe('value < 5 and b > 6');
  });

  it('shows no value of a key parameter, whoever wrote it', () => {
    expect(excerpt('GET /v2?api_key=abc123&x=1, /gta?key=1f0e, subscription-key=zz top')).toBe(
      'GET /v2?api_key=***&x=1, /gta?key=***, subscription-key=*** top',
    );
  });

  it('of bytes that are no text is harmless', () => {
    expect(excerpt(Uint8Array.from({ length: 256 }, (_, index) => index))).toMatch(/^[\P{C}]{1,120}$/u);
  });

  it.each(['<!--', '<script ', '<', '<a ', '<!----> '])('of a hostile repetition of %j is made at once', (piece) => {
    const started = performance.now();
    verdict({ status: 500, body: piece.repeat(2_000_000 / piece.length) });
    verdict({ status: 200, body: piece.repeat(2_000_000 / piece.length) });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
