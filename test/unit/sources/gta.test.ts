import { describe, expect, test } from 'vitest';
import { gta } from '../../../services/sources/gta/connector.ts';
import { locate } from '../../../services/sources/wire/locator.ts';
import { documentOf, problemsOf, refusalOf, spanOf } from './documents.ts';

const QUERY = gta.query.parse({
  implementer: 'MYS',
  kinds: ['export_ban', 'export_licensing'],
  products: ['284690', '850511'],
  announced_from: '2023-01-01',
});
const [REQUEST] = gta.requests(QUERY, spanOf('2026-01', '2026-11'), {
  baseUrl: 'https://api.globaltradealert.org',
  hasKey: true,
});

/** Made up, in the shape of an answer of API v2. */
const row = (fields: Readonly<Record<string, unknown>> = {}) => ({
  intervention_id: 900001,
  state_act_id: 90001,
  state_act_title: 'Malaysia: Made-up ban on exports of compounds',
  intervention_description: [{ status: 'changed', order_nr: 1, text: '<p>Made up by nobody</p>' }],
  intervention_url: 'https://globaltradealert.org/intervention/900001?key=0b6f1c9e-1111-4222-8333-123456789abc',
  is_official_source: true,
  gta_evaluation: 'Red',
  implementing_jurisdictions: [{ id: 458, name: 'Malaysia', iso: 'MYS' }],
  affected_jurisdictions: [{ id: 840, name: 'United States of America', iso: 'USA' }],
  intervention_type: 'Export ban',
  affected_products: [{ product_id: 284690, date_implemented: '2026-03-01', date_removed: null }],
  date_announced: '2026-02-01',
  date_published: '2026-02-09',
  date_implemented: '2026-03-01',
  date_removed: null,
  is_in_force: 1,
  last_updated: '2026-02-01',
  ...fields,
});
const body = (...rows: readonly unknown[]) => JSON.stringify(rows);
const parse = (...rows: readonly unknown[]) => gta.parse(documentOf(body(...rows)), QUERY).measures!;
const faultOf = (...rows: readonly unknown[]) => refusalOf(() => parse(...rows));

describe('what GTA is asked', () => {
  test('all measures on the products, by a POST with the key in a header', () => {
    expect(REQUEST).toMatchObject({
      method: 'POST',
      key: { in: 'header', name: 'Authorization', prefix: 'APIKey ' },
      accepts: ['application/json'],
    });
    expect(REQUEST!.url).toMatch(
      /^https:\/\/api\.globaltradealert\.org\/api\/v2\/gta\/data\/#body-sha256=[0-9a-f]{16}$/,
    );
    expect(JSON.parse(REQUEST!.body!)).toEqual({
      limit: 1000,
      offset: 0,
      sorting: '-date_announced',
      request_data: {
        implementer: [458],
        affected_products: [284690, 850511],
        intervention_types: [19, 35],
        announcement_period: ['2023-01-01', null],
      },
    });
  });

  test('the same for any span: a part of the list would make the rest look unlisted', () => {
    const access = { baseUrl: 'https://api.globaltradealert.org', hasKey: true };
    expect(gta.requests(QUERY, spanOf('2015-01', '2015-12'), access)).toEqual([REQUEST]);
  });

  test('the United States are 840 here, not 842', () => {
    const [request] = gta.requests({ ...QUERY, implementer: 'USA' }, spanOf('2026-01', '2026-11'), {
      baseUrl: 'https://api.globaltradealert.org',
      hasKey: true,
    });
    expect(JSON.parse(request!.body!)).toMatchObject({ request_data: { implementer: [840] } });
  });

  test.each([
    ['a code of four digits, which finds nothing', { products: ['2846'] }, /HS code of 6 digits/],
    ['a kind that GTA does not have', { kinds: ['legal_event'] }, /no such intervention type/],
    [
      'a jurisdiction without a number',
      { implementer: 'ATL' },
      /"ATL" has no code in services\/sources\/gta\/query.ts/,
    ],
  ])('a query with %s is refused', (_, fields, problem) => {
    expect(problemsOf(gta.query, { ...QUERY, ...fields })).toMatch(problem);
  });

  test('it feeds no series', () => {
    expect(gta.yields(QUERY)).toEqual([]);
  });
});

describe('pages', () => {
  test('go on by the rows that came until a page is empty, each with a URL of its own', () => {
    const second = gta.next!(documentOf(body(row(), row())), REQUEST!)!;
    expect(JSON.parse(second.body!)).toEqual({ ...JSON.parse(REQUEST!.body!), offset: 2 });
    expect(second).toMatchObject({ method: 'POST', key: REQUEST!.key });
    expect(second.url).not.toBe(REQUEST!.url);
    const third = gta.next!(documentOf(body(row())), second)!;
    expect(JSON.parse(third.body!)).toMatchObject({ offset: 3 });
    expect(third.url.split('#')).toHaveLength(2);
    expect(gta.next!(documentOf('[]'), third)).toBeUndefined();
  });

  test('what cannot be read has no next page', () => {
    expect(gta.next!(documentOf('{"detail":"no"}'), REQUEST!)).toBeUndefined();
    expect(gta.next!(documentOf('<html>'), REQUEST!)).toBeUndefined();
  });
});

