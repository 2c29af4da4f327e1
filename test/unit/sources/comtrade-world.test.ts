import { describe, expect, test } from 'vitest';
import { comtrade } from '../../../services/sources/comtrade/connector.ts';
import { documentOf, problemsOf, refusalOf, spanOf } from './documents.ts';

const NAMED = comtrade.query.parse({
  frequency: 'year',
  reporter: 'CHN',
  partners: ['MYS', 'W00'],
  products: ['2846'],
  flows: ['import'],
});
const CHECKED = { ...NAMED, check_world: true };

/** Rows of one year by partner code and US dollars; the figures are made up, but for the test that says so. */
const answerOf = (values: readonly (readonly [partner: number, usd: string | null])[]) => {
  const rows = values.map(
    ([partner, usd]) =>
      `{"typeCode":"C","freqCode":"A","refYear":2022,"refMonth":52,"period":"2022","reporterCode":156,"flowCode":"M",` +
      `"partnerCode":${partner},"partner2Code":0,"cmdCode":"2846","customsCode":"C00","motCode":0,"qtyUnitCode":8,` +
      `"netWgt":1.0,"isNetWgtEstimated":false,"cifvalue":${usd},"fobvalue":null,"primaryValue":${usd}}`,
  );
  return documentOf(`{"count":${rows.length},"data":[${rows.join(',')}],"error":""}`);
};
const valuesOf = (query: typeof NAMED, ...values: (readonly [number, string | null])[]) =>
  comtrade
    .parse(answerOf(values), query)
    .observations.filter(({ unit }) => unit === 'USD')
    .map(({ value }) => value);

describe('a query that checks the World row', () => {
  test('asks for every partner, and for no more periods a call than their rows leave room for', () => {
    const access = { baseUrl: 'https://comtradeapi.un.org', hasKey: false };
    const [, , ...calls] = comtrade.requests(CHECKED, spanOf('2020-01', '2024-12'), access);
    expect(calls.map(({ url }) => new URL(url).searchParams.get('period'))).toEqual([
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
    ]);
    expect(calls.every(({ url }) => !new URL(url).searchParams.has('partnerCode'))).toBe(true);
    const [, , ...keyed] = comtrade.requests(CHECKED, spanOf('2020-01', '2024-12'), { ...access, hasKey: true });
    expect(keyed).toHaveLength(1);
  });

  test('keeps the figures of the partners that it names, and no others', () => {
    expect(valuesOf(CHECKED, [0, '100.0'], [458, '60.0'], [702, '40.0'])).toEqual(['100', '60']);
  });

  test.each([
    ['exactly', '100.0'],
    ['to a dollar', '101.0'],
    ['to a dollar below', '99'],
  ])('takes partners that add up %s', (_, world) => {
    expect(valuesOf(CHECKED, [0, world], [458, '60.0'], [702, '40.0'])).toHaveLength(2);
  });

  test('allows a billionth of a World that is larger', () => {
    expect(valuesOf(CHECKED, [0, '5000000000'], [458, '5000000005'])).toHaveLength(2);
    expect(() => valuesOf(CHECKED, [0, '5000000000'], [458, '5000000005.01'])).toThrow(/rows are missing or doubled/);
  });

  test.each([
    ['a partner is missing', [[458, '60.0']]],
    ['no partner is there', []],
    [
      'a partner is too large',
      [
        [458, '60.0'],
        [702, '42.0'],
      ],
    ],
  ] as const)('refuses an answer in which %s', (_, partners) => {
    const error = refusalOf(() => comtrade.parse(answerOf([[0, '100.0'], ...partners]), CHECKED));
    expect(error).toMatchObject({
      fault: 'format',
      message: expect.stringMatching(
        /^#\/data\/0\/primaryValue World is 100 USD, and the \d partners of 2022 beside it/,
      ),
    });
  });

  test('says nothing where World or its value is not given', () => {
    expect(valuesOf(CHECKED, [458, '60.0'])).toEqual(['60']);
    expect(valuesOf(CHECKED, [0, null], [458, '60.0'])).toEqual([null, '60']);
  });
});

describe('a query that names its partners', () => {
  test('cannot tell whether they are all, but sees when they exceed World', () => {
    expect(valuesOf(NAMED, [0, '100.0'], [458, '60.0'])).toEqual(['100', '60']);
    expect(refusalOf(() => valuesOf(NAMED, [0, '100.0'], [458, '102.0'])).message).toMatch(/beside it make 102$/);
  });

  test('is what a query is that says nothing of it', () => {
    expect(NAMED.check_world).toBe(false);
    expect(problemsOf(comtrade.query, { ...NAMED, check_world: 'yes' })).toMatch(/expected boolean/);
  });
});
