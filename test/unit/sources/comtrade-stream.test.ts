import { describe, expect, test } from 'vitest';
import { comtrade } from '../../../services/sources/comtrade/connector.ts';
import type { Report, SourceDocument } from '../../../services/sources/connector.ts';
import { inChunks } from '../../support/bulk-file.ts';
import { folderBytes } from '../../support/us-malaysia-folder.ts';
import { documentOf } from './documents.ts';

// China's imports of HS 2846 from Malaysia and the world, 2020 to 2024; cited in the index of the recorded answers.
const RECORDED = folderBytes('recorded/comtrade-china/annual-2020-2024.json');
const QUERY = comtrade.query.parse({
  frequency: 'year',
  reporter: 'CHN',
  partners: ['MYS', 'W00'],
  products: ['2846'],
  flows: ['import'],
});
const URL = 'https://comtradeapi.un.org/data/v1/get/C/A/HS?maxRecords=100000&period=2020,2021,2022,2023,2024';

async function streamed(bytes: Uint8Array, url = URL, size = 1000): Promise<Report> {
  const document: SourceDocument = { ...documentOf(bytes, url), chunks: () => inChunks(bytes, size) };
  const parts = await Array.fromAsync(comtrade.parseStream!(document, QUERY)!);
  return {
    observations: parts.flatMap(({ observations }) => observations),
    publications: parts.flatMap(({ publications }) => publications),
    covers: parts.flatMap(({ covers = [] }) => covers),
  };
}
const text = (edit: (text: string) => string) => Buffer.from(edit(RECORDED.toString()));

describe("Comtrade's JSON in chunks", () => {
  test.each([1, 17, 4096])('says what it says when it is held, digit by digit, in chunks of %i bytes', async (size) => {
    expect(await streamed(RECORDED, URL, size)).toEqual(comtrade.parse(documentOf(RECORDED, URL), QUERY));
  });

  test('is read by `parse` when it is held', () => {
    expect(comtrade.parseStream!(documentOf(RECORDED, URL), QUERY)).toBeUndefined();
  });

  test.each([
    [
      'another country',
      (all: string) => all.replace(/"reporterCode":156(?![^]*"reporterCode":156)/, '"reporterCode":458'),
      'wrong_subject',
    ],
    ['a count that is not its own', (all: string) => all.replace(/"count":\s*\d+/, '"count":3'), 'format'],
    ['an end in the middle', (all: string) => all.slice(0, -400), 'format'],
    ['no records', () => '{"elapsedTime":"0.1 secs","count":0,"data":[],"error":""}', 'no_content'],
    ['a refusal', () => '{"statusCode":403,"message":"Out of call volume quota."}', 'throttled'],
  ])('with %s is refused as it is when it is held', async (_what, edit, fault) => {
    const bytes = text(edit);
    expect(bytes.equals(RECORDED)).toBe(false);
    await expect(streamed(bytes)).rejects.toMatchObject({ fault });
    expect(() => comtrade.parse(documentOf(bytes, URL), QUERY)).toThrow();
  });

  test('with as many records as were allowed is refused: others may have been cut off', async () => {
    const { count } = JSON.parse(RECORDED.toString()) as { count: number };
    await expect(streamed(RECORDED, URL.replace('100000', String(count)))).rejects.toThrow(/may have been cut off/);
  });
});
