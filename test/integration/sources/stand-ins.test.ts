import { describe, expect, test } from 'vitest';
import { startAllStandIns } from '../../stand-ins/all.ts';
import { census } from '../../stand-ins/census.ts';
import { comtrade } from '../../stand-ins/comtrade.ts';
import { eia } from '../../stand-ins/eia.ts';
import { gta } from '../../stand-ins/gta.ts';
import { protocols } from '../../stand-ins/registry.ts';
import { type Protocol, type StandIn, startStandIn } from '../../stand-ins/stand-in.ts';
import { usgs } from '../../stand-ins/usgs.ts';
import { wtoQr } from '../../stand-ins/wto-qr.ts';

/** Puts one request to a publisher of its own; redirects are not followed. */
async function asked(protocol: Protocol, path: string, init: RequestInit = {}): Promise<Response> {
  await using standIn = await startStandIn(protocol);
  const response = await fetch(standIn.url + path, { redirect: 'manual', ...init });
  // Read before the publisher goes.
  return new Response(response.status === 204 ? null : await response.arrayBuffer(), response);
}
const textOf = async (answer: Promise<Response>) => (await answer).text();
const jsonOf = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;

describe('Census', () => {
  const PATH = '/data/timeseries/intltrade/imports/hs';
  const ask = (query: string) => asked(census, `${PATH}?${query}&key=${census.key}`);

  test('sends whoever has no key to a page about it, and says so in a header', async () => {
    const answer = await asked(census, `${PATH}?get=GEN_VAL_MO`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(/missing_key\.html$/);
    expect(answer.headers.get('x-datawebapi-keyerror')).toBe('1');
    expect((await asked(census, `${PATH}?get=GEN_VAL_MO&key=x`)).headers.get('location')).toMatch(/invalid_key/);
    expect(await textOf(asked(census, '/data/invalid_key.html'))).toContain('<h1>Invalid Key</h1>');
  });

  test('answers as was recorded: strings alone, predicates again at the end', async () => {
    const query = 'get=GEN_VAL_MO,I_COMMODITY&COMM_LVL=HS6&I_COMMODITY=854231&time=from+2013-01+to+2013-02';
    expect(await jsonOf(ask(query))).toEqual([
      ['GEN_VAL_MO', 'I_COMMODITY', 'COMM_LVL', 'I_COMMODITY', 'time'],
      ['1167461768', '854231', 'HS6', '854231', '2013-01'],
      ['1196050876', '854231', 'HS6', '854231', '2013-02'],
    ]);
  });

  test('gives the total beside the countries where countries are asked for without naming one', async () => {
    const rows = await jsonOf<string[][]>(ask('get=CTY_CODE,GEN_VAL_MO&I_COMMODITY=8542*&time=2013-01'));
    expect(rows.slice(1).map(([country]) => country)).toEqual(['-', '5570']);
  });

  test('says nothing at all, 204, of a month that it does not have', async () => {
    expect((await ask('get=GEN_VAL_MO&I_COMMODITY=854231&time=2009-12')).status).toBe(204);
  });

  test('names a variable that it does not know', async () => {
    const answer = await ask('get=GEN_VAL_MO,XYZ');
    expect([answer.status, await answer.text()]).toEqual([400, "error: unknown variable 'XYZ'"]);
    expect(await textOf(ask('get=CTY_NAME'))).toBe("error: 'CTY_NAME' needs 'CTY_CODE' in get");
    expect((await ask(`get=${Array.from({ length: 51 }, () => 'YEAR').join(',')}`)).status).toBe(400);
  });
});

describe('Comtrade', () => {
  const PREVIEW = '/public/v1/preview/C/A/HS';
  const PINNED = 'partner2Code=0&motCode=0&customsCode=C00';
  interface Body {
    count: number;
    data: { period: string; partnerCode: number; motCode: number }[];
  }
  const ask = (query: string) => jsonOf<Body>(asked(comtrade, `${PREVIEW}?${query}`));

  test('gives the rows that are asked for, with their digits', async () => {
    const text = await textOf(
      asked(comtrade, `${PREVIEW}?REPORTERCODE=156&period=2022&partnerCode=0&cmdCode=2846&flowCode=M&${PINNED}`),
    );
    expect(text).toContain('"netWgt":44748358.435');
    expect(text).toContain('"count":1,');
  });

  test('gives the same flow once for each breakdown that is left open', async () => {
    const query = 'reporterCode=156&period=2022&partnerCode=458&partner2Code=0&customsCode=C00';
    expect((await ask(query)).data.map(({ motCode }) => motCode)).toEqual([0, 2100]);
    expect((await ask('reporterCode=156&period=2022&partnerCode=458')).count).toBe(8);
  });

  test('cuts off what is beyond the cap, without a word', async () => {
    expect(await ask(`reporterCode=156&${PINNED}&maxRecords=3`)).toMatchObject({ count: 3, error: '' });
  });

  test('has nothing to say to a wrong parameter, as to a product that was not traded', async () => {
    expect(await ask('flowCode=-1')).toMatchObject({ count: 0, data: [], error: '' });
    expect(await ask('cmdCode=261220')).toMatchObject({ count: 0, data: [], error: '' });
  });

  test('refuses more than twelve periods', async () => {
    const periods = Array.from({ length: 13 }, (_, at) => 2000 + at).join(',');
    expect((await asked(comtrade, `${PREVIEW}?period=${periods}`)).status).toBe(400);
  });

  test('says of which periods it holds the data of a reporter', async () => {
    const { data } = await jsonOf<{ data: { period: number }[] }>(
      asked(comtrade, '/public/v1/getDA/C/A/HS?reporterCode=156'),
    );
    expect(data.map(({ period }) => period)).toEqual([2020, 2021, 2022, 2023, 2024]);
    expect(await ask('reporterCode=458')).toMatchObject({ count: 0 });
  });

  test('wants a key on one of its two roads, in a header or in the query', async () => {
    const keyed = (init: RequestInit, query = '') => asked(comtrade, `/data/v1/get/C/A/HS?${query}`, init);
    expect((await keyed({})).status).toBe(401);
    expect((await keyed({ headers: { 'ocp-apim-subscription-key': 'wrong' } })).status).toBe(401);
    expect((await keyed({ headers: { 'ocp-apim-subscription-key': comtrade.key! } })).status).toBe(200);
    expect((await keyed({}, `subscription-key=${comtrade.key}`)).status).toBe(200);
  });
});

describe('EIA', () => {
  const PATH = '/v2/natural-gas/move/expc/data/';
  interface Body {
    response: { total: string; data: { period: string; value: string | null }[] };
    warnings?: { warning: string }[];
  }
  const ask = (query: string) => asked(eia, `${PATH}?api_key=${eia.key}&${query}`);

  test('refuses as the gateway does with an error that is an object, and itself with one that is a text', async () => {
    const missing = await asked(eia, PATH);
    expect([missing.status, await missing.json()]).toMatchObject([403, { error: { code: 'API_KEY_MISSING' } }]);
    expect(await jsonOf(asked(eia, `${PATH}?api_key=x`))).toMatchObject({ error: { code: 'API_KEY_INVALID' } });
    expect(await jsonOf(ask('facets[nope][]=1'))).toMatchObject({
      error: expect.stringMatching(/^Invalid facet 'nope'/),
      code: 400,
    });
  });

  test('gives the months of a series in the order that is asked for, blank as null', async () => {
    const series = 'facets[series][]=NGM_EPG0_EVE_NUS-NMY_MMCF';
    const { response } = await jsonOf<Body>(
      ask(`${series}&start=2024-07&end=2024-08&sort[0][column]=period&sort[0][direction]=desc`),
    );
    expect(response).toMatchObject({ total: '2', data: [{ value: '3694' }, { value: '7366' }] });
    expect((await jsonOf<Body>(ask(`${series}&end=2016-01`))).response.data).toMatchObject([{ value: null }]);
  });

  test('pages by offset and length, and repeats the key that it was asked with', async () => {
    const text = await textOf(ask('offset=1&length=2&sort[0][column]=period'));
    expect(JSON.parse(text).response.data).toHaveLength(2);
    expect(text).toContain(eia.key);
  });

  test('warns of a length that it does not take', async () => {
    expect((await jsonOf<Body>(ask('length=5001'))).warnings).toMatchObject([
      { warning: 'parameter out of range: length' },
    ]);
  });
});

describe('USGS', () => {
  test('gives the bytes of the file, Windows-1252 and all, and no other file', async () => {
    const { item, file } = usgs.watch.query as { item: string; file: string };
    const answer = await asked(usgs, `/catalog/file/get/${item}?name=${file}`);
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(await answer.text()).toMatch(/^MCS chapter,Section,/);
    expect((await asked(usgs, `/catalog/file/get/${item}?name=other.csv`)).status).toBe(404);
  });
});

describe('registers', () => {
  const post = (question: object, key = gta.key) =>
    asked(gta, '/api/v2/gta/data/', {
      method: 'POST',
      headers: { authorization: `APIKey ${key}` },
      body: JSON.stringify(question),
    });
  const page = { limit: 1000, offset: 0 };

  test('Global Trade Alert finds whole codes alone, and answers a list that is empty past its end', async () => {
    const about = (affected_products: number[], offset = 0) =>
      jsonOf<unknown[]>(post({ ...page, offset, request_data: { implementer: [156], affected_products } }));
    expect(await about([284690])).toHaveLength(1);
    expect(await about([2846])).toEqual([]);
    expect(await about([284690, 850511], 2)).toEqual([]);
    expect((await post({ ...page, request_data: {} }, 'wrong')).status).toBe(401);
    expect((await post({ ...page, limit: 1001, request_data: {} })).status).toBe(400);
  });

  test('the WTO numbers its pages, and knows members by their code', async () => {
    const headers = { 'ocp-apim-subscription-key': wtoQr.key! };
    const ask = (query: string) => asked(wtoQr, `/qrs/qrs?${query}`, { headers });
    expect(await jsonOf(ask('reporter_member_code=C458&product_codes=280530'))).toMatchObject({
      data: [{ id: 7001 }],
      meta: { current_page: 1, last_page: 1 },
    });
    expect((await ask('reporter_member_code=458')).status).toBe(422);
    expect((await asked(wtoQr, '/qrs/qrs?reporter_member_code=C458')).status).toBe(401);
  });
});

test('all of them are started at once, with the variables that lead a process to them', async () => {
  await using all = await startAllStandIns();
  expect(Object.keys(all.byPublisher)).toEqual(Object.keys(protocols));
  const { url, key }: StandIn = all.byPublisher['wto-qr']!;
  expect(all.variables).toMatchObject({ PACTWATCH_WTO_QR_URL: url, PACTWATCH_WTO_QR_KEY: key });
  expect(all.variables).not.toHaveProperty('PACTWATCH_USGS_KEY');
  for (const { url: home } of Object.values(all.byPublisher)) {
    expect((await fetch(home, { redirect: 'manual' })).status).toBeGreaterThanOrEqual(300);
  }
});
