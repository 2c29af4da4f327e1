import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PublisherServer, startPublisherServer } from '../../support/publisher-server.ts';

const EIA = '/v2/natural-gas/move/expc/data/';
const COMTRADE = '/public/v1/preview/C/A/HS';

// US LNG by vessel to Malaysia, MMcf: EIA, natural gas exports, 2024-05 and 2024-08, release of 2026-09-30.
const eiaRow = (period: string, value: string | null, area = 'NMY') => ({
  period,
  series: `NGM_EPG0_EVE_NUS-${area}_MMCF`,
  value,
  units: 'MMCF',
});
const eia = (...rows: unknown[]) => JSON.stringify({ response: { total: String(rows.length), data: rows } });

// China's imports of HS 2846 of 2020: UN Comtrade, taken on 2026-07-10. The data set code is no number that a float can hold.
const comtradeRow = (period: string, partner: number, weight: string) =>
  `{"period":"${period}","reporterCode":156,"partnerCode":${partner},"flowCode":"M","cmdCode":"2846","netWgt":${weight},"datasetCode":20156202001182101}`;
const comtrade = (...rows: string[]) => `{"count":${rows.length},"data":[${rows.join(',')}],"error":""}`;

// The first two fields of two rows: USGS, MCS 2026; a dash of Windows-1252 between them.
const USGS = Uint8Array.from([
  ...Buffer.from('MCS chapter,Section\nRARE EARTHS,Salient Statistics'),
  0x97,
  ...Buffer.from('US\n'),
]);

let folder: string;
let server: PublisherServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pactwatch-recorded-'));
  const keep = async (
    source: string,
    url: string,
    files: Record<string, string | Uint8Array>,
    type = 'application/json',
  ) => {
    await mkdir(path.join(folder, source));
    const entries = Object.keys(files).map(
      (file) =>
        `  - { file: ${file}, url: "${url}", status: 200, media_type: ${type}, recorded: 2026-10-01, citation: see above }`,
    );
    await writeFile(path.join(folder, source, 'index.yaml'), `answers:\n${entries.join('\n')}\n`);
    await Promise.all(Object.entries(files).map(([file, body]) => writeFile(path.join(folder, source, file), body)));
  };
  await keep('eia-lng', `https://api.eia.gov${EIA}`, {
    'earlier.json': eia(eiaRow('2024-05', '7166'), eiaRow('2024-08', '1')), // the 1 is made up
    'later.json': eia(eiaRow('2024-08', '3694'), eiaRow('2016-01', null), eiaRow('2026-07', '518719', 'Z00')),
  });
  await keep('comtrade-china', `https://comtradeapi.un.org${COMTRADE}?reporterCode=156&period=2020`, {
    'annual.json': comtrade(comtradeRow('2020', 0, '47629501.837'), comtradeRow('2020', 458, '8146160.0')),
  });
  await keep(
    'usgs-mcs',
    'https://www.sciencebase.gov/catalog/file/get/696a?name=MCS2026.csv',
    { 'mcs.csv': USGS },
    'text/csv',
  );
  server = await startPublisherServer();
  await server.serveRecorded(folder);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ask = (url: string) => fetch(server.url + url);
async function eiaRows(query: string): Promise<{ total: string; data: { period: string; value: string | null }[] }> {
  const body = (await (await ask(`${EIA}?api_key=made-up&${query}`)).json()) as { response: never };
  return body.response;
}

describe('a publisher made of recorded answers', () => {
  it('gives the newest row of each figure, whichever document has it', async () => {
    const { total, data } = await eiaRows('facets[series][]=NGM_EPG0_EVE_NUS-NMY_MMCF&sort[0][column]=period');
    expect(total).toBe('3');
    expect(data.map(({ period, value }) => [period, value])).toEqual([
      ['2016-01', null],
      ['2024-05', '7166'],
      ['2024-08', '3694'],
    ]);
  });

  it('gives the months that were asked for', async () => {
    const { data } = await eiaRows('start=2024-05&end=2024-07');
    expect(data.map(({ period }) => period)).toEqual(['2024-05']);
  });

  it('gives pages', async () => {
    const sorted = 'sort[0][column]=period&sort[0][direction]=desc&length=3';
    const [first, second] = [await eiaRows(`${sorted}&offset=0`), await eiaRows(`${sorted}&offset=3`)];
    expect([first.total, second.total]).toEqual(['4', '4']);
    expect([...first.data, ...second.data].map(({ period }) => period)).toEqual([
      '2026-07',
      '2024-08',
      '2024-05',
      '2016-01',
    ]);
  });

  it.each(['/public/v1/preview/C/A/HS', '/data/v1/get/C/A/HS'])('gives the same figures at %s', async (route) => {
    const body = await (await ask(`${route}?reporterCode=156&period=2019,2020&partnerCode=458&cmdCode=2846`)).text();
    expect(body).toBe(comtrade(comtradeRow('2020', 458, '8146160.0')));
  });

  it('has no rows for another product, and says so as Comtrade does', async () => {
    expect(await (await ask(`${COMTRADE}?reporterCode=156&cmdCode=261220`)).text()).toBe(
      '{"count":0,"data":[],"error":""}',
    );
  });

  it('gives what is no table of rows byte for byte', async () => {
    const answer = await ask('/catalog/file/get/696a?name=MCS2026.csv');
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(USGS);
  });

  it('knows nothing of other paths and files', async () => {
    expect((await ask('/public/v1/getMetadata/C/A/HS?reporterCode=156')).status).toBe(404);
    expect((await ask('/catalog/file/get/696a?name=MCS2025.csv')).status).toBe(404);
  });

  it('lets a script go first', async () => {
    server.answer('/v2/other', { status: 503, body: 'down' });
    expect((await ask('/v2/other')).status).toBe(503);
  });
});
