import { describe, expect, it } from 'vitest';
import { conditionsOf, refreshed, speaksOf, validatorsOf } from '../../../../services/sources/transport/validators.ts';

const DATE = 'Thu, 01 Oct 2026 06:00:00 GMT';
const NONE = { etag: null, lastModified: null };

describe('an answer is recognised', () => {
  it.each(['"7"', 'W/"7"', '""', '"a!#b"'])('by its ETag %s', (etag) => {
    expect(validatorsOf({ etag })).toEqual({ ...NONE, etag });
  });

  it.each(['7', "'7'", '"7', 'w/"7"', '"7" "8"', '"se\tven"', '"for-*****-only"'])(
    'not by %j, which is none',
    (etag) => {
      expect(validatorsOf({ etag })).toEqual(NONE);
    },
  );

  it('by the time of its last change, if that was a minute before it was given', () => {
    const lastModified = 'Thu, 01 Oct 2026 05:59:00 GMT';
    expect(validatorsOf({ date: DATE, 'last-modified': lastModified })).toEqual({ ...NONE, lastModified });
  });

  it.each([
    ['within the minute', { date: DATE, 'last-modified': 'Thu, 01 Oct 2026 05:59:01 GMT' }],
    ['in the future', { date: DATE, 'last-modified': 'Fri, 02 Oct 2026 06:00:00 GMT' }],
    ['at a time that is no HTTP date', { date: DATE, 'last-modified': '2026-09-01' }],
    ['if it was given at no known time', { 'last-modified': 'Tue, 01 Sep 2026 06:00:00 GMT' }],
  ])('not by a change %s', (_, headers) => {
    expect(validatorsOf(headers)).toEqual(NONE);
  });
});

it('both validators are sent, each as it came', () => {
  const lastModified = 'Tue, 01 Sep 2026 06:00:00 GMT';
  expect(conditionsOf({ etag: 'W/"7"', lastModified })).toEqual({
    'if-none-match': 'W/"7"',
    'if-modified-since': lastModified,
  });
  expect(conditionsOf(NONE)).toEqual({});
});

it('a 304 with another ETag speaks of another answer; a weak one is the same', () => {
  const known = { etag: '"7"', lastModified: null };
  expect(speaksOf(known, { etag: '"7"' })).toBe(true);
  expect(speaksOf(known, { etag: 'W/"7"' })).toBe(true);
  expect(speaksOf(known, {})).toBe(true);
  expect(speaksOf(known, { etag: '"8"' })).toBe(false);
});

it('a 304 renews the headers, but says nothing of the content', () => {
  const stored = { 'content-type': 'application/json', 'content-length': '12', etag: '"7"', date: DATE };
  const said = { 'content-type': 'text/html', 'content-length': '0', date: 'Fri, 02 Oct 2026 06:00:00 GMT' };
  expect(refreshed(stored, said)).toEqual({ ...stored, date: said.date });
});
