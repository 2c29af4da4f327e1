import { describe, expect, test } from 'vitest';
import { comtrade } from '../../../services/sources/comtrade/connector.ts';
import { documentOf, problemsOf, refusalOf, spanOf, strayFigures } from './documents.ts';

const QUERY = comtrade.query.parse({
  frequency: 'year',
  reporter: 'CHN',
  partners: ['MYS', 'W00'],
  products: ['2846'],
  flows: ['import'],
});
const MONTHLY = { ...QUERY, frequency: 'month' as const };
const KEYLESS = { baseUrl: 'https://comtradeapi.un.org', hasKey: false };
const KEYED = { ...KEYLESS, hasKey: true };

const DATA_URL = 'https://comtradeapi.un.org/public/v1/preview/C/A/HS?maxRecords=500';
const METADATA_URL = 'https://comtradeapi.un.org/public/v1/getMetadata/C/A/HS?reporterCode=156';

/** China's imports of HS 2846 from Malaysia in 2022: 7,212,683 kg, US$281,069,324 (UN Comtrade, reporter 156). */
const MALAYSIA_2022 = {
  typeCode: '"C"',
  freqCode: '"A"',
  refYear: '2022',
  refMonth: '52',
  period: '"2022"',
  reporterCode: '156',
  flowCode: '"M"',
  partnerCode: '458',
  partner2Code: '0',
  cmdCode: '"2846"',
  customsCode: '"C00"',
  motCode: '0',
  qtyUnitCode: '8',
  netWgt: '7212683.0',
  isNetWgtEstimated: 'false',
  cifvalue: '281069324.0',
  fobvalue: 'null',
  primaryValue: '281069324.0',
};
type Fields = Partial<typeof MALAYSIA_2022>;

const rowText = (fields: Fields) =>
  `{${Object.entries({ ...MALAYSIA_2022, ...fields }).map(([name, text]) => `"${name}":${text}`)}}`;
const answer = (...rows: Fields[]) =>
  documentOf(`{"elapsedTime":"0.1 secs","count":${rows.length},"data":[${rows.map(rowText)}],"error":""}`, DATA_URL);
const parse = (...rows: Fields[]) => comtrade.parse(answer(...rows), QUERY).observations;
const faultOf = (...rows: Fields[]) => refusalOf(() => parse(...rows));

describe('what Comtrade is asked', () => {
  test('without a key the preview is asked for at most 500 records', () => {
    const [metadata, availability, data] = comtrade.requests(QUERY, spanOf('2020-01', '2024-12'), KEYLESS);
    expect(metadata?.url).toBe('https://comtradeapi.un.org/public/v1/getMetadata/C/A/HS?reporterCode=156');
    expect(availability?.url).toBe('https://comtradeapi.un.org/public/v1/getDA/C/A/HS?reporterCode=156');
    const url = new URL(data!.url);
    expect(url.pathname).toBe('/public/v1/preview/C/A/HS');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      reporterCode: '156',
      period: '2020,2021,2022,2023,2024',
      partnerCode: '458,0',
      cmdCode: '2846',
      flowCode: 'M',
      partner2Code: '0',
      motCode: '0',
      customsCode: 'C00',
      breakdownMode: 'classic',
      includeDesc: 'true',
      maxRecords: '500',
      format: 'JSON',
    });
    expect(data).not.toHaveProperty('key');
  });

  test('with a key the data path is asked for up to 100 000 records, the key in the header alone', () => {
    const [metadata, availability, data] = comtrade.requests(QUERY, spanOf('2024-01', '2024-12'), KEYED);
    expect(new URL(metadata!.url).pathname).toBe('/data/v1/getMetadata/C/A/HS');
    expect(new URL(availability!.url).pathname).toBe('/data/v1/getDA/C/A/HS');
    expect(new URL(data!.url).pathname).toBe('/data/v1/get/C/A/HS');
    expect(new URL(data!.url).searchParams.get('maxRecords')).toBe('100000');
    expect(data!.key).toEqual({ in: 'header', name: 'Ocp-Apim-Subscription-Key' });
  });

  test('a call holds at most twelve periods, and the newest twelve stand together', () => {
    const [, , ...calls] = comtrade.requests(MONTHLY, spanOf('2025-01', '2026-03'), KEYLESS);
    expect(calls.map(({ url }) => new URL(url).searchParams.get('period')?.split(','))).toEqual([
      ['202501', '202502', '202503'],
      expect.toSatisfy((periods: string[]) => periods.length === 12 && periods.at(-1) === '202603'),
    ]);
  });

  test('a call asks for fewer periods where their records could reach the limit', () => {
    const wide = { ...MONTHLY, products: Array.from({ length: 99 }, (_, code) => String(1000 + code)) };
    const [, , ...calls] = comtrade.requests(wide, spanOf('2025-01', '2025-12'), KEYLESS);
    expect(calls.map(({ url }) => new URL(url).searchParams.get('period')!.split(',').length)).toEqual(
      Array.from({ length: 6 }, () => 2),
    );
  });

  test('a proxy stands in for the origin', () => {
    const [metadata] = comtrade.requests(QUERY, spanOf('2024-01', '2024-12'), {
      baseUrl: 'http://proxy:80/un/',
      hasKey: false,
    });
    expect(metadata!.url).toMatch(/^http:\/\/proxy\/un\/public\/v1\/getMetadata\//);
  });
});

