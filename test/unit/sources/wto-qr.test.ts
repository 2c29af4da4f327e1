import { describe, expect, test } from 'vitest';
import { wtoQr } from '../../../services/sources/wto-qr/connector.ts';
import { locate } from '../../../services/sources/wire/locator.ts';
import { documentOf, refusalOf, spanOf } from './documents.ts';

const QUERY = wtoQr.query.parse({ implementer: 'MYS', products: ['2846', '850511'] });
const ACCESS = { baseUrl: 'https://api.wto.org', hasKey: true };
const REQUESTS = wtoQr.requests(QUERY, spanOf('2026-01', '2026-11'), ACCESS);

/** Made up, in the shape that two clients of the WTO read. */
const row = (fields: Readonly<Record<string, unknown>> = {}) => ({
  id: 9001,
  in_force_from: '2012-01-01',
  termination_dt: null,
  general_description: 'Made-up licence\n for exports of compounds',
  national_legal_bases: 'Made-up order',
  reporter_member: { code: 'C458', name: { en: 'Malaysia' } },
  restrictions: [],
  measures: [{ flow: 'Export', symbol: 'NAL-X', group_name: 'Non-automatic licensing', description: { en: 'x' } }],
  notified_in: [
    { notification_dt: '2018-10-01', document_url: 'https://docs.wto.org/made-up/1' },
    { notification_dt: '2020-09-30', document_url: 'https://docs.wto.org/made-up/2' },
  ],
  ...fields,
});
const body = (rows: readonly unknown[], more: object = {}) => JSON.stringify({ data: rows, ...more });
const read = (...rows: readonly unknown[]) => wtoQr.parse(documentOf(body(rows), REQUESTS[0]!.url), QUERY).measures!;
const faultOf = (text: string) => refusalOf(() => wtoQr.parse(documentOf(text, REQUESTS[0]!.url), QUERY));

test('the WTO is asked for each product alone, ended restrictions included, with the key in a header', () => {
  expect(REQUESTS.map(({ url }) => [...new URL(url).searchParams])).toEqual(
    ['2846', '850511'].map((product) => [
      ['reporter_member_code', 'C458'],
      ['in_force_only', 'false'],
      ['product_codes', product],
      ['page', '1'],
    ]),
  );
  expect(REQUESTS[0]!.key).toEqual({ in: 'header', name: 'Ocp-Apim-Subscription-Key' });
});

describe('what the WTO answers', () => {
  test('a notified restriction is a measure of the product that was asked for, from an official source', () => {
    expect(read(row())).toEqual([
      {
        key: 'qr/9001',
        title: 'Made-up licence for exports of compounds',
        kind: 'export_licensing',
        kindInRegister: 'NAL-X',
        effect: 'restricting',
        implementer: 'MYS',
        isOfficial: true,
        announced: null,
        inForceFrom: '2012-01-01',
        removed: null,
        products: [{ code: '2846', inForceFrom: null, removed: null }],
        affected: [],
        page: 'https://docs.wto.org/made-up/2',
        locator: '#/data/0/id',
        publishedAt: Temporal.Instant.from('2020-09-30T00:00:00Z'),
      },
    ]);
  });

  test('the place leads to its id in the bytes', () => {
    const document = documentOf(body([row(), row({ id: 9002 })]), REQUESTS[0]!.url);
    const measures = wtoQr.parse(document, QUERY).measures!;
    expect(measures.map(({ locator }) => locate(document.bytes, locator))).toEqual(['9001', '9002']);
  });

  test('products that the answer itself names are taken from it', () => {
    const products = [{ code: '284610' }, { code: '284690' }];
    expect(read(row({ affected_products: products }))[0]!.products.map(({ code }) => code)).toEqual([
      '284610',
      '284690',
    ]);
  });

  test('restrictions on imports are left out, and those on both count as what they are on exports', () => {
    const imports = { flow: 'Import', symbol: 'P', group_name: 'Prohibition' };
    const exports = { flow: 'Export', symbol: 'GQ-X', group_name: 'Global quota' };
    expect(read(row({ measures: [imports] }))).toEqual([]);
    expect(read(row({ measures: [imports, exports] }))[0]).toMatchObject({
      kind: 'export_quota',
      kindInRegister: 'GQ-X',
    });
  });

  test.each([
    [['P-X'], 'export_ban'],
    [['CP-X'], 'export_ban'],
    [['NAL-X', 'P-X'], 'export_ban'],
    [['BQ-X'], 'export_quota'],
    [['al-x'], 'export_licensing'],
    [['STR-X'], 'export_other'],
    [[null], 'export_other'],
  ])('symbols %j are the kind %s, the strictest of several', (symbols, kind) => {
    const measures = symbols.map((symbol) => ({ flow: 'Export', symbol, group_name: 'x' }));
    expect(read(row({ measures }))[0]!.kind).toBe(kind);
  });

  test.each([
    [{ termination_dt: '2015-06-30T00:00:00' }, '2015-06-30'],
    [{ termination_dt: '' }, null],
    [{ termination_dt: [] }, null],
    [{ termination_dt: undefined }, null],
  ])('an end is a day, or is not stated: %j', (fields, removed) => {
    expect(read(row(fields))[0]!.removed).toBe(removed);
  });

  test('one without a description is named by its number, one with a long description by its beginning', () => {
    expect(read(row({ general_description: null }))[0]!.title).toBe('Quantitative restriction 9001');
    expect([...read(row({ general_description: 'é'.repeat(999) }))[0]!.title]).toHaveLength(300);
  });

  test('an empty list is an answer', () => {
    expect(read()).toEqual([]);
  });
});

describe('what is refused', () => {
  test('a restriction of another member is the answer to another question', () => {
    const error = faultOf(body([row({ reporter_member: { code: 'C554', name: {} } })]));
    expect(error).toMatchObject({
      fault: 'wrong_subject',
      message: '#/data/0/reporter_member is C554, asked was C458 (MYS)',
    });
  });

  test.each([
    [
      'a measure on neither side of the border',
      { measures: [{ flow: 'Transit', symbol: 'P' }] },
      /^#\/data\/0\/measures\/0 says/,
    ],
    ['a first day that is none', { in_force_from: 'January 2012' }, /^#\/data\/0\/in_force_from: /],
    ['a day that no calendar has', { in_force_from: '2012-02-31' }, /^#\/data\/0\/in_force_from: /],
    ['measures gone missing', { measures: undefined }, /^#\/data\/0\/measures: /],
    ['an id that is no number', { id: 'new' }, /^#\/data\/0\/id: is no number/],
  ])('%s is a change of format, with its place', (_, fields, message) => {
    const error = faultOf(body([row(fields)]));
    expect(error.fault).toBe('format');
    expect(error.message).toMatch(message);
  });
});

describe('pages', () => {
  const after = (text: string, page = 1) => {
    const request = { ...REQUESTS[0]!, url: REQUESTS[0]!.url.replace('page=1', `page=${page}`) };
    return wtoQr.next!(documentOf(text, request.url), request)?.url.split('page=')[1];
  };

  test('go on to the last one where the answer numbers it', () => {
    expect(after(body([row()], { meta: { last_page: 3 } }))).toBe('2');
    expect(after(body([row()], { meta: { last_page: 3 } }), 3)).toBeUndefined();
  });

  test('go on until one is empty where it does not', () => {
    expect(after(body([row()]), 4)).toBe('5');
    expect(after(body([]), 5)).toBeUndefined();
  });

  test('what cannot be read has no next page', () => {
    expect(after('{"message":"no"}')).toBeUndefined();
  });
});