describe('what GTA answers', () => {
  test('an intervention is a measure with its dates, products and partners', () => {
    expect(parse(row())).toEqual([
      {
        key: 'intervention/900001',
        title: 'Malaysia: Made-up ban on exports of compounds',
        kind: 'export_ban',
        kindInRegister: 'Export ban',
        effect: 'restricting',
        implementer: 'MYS',
        isOfficial: true,
        announced: '2026-02-01',
        inForceFrom: '2026-03-01',
        removed: null,
        products: [{ code: '284690', inForceFrom: '2026-03-01', removed: null }],
        affected: ['USA'],
        page: 'https://globaltradealert.org/intervention/900001',
        locator: '#/0/intervention_id',
        publishedAt: Temporal.Instant.from('2026-02-09T00:00:00Z'),
      },
    ]);
  });

  test('the place leads to its id in the bytes', () => {
    const document = documentOf(body(row(), row({ intervention_id: 900002 })));
    const places = gta.parse(document, QUERY).measures!.map(({ locator }) => locate(document.bytes, locator));
    expect(places).toEqual(['900001', '900002']);
  });

  test('no description, no source text and no key of a link goes further than the document', () => {
    expect(JSON.stringify(parse(row()))).not.toMatch(/Made up by nobody|0b6f1c9e|<p>/);
  });

  test('an empty list is an answer: the register was asked and lists nothing', () => {
    expect(gta.parse(documentOf('[]'), QUERY)).toEqual({ observations: [], publications: [], measures: [] });
  });

  test('an entry is published on the later of its two days: it was not there before it was published', () => {
    const publishedOn = (fields: Parameters<typeof row>[0]) => parse(row(fields))[0]!.publishedAt?.toString();
    expect(publishedOn({ last_updated: '2026-05-01' })).toBe('2026-05-01T00:00:00Z');
    expect(publishedOn({ date_published: null })).toBe('2026-02-01T00:00:00Z');
    expect(publishedOn({ date_published: null, last_updated: null })).toBeUndefined();
  });

  test('a date that the register does not state is not stated here', () => {
    const fields = { date_announced: null, date_implemented: null, date_removed: null };
    expect(parse(row(fields))[0]).toMatchObject({ announced: null, inForceFrom: null, removed: null });
  });

  test('a granted licence is a licensing measure that frees trade', () => {
    const fields = { intervention_type: 'Export licensing requirement', gta_evaluation: 'Green' };
    expect(parse(row(fields))[0]).toMatchObject({ kind: 'export_licensing', effect: 'liberalising' });
  });

  test('codes come as numbers: a leading zero is put back, and bare codes have no dates of their own', () => {
    const products = parse(row({ affected_products: [10121, 284690] }))[0]!.products;
    expect(products).toEqual([
      { code: '010121', inForceFrom: null, removed: null },
      { code: '284690', inForceFrom: null, removed: null },
    ]);
  });

  test('of several implementers it is the one that was asked for', () => {
    const jurisdictions = [
      { id: 702, name: 'Singapore', iso: 'SGP' },
      { id: 458, name: 'Malaysia', iso: 'MYS' },
    ];
    expect(parse(row({ implementing_jurisdictions: jurisdictions }))[0]!.implementer).toBe('MYS');
  });
});

describe('what is refused', () => {
  test.each([
    [
      'another implementer',
      { implementing_jurisdictions: [{ id: 156, name: 'China', iso: 'CHN' }] },
      '#/0/implementing_jurisdictions is 156 (CHN), asked was 458 (MYS)',
    ],
    [
      'no implementer',
      { implementing_jurisdictions: [] },
      '#/0/implementing_jurisdictions is empty, asked was 458 (MYS)',
    ],
    [
      'another kind',
      { intervention_type: 'Export tax' },
      '#/0/intervention_type is Export tax, asked was export_ban, export_licensing',
    ],
  ])('%s is the answer to another question', (_, fields, message) => {
    expect(faultOf(row(fields))).toMatchObject({ fault: 'wrong_subject', message });
  });

  test.each([
    [
      'a name of a kind that is not known',
      { intervention_type: 'Export blockade' },
      /^#\/0\/intervention_type "Export blockade"/,
    ],
    ['a day that is none', { date_announced: '2026-02-30' }, /^#\/0\/date_announced: is no day/],
    ['a day gone missing', { date_implemented: undefined }, /^#\/0\/date_implemented: /],
    ['a title gone missing', { state_act_title: undefined }, /^#\/0\/state_act_title: /],
    ['a new colour', { gta_evaluation: 'Blue' }, /^#\/0\/gta_evaluation: /],
    ['products in another shape', { affected_products: [{ hs: '284690' }] }, /^#\/0\/affected_products\/0/],
    ['partners in another shape', { affected_jurisdictions: ['USA'] }, /^#\/0\/affected_jurisdictions\/0: /],
    ['an official source that is neither yes nor no', { is_official_source: 'perhaps' }, /^#\/0\/is_official_source: /],
  ])('%s is a change of format, with its place', (_, fields, message) => {
    const error = faultOf(row(fields));
    expect(error.fault).toBe('format');
    expect(error.message).toMatch(message);
  });

  test('the second row is named by its place', () => {
    expect(faultOf(row(), row({ last_updated: 'yesterday' })).message).toMatch(/^#\/1\/last_updated: /);
  });
});
