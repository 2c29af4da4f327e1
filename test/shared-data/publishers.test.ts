import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalDecimal } from '../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import { census } from '../../services/sources/census/connector.ts';
import { COMTRADE_AREAS } from '../../services/sources/comtrade/areas.ts';
import { comtrade } from '../../services/sources/comtrade/connector.ts';
import type { Report, SourceDocument } from '../../services/sources/connector.ts';
import { locate } from '../../services/sources/wire/locator.ts';
import { usgs } from '../../services/sources/usgs/connector.ts';
import { documentOf, strayFigures } from '../unit/sources/documents.ts';

const FOLDER = path.resolve('..', 'shared', 'data');
const isThere = existsSync(FOLDER);
const read = (file: string, url?: string) => documentOf(readFileSync(path.join(FOLDER, file)), url);

const figureOf = ({ observations }: Report, ...names: string[]) => {
  const found = observations.filter(
    ({ of, period }) =>
      'dimensions' in of &&
      names.every((name) => Object.values(of.dimensions).includes(name) || formatPeriod(period) === name),
  );
  if (found.length !== 1) throw new Error(`${found.length} figures of ${names.join(', ')}`);
  return found[0]!;
};

describe.skipIf(!isThere)(`the publishers’ own answers in ../shared/data${isThere ? '' : ' (no such folder)'}`, () => {
  const COMTRADE = { frequency: 'year', reporter: 'CHN', products: ['2846'], flows: ['import'] } as const;
  const ALL_PARTNERS = comtrade.query.parse({ ...COMTRADE, partners: Object.keys(COMTRADE_AREAS) });

  const comtradeOf = (year: number): [SourceDocument, Report] => {
    const url = `https://comtradeapi.un.org/public/v1/preview/C/A/HS?period=${year}&maxRecords=500`;
    const document = read(`comtrade/china_2846_annual/${year}.json`, url);
    return [document, comtrade.parse(document, ALL_PARTNERS)];
  };

  test.each([
    [2020, 28],
    [2021, 28],
    [2022, 27],
  ])('Comtrade, China’s imports of HS 2846 in %i: every row is read to the digit', (year, rows) => {
    const [document, report] = comtradeOf(year);
    expect(report.observations).toHaveLength(2 * rows);
    expect(strayFigures(document, report)).toEqual([]);
    const text = new TextDecoder().decode(document.bytes);
    for (const field of ['netWgt', 'primaryValue']) {
      const written = Array.from(text.matchAll(new RegExp(`"${field}":([0-9.]+)`, 'g')), (match) =>
        canonicalDecimal(match[1]!),
      );
      const parsed = report.observations.filter(({ locator }) => locator.endsWith(field)).map(({ value }) => value);
      expect(parsed).toEqual(written);
    }
  });

  test.each([
    [2020, '8146160', '55853173', '47629501.837', '503272416'],
    [2021, '5114498', '146899796', '45851347.999', '1068168392'],
    [2022, '7212683', '281069324', '44748358.435', '1063610537'],
  ])(
    'Comtrade, %i: Malaysia reported %s kg for $%s; the world %s kg, estimated, for $%s',
    (year, kg, usd, worldKg, worldUsd) => {
      const [, report] = comtradeOf(year);
      expect(figureOf(report, 'MYS', 'net_weight')).toMatchObject({ value: kg, status: 'reported' });
      expect(figureOf(report, 'MYS', 'value')).toMatchObject({ value: usd, status: 'reported' });
      expect(figureOf(report, 'W00', 'net_weight')).toMatchObject({ value: worldKg, status: 'estimated' });
      expect(figureOf(report, 'W00', 'value')).toMatchObject({ value: worldUsd, status: 'reported' });
    },
  );

  test('Comtrade answered other partners than a query that names two of them', () => {
    const document = read('comtrade/china_2846_annual/2022.json');
    const query = comtrade.query.parse({ ...COMTRADE, partners: ['MYS', 'W00'] });
    expect(() => comtrade.parse(document, query)).toThrow('#/data/1/partnerCode is 36, asked was 458 (MYS), 0 (W00)');
  });

  test('Comtrade, getMetadata: each year was published when its latest note says', () => {
    const url = 'https://comtradeapi.un.org/public/v1/getMetadata/C/A/HS?reporterCode=156';
    const { publications } = comtrade.parse(
      read('comtrade/china_2846_annual/publication_metadata.json', url),
      ALL_PARTNERS,
    );
    expect(publications).toHaveLength(33);
    const told = Object.fromEntries(publications.map((release) => [formatPeriod(release.period), release]));
    const dates = ['2021', '2022', '2023', '2024'].map((year) => told[year]?.publishedAt.toString().slice(0, 10));
    expect(dates).toEqual(['2023-12-16', '2023-12-18', '2024-04-07', '2025-07-04']);
    expect(told['2024']?.note).toMatch(/^Specific revision: .*\(net weight\)/);
    expect(told['1992']).not.toHaveProperty('note');
  });

  test('Census, imports of HS 854231 from all countries: the recorded body is read to the digit', () => {
    const url =
      'https://api.census.gov/data/timeseries/intltrade/imports/hs?get=GEN_VAL_MO&COMM_LVL=HS6&I_COMMODITY=854231&time=from+2013-01+to+2013-06';
    const document = read('census/census_recorded_hs6_854231.json', url);
    const query = census.query.parse({ direction: 'imports', partner: 'W00', products: ['854231'], level: 'HS6' });
    const report = census.parse(document, query);
    expect(report.observations.map(({ period, value }) => [formatPeriod(period), value])).toEqual([
      ['2013-01', '1167461768'],
      ['2013-02', '1196050876'],
      ['2013-03', '1260593174'],
      ['2013-04', '1307322176'],
      ['2013-05', '1608099447'],
      ['2013-06', '1419086979'],
    ]);
    expect(strayFigures(document, report)).toEqual([]);
  });

  const USGS = {
    edition: 2026,
    item: '696a75d5d4be0228872d3bf8',
    file: 'MCS2026_Commodities_Data.csv',
    chapter: 'RARE EARTHS',
    commodity: 'Rare Earths',
    statistics: ['Production', 'Reserves'],
    unit: 't REO',
  };

  test('USGS, rare earths of Malaysia and the world: every figure is read to the digit', () => {
    const document = read('usgs/MCS2026_rare_earths_rows.cp1252.csv');
    const report = usgs.parse(document, usgs.query.parse({ ...USGS, countries: ['Malaysia', 'World total'] }));
    expect(report.observations).toHaveLength(6);
    expect(figureOf(report, 'Malaysia', 'Production', '2024')).toMatchObject({ value: '140', status: 'estimated' });
    expect(figureOf(report, 'Malaysia', 'Production', '2025')).toMatchObject({ value: '110', status: 'estimated' });
    expect(figureOf(report, 'Malaysia', 'Reserves')).toMatchObject({ value: '710000', status: 'reported' });
    expect(figureOf(report, 'World total', 'Production', '2024')).toMatchObject({
      value: '380000',
      status: 'estimated',
    });
    expect(figureOf(report, 'World total', 'Production', '2025')).toMatchObject({
      value: '390000',
      status: 'estimated',
    });
    const reserves = figureOf(report, 'World total', 'Reserves');
    expect(reserves).toMatchObject({ value: '85000000', status: 'estimated' });
    expect(reserves.note).toMatch(/^a lower bound: more than 85000000\. /);
    expect(locate(document.bytes, reserves.locator)).toBe('>85,000,000');
    expect(strayFigures(document, report)).toEqual([]);
  });

  test('USGS, rare earths of every country: each figure leads back to its cell', () => {
    const document = read('usgs/MCS2026_rare_earths_rows.cp1252.csv');
    const countries = ['Australia', 'Brazil', 'Burma', 'China', 'India', 'Russia', 'United States', 'Vietnam'];
    const report = usgs.parse(document, usgs.query.parse({ ...USGS, countries }));
    expect(report.observations.length).toBeGreaterThanOrEqual(countries.length * 2);
    expect(strayFigures(document, report)).toEqual([]);
  });
});