describe('the query', () => {
  test.each([
    [{ partners: ['XYZ'] }, /"XYZ" has no code in services\/sources\/comtrade\/areas.ts/],
    [{ reporter: 'W00' }, /the world reports nothing/],
    [{ products: ['284'] }, /HS code of 2, 4 or 6 digits/],
    [{ products: [2846] }, /expected string/],
    [{ partners: ['MYS', 'MYS'] }, /names an item twice/],
    [{ flows: [] }, /name at least one/],
    [{ flow: 'import' }, /Unrecognized key/],
  ])('%j is refused with what is wrong', (wrong, message) => {
    expect(problemsOf(comtrade.query, { ...QUERY, ...wrong })).toMatch(message);
  });

  test('it yields the net weight and the value of each partner, product and flow', () => {
    const from = (partner: string) => ({ reporter: 'CHN', partner, product: 'HS/2846', flow: 'import' });
    expect(comtrade.yields(QUERY)).toEqual(
      ['MYS', 'W00'].flatMap((partner) => [
        {
          dimensions: { ...from(partner), measure: 'net_weight' },
          unit: 'kg',
          basis: 'gross-weight',
          frequency: 'year',
        },
        { dimensions: { ...from(partner), measure: 'value' }, unit: 'USD', frequency: 'year' },
      ]),
    );
  });
});

