import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Connector } from '../../../services/sources/connector.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { documentOf, problemsOf, spanOf } from './documents.ts';

const QUERIES: Readonly<Record<string, object>> = {
  census: { direction: 'imports', partner: 'MYS', products: ['284690'], level: 'HS6' },
  comtrade: { frequency: 'year', reporter: 'CHN', partners: ['MYS'], products: ['2846'], flows: ['import'] },
  'comtrade-bulk': { frequency: 'year', reporter: 'CHN' },
  'data-gov-my': { dataset: 'trade_headline', columns: ['exports', 'imports'] },
  eia: { frequency: 'month', series: ['NGM_EPG0_EVE_NUS-NMY_MMCF'] },
  gta: { implementer: 'MYS', kinds: ['export_ban'], products: ['284690'] },
  'hand-fed': { files: ['figures/a.csv'] },
  usgs: {
    edition: 2026,
    item: '696a75d5d4be0228872d3bf8',
    file: 'MCS2026_Commodities_Data.csv',
    chapter: 'RARE EARTHS',
    commodity: 'Rare Earths',
    countries: ['Malaysia'],
    statistics: ['Production'],
    unit: 't REO',
  },
  'wto-qr': { implementer: 'MYS', products: ['284690'] },
};

test('every connector is registered under its publisher', () => {
  expect(Object.entries(connectors).map(([name, { publisher }]) => [name, publisher])).toEqual(
    Object.keys(QUERIES).map((name) => [name, name]),
  );
  const files = readdirSync(new URL('../../../services/sources/', import.meta.url));
  expect(files).toEqual(expect.arrayContaining(Object.keys(connectors)));
});

describe.each(Object.entries(connectors))('%s', (publisher, connector: Connector<unknown>) => {
  const query = connector.query.parse(QUERIES[publisher]);
  const url = connector
    .requests(query, spanOf('2024-01', '2024-12'), { baseUrl: 'https://a.example', hasKey: true })
    .at(-1)!.url;

  test('refuses a query with a field that it does not know', () => {
    expect(problemsOf(connector.query, { ...QUERIES[publisher], typo: 1 })).toMatch(/Unrecognized key/);
  });

  test('asks for a span of one month as for one of many years, never twice for the same', () => {
    for (const span of [spanOf('2024-05', '2024-05'), spanOf('1990-01', '2026-12')]) {
      const urls = connector
        .requests(query, span, { baseUrl: 'https://a.example', hasKey: true })
        .map((asked) => asked.url);
      expect(urls.length).toBeGreaterThan(0);
      expect(new Set(urls).size).toBe(urls.length);
    }
  });

  test.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><html><body>Sorry</body></html>'],
    ['a truncated body', '{"response":{"data":[{"per'],
    ['null', 'null'],
    ['a list of nulls', '[null,[null]]'],
    ['an empty object', '{}'],
    ['an unclosed quote', '"a'],
    ['plain words', 'Request URL Too Long'],
    ['bytes of no encoding', Uint8Array.of(0xff, 0xfe, 0x00)],
  ])('tells what is wrong with %s', (_, body) => {
    expect(() => connector.parse(documentOf(body, url), query)).toThrow(SourceError);
  });
});