describe('what Comtrade answers', () => {
  test('a row is a net weight in kilograms and a value in dollars, of the year whose month is written 52', () => {
    const dimensions = { reporter: 'CHN', partner: 'MYS', product: 'HS/2846', flow: 'import' };
    const period = { start: Temporal.PlainYearMonth.from('2022-01'), months: 12 };
    expect(parse({})).toEqual([
      {
        of: { dimensions: { ...dimensions, measure: 'net_weight' } },
        period,
        unit: 'kg',
        value: '7212683',
        status: 'reported',
        locator: '#/data/0/netWgt',
      },
      {
        of: { dimensions: { ...dimensions, measure: 'value' } },
        period,
        unit: 'USD',
        basis: 'cif',
        value: '281069324',
        status: 'reported',
        locator: '#/data/0/primaryValue',
      },
    ]);
  });

  test('what is parsed is what stands in the bytes', () => {
    const document = answer(
      {},
      { partnerCode: '0', netWgt: '44748358.435', primaryValue: '1063610537.0', cifvalue: '1063610537.0' },
    );
    const report = comtrade.parse(document, QUERY);
    expect(report.observations).toHaveLength(4);
    expect(strayFigures(document, report)).toEqual([]);
  });

  test('a weight that Comtrade estimated is estimated, and its value is not', () => {
    expect(parse({ isNetWgtEstimated: 'true' }).map(({ status }) => status)).toEqual(['estimated', 'reported']);
  });

  test.each([
    ['null', { netWgt: 'null', qtyUnitCode: '-1' }],
    ['null in kilograms', { netWgt: 'null' }],
    ['0 without a unit', { netWgt: '0.0', qtyUnitCode: '-1', primaryValue: '0.0', cifvalue: '0.0' }],
    ['0 beside goods of some value', { netWgt: '0.0' }],
  ])('a weight of %s is missing, not zero', (_, fields) => {
    expect(parse(fields)[0]).toMatchObject({ value: null, status: 'missing' });
  });

  test('a weight and a value of 0 in kilograms are a reported zero', () => {
    const zero = { value: '0', status: 'reported' };
    expect(parse({ netWgt: '0', primaryValue: '0.0', cifvalue: '0.0' })).toMatchObject([zero, zero]);
  });

  test('a value of null is missing', () => {
    expect(parse({ primaryValue: 'null', cifvalue: 'null' })[1]).toMatchObject({ value: null, status: 'missing' });
  });

  test('an import whose value is not its CIF value is refused', () => {
    expect(faultOf({ cifvalue: '281069325.0' })).toMatchObject({
      fault: 'format',
      message: '#/data/0/primaryValue 281069324 is not the CIF value 281069325',
    });
  });

  test('an import that is valued FOB says so', () => {
    const [, value] = parse({ cifvalue: 'null', fobvalue: '281069324.0' });
    expect(value).toMatchObject({ value: '281069324', note: 'valued FOB, not CIF' });
  });

  test('an FOB value of 0.0 beside the CIF value stands for none, as in the answers of 2020', () => {
    expect(parse({ fobvalue: '0.0' })[1]).not.toHaveProperty('note');
  });

  test('an export is checked against its FOB value', () => {
    const query = { ...QUERY, flows: ['export' as const] };
    const exported = (fields: Fields) => comtrade.parse(answer({ flowCode: '"X"', ...fields }), query).observations[1];
    expect(exported({ cifvalue: 'null', fobvalue: '281069324.0' })).toMatchObject({
      of: { dimensions: { flow: 'export' } },
    });
    expect(() => exported({ cifvalue: 'null', fobvalue: '1.0' })).toThrow(/is not the FOB value 1/);
  });

  test.each([
    ['country', { reporterCode: '392' }, '#/data/0/reporterCode is 392, asked was 156 (CHN)'],
    ['partner', { partnerCode: '702' }, '#/data/0/partnerCode is 702, asked was 458 (MYS), 0 (W00)'],
    ['product', { cmdCode: '"2805"' }, '#/data/0/cmdCode is 2805, asked was 2846 (HS/2846)'],
    ['flow', { flowCode: '"RX"' }, '#/data/0/flowCode is RX, asked was M (import)'],
    ['frequency', { freqCode: '"M"' }, '#/data/0/freqCode is M, asked was A (year)'],
    ['second partner', { partner2Code: '344' }, '#/data/0/partner2Code is 344, asked was 0'],
    ['mode of transport', { motCode: '2100' }, '#/data/0/motCode is 2100, asked was 0'],
    ['customs procedure', { customsCode: '"C04"' }, '#/data/0/customsCode is C04, asked was C00'],
  ])('a row of another %s is the answer to another question', (_, fields, message) => {
    expect(faultOf(fields)).toMatchObject({ fault: 'wrong_subject', message });
  });

  test('a flow that comes twice is refused, never picked from', () => {
    expect(faultOf({}, {})).toMatchObject({
      fault: 'format',
      message:
        'CHN, MYS, HS/2846, import, net_weight of 2022 is stated twice: at #/data/0/netWgt and at #/data/1/netWgt',
    });
  });

  test.each([[{ refMonth: '12' }], [{ refYear: '2021' }], [{ period: '"202212"' }]])(
    'an annual row whose period contradicts itself is refused: %j',
    (fields) => {
      expect(faultOf(fields)).toMatchObject({ fault: 'format', message: expect.stringMatching(/^#\/data\/0\/period/) });
    },
  );

  test('a monthly row is of its month', () => {
    const month = { freqCode: '"M"', period: '"202401"', refYear: '2024', refMonth: '1' };
    const [weight] = comtrade.parse(answer(month), MONTHLY).observations;
    expect(weight!.period).toEqual({ start: Temporal.PlainYearMonth.from('2024-01'), months: 1 });
    expect(refusalOf(() => comtrade.parse(answer({ ...month, period: '"202413"' }), MONTHLY)).fault).toBe('format');
  });

  test('a field that is not in the publisher’s format is named by its place', () => {
    expect(faultOf({}, { partnerCode: '0', netWgt: '"n/a"' }).message).toBe('#/data/1/netWgt: is no decimal number');
  });

  test('an empty answer is no content: it tells neither no trade from not yet released', () => {
    // As recorded for a wrong parameter and for a year that is not there.
    const empty = documentOf('{"elapsedTime":"0.08 secs","count":0,"data":[],"error":""}', DATA_URL);
    expect(refusalOf(() => comtrade.parse(empty, QUERY)).fault).toBe('no_content');
  });

  test('an answer with as many records as were allowed is refused: others may have been cut off', () => {
    const rows = [{}, { partnerCode: '0' }];
    const full = { ...answer(...rows), url: DATA_URL.replace('500', '2') };
    expect(refusalOf(() => comtrade.parse(full, QUERY))).toMatchObject({
      fault: 'format',
      message: expect.stringContaining('cut off'),
    });
  });

  test('an answer that counts more records than it holds is refused', () => {
    const body = `{"count":2,"data":[${rowText({})}]}`;
    expect(refusalOf(() => comtrade.parse(documentOf(body, DATA_URL), QUERY)).message).toMatch(
      /counts 2 records and holds 1/,
    );
  });

  test.each([
    ['{"statusCode":429,"message":"Rate limit is exceeded. Try again in 2 seconds."}', 'throttled', 2000],
    [
      '{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in 03:14:17."}',
      'throttled',
      11_657_000,
    ],
    ['{"statusCode":401,"message":"Access denied due to invalid subscription key."}', 'refused', undefined],
    ['{"errorObject":{"errorMessage":"All calls are rejected by policy."}}', 'refused', undefined],
    ['{"count":0,"data":[],"error":"Invalid period"}', 'refused', undefined],
    ['{"statusCode":500,"message":"Internal server error"}', 'unavailable', undefined],
  ])('%s is an error in the body', (body, fault, retryAfterMs) => {
    expect(refusalOf(() => comtrade.parse(documentOf(body, DATA_URL), QUERY))).toMatchObject({ fault, retryAfterMs });
  });

  test('a key that a refusal repeats is struck out', () => {
    const body = `{"statusCode":401,"message":"invalid key ${'0123456789abcdef'.repeat(2)}"}`;
    expect(refusalOf(() => comtrade.parse(documentOf(body, DATA_URL), QUERY)).message).not.toMatch(/0123456789/);
  });
});

describe('when Comtrade published', () => {
  /** Publications of China's annual data for 2024 and 2023 (UN Comtrade getMetadata, reporter 156). */
  const metadata = (dataset: string) => documentOf(`{"count":1,"data":[${dataset}],"error":""}`, METADATA_URL);
  const notes =
    '[{"publicationDate":"2025-07-04T18:20:18.8501654","publicationNote":"Specific revision: net weight"},' +
    '{"publicationDate":"2025-06-14T16:39:28.5348989","publicationNote":"New Data"}]';

  test('a period was last published when its latest note says, whatever their order', () => {
    const report = comtrade.parse(
      metadata(`{"reporterCode":156,"freqCode":"A","period":2024,"notes":${notes}}`),
      QUERY,
    );
    expect(report).toEqual({
      observations: [],
      publications: [
        {
          period: { start: Temporal.PlainYearMonth.from('2024-01'), months: 12 },
          publishedAt: Temporal.Instant.from('2025-07-04T18:20:18.8501654Z'),
          note: 'Specific revision: net weight',
        },
      ],
    });
  });

  test('a note of N/A is none', () => {
    const note = '[{"publicationDate":"2005-12-30T00:00:00","publicationNote":"N/A"}]';
    const { publications } = comtrade.parse(
      metadata(`{"reporterCode":156,"freqCode":"A","period":1992,"notes":${note}}`),
      QUERY,
    );
    expect(publications[0]).not.toHaveProperty('note');
  });

  test('a month is named by six digits', () => {
    const monthly = metadata(`{"reporterCode":156,"freqCode":"M","period":202401,"notes":${notes}}`);
    expect(comtrade.parse(monthly, MONTHLY).publications[0]?.period).toEqual({
      start: Temporal.PlainYearMonth.from('2024-01'),
      months: 1,
    });
  });

  test('publications of another reporter or frequency are the answer to another question', () => {
    const other = `{"reporterCode":392,"freqCode":"A","period":2024,"notes":${notes}}`;
    expect(refusalOf(() => comtrade.parse(metadata(other), QUERY)).fault).toBe('wrong_subject');
    const annual = `{"reporterCode":156,"freqCode":"A","period":2024,"notes":${notes}}`;
    expect(refusalOf(() => comtrade.parse(metadata(annual), MONTHLY)).fault).toBe('wrong_subject');
  });

  test('a date that is none is named by its place', () => {
    const bad = '{"reporterCode":156,"freqCode":"A","period":2024,"notes":[{"publicationDate":"soon"}]}';
    expect(refusalOf(() => comtrade.parse(metadata(bad), QUERY)).message).toBe(
      '#/data/0/notes/0/publicationDate: "soon" is no date and time',
    );
  });

  test('no publication at all is no error', () => {
    expect(comtrade.parse(documentOf('{"count":0,"data":[],"error":""}', METADATA_URL), QUERY).publications).toEqual(
      [],
    );
  });
});
