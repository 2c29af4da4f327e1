import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { censusCovers } from '../../../services/sources/census/covers.ts';
import { CensusQuery } from '../../../services/sources/census/query.ts';
import { comtradeCovers } from '../../../services/sources/comtrade/covers.ts';
import { ComtradeQuery, comtradeRequests } from '../../../services/sources/comtrade/query.ts';
import type { Coverage, ReportedObservation } from '../../../services/sources/connector.ts';
import { eiaCovers } from '../../../services/sources/eia/covers.ts';
import type { UsgsCell } from '../../../services/sources/usgs/cells.ts';
import { usgsCovers } from '../../../services/sources/usgs/covers.ts';
import { UsgsQuery } from '../../../services/sources/usgs/query.ts';

const said = ({ of, spans, locator }: Coverage) => {
  const what = of === 'own rows' ? of : Object.values(of).join(' ');
  const when = spans === 'all' ? spans : spans.map(({ from, to }) => `${from}/${to}`).join(', ');
  return `${what}: ${when} at ${locator}`;
};
const observed = (...periods: readonly string[]): ReportedObservation[] =>
  periods.map((period) => ({
    of: { dimensions: {} },
    period: parsePeriod(period),
    unit: 'kg',
    value: '1',
    status: 'reported',
    locator: '#',
  }));
const months = (from: string, to: string) => ({
  from: Temporal.PlainYearMonth.from(from),
  to: Temporal.PlainYearMonth.from(to),
});

describe('an answer of Comtrade', () => {
  const query = ComtradeQuery.parse({
    frequency: 'year',
    reporter: 'CHN',
    partners: ['MYS', 'W00'],
    products: ['2846'],
    flows: ['import'],
  });
  const request = comtradeRequests(query, months('2022-01', '2024-12'), {
    baseUrl: 'https://comtradeapi.un.org',
    hasKey: false,
  }).at(-1)!;

  test('speaks for each flow that was asked for, in the years of which it holds anything', () => {
    expect(comtradeCovers(request.url, observed('2022', '2024', '2024'), query).map(said)).toEqual([
      'CHN MYS HS/2846 import: 2022-01/2022-12, 2024-01/2024-12 at #/data/-',
      'CHN W00 HS/2846 import: 2022-01/2022-12, 2024-01/2024-12 at #/data/-',
    ]);
  });

  test('speaks for no year that was not asked for, and for no partner either', () => {
    const url = new URL(request.url);
    url.searchParams.set('partnerCode', '458');
    url.searchParams.set('period', '2023,2024');
    expect(comtradeCovers(url.href, observed('2022', '2024'), query).map(said)).toEqual([
      'CHN MYS HS/2846 import: 2024-01/2024-12 at #/data/-',
    ]);
  });
});

describe('an answer of the US Census', () => {
  const query = CensusQuery.parse({
    direction: 'imports',
    partner: 'MYS',
    products: ['284690', '850511'],
    level: 'HS6',
  });
  const url = (rest: string) => `https://api.census.gov/data/timeseries/intltrade/imports/hs?${rest}`;

  test('speaks for the one product and the months of its request', () => {
    expect(censusCovers(url('I_COMMODITY=284690&time=from+2026-01+to+2026-09'), query).map(said)).toEqual([
      'USA MYS HS/284690 import: 2026-01/2026-09 at #/-',
    ]);
  });

  test.each(['I_COMMODITY=284690', 'time=from+2026-01+to+2026-09', 'I_COMMODITY=9999&time=from+2026-01+to+2026-09'])(
    'speaks for nothing when the request does not say of what it is: %s',
    (rest) => {
      expect(censusCovers(url(rest), query)).toEqual([]);
    },
  );
});

describe('a page of EIA', () => {
  const [A, B] = ['NGM_EPG0_EVE_NUS-NMY_MMCF', 'NGM_EPG0_EVE_NUS-Z00_MMCF'];
  const url = `https://api.eia.gov/v2/x?facets[series][]=${A}&start=2025-01&end=2026-07`;
  const covers = (total: number, reached: number, ...periods: string[]) =>
    eiaCovers(url, { total, reached }, observed(...periods), [A, B]).map(said);

  test('that is the whole answer speaks for all that was asked', () => {
    expect(covers(2, 2, '2025-03', '2025-05')).toEqual([`${A}: 2025-01/2026-07 at #/response/data/-`]);
  });

  test('that is one of several speaks only for the months that begin and end on it', () => {
    expect(covers(9, 3, '2025-01', '2025-03', '2025-04')).toEqual([`${A}: 2025-01/2025-03 at #/response/data/-`]);
    expect(covers(9, 6, '2025-04', '2025-05', '2025-08')).toEqual([`${A}: 2025-05/2025-07 at #/response/data/-`]);
    expect(covers(9, 9, '2025-08', '2025-09', '2026-07')).toEqual([`${A}: 2025-09/2026-07 at #/response/data/-`]);
    expect(covers(9, 6, '2025-04', '2025-04', '2025-05')).toEqual([]);
  });

  test('speaks for nothing when the request does not say of which months it is', () => {
    expect(eiaCovers('https://api.eia.gov/v2/x', { total: 1, reached: 1 }, observed('2025-01'), [A])).toEqual([]);
  });
});

describe('an edition of the Mineral Commodity Summaries', () => {
  const query = UsgsQuery.parse({
    edition: 2026,
    item: '696a75d5d4be0228872d3bf8',
    file: 'MCS2026_Commodities_Data.csv',
    chapter: 'RARE EARTHS',
    commodity: 'Rare Earths',
    countries: ['Malaysia'],
    statistics: ['Production', 'Reserves'],
    unit: 't REO',
  });
  const cell = (statistic: string, year: string): UsgsCell => ({
    country: 'World total',
    statistic,
    year,
    unit: 'metric tons',
    text: '1',
    isEstimate: false,
    note: '',
    row: 7,
    column: 9,
  });

  test('speaks of each statistic for the years that it gives of any country, and for no year of an earlier one', () => {
    const cells = [cell('Production', '2024'), cell('Production', '2025'), cell('Reserves', '2025')];
    expect(usgsCovers(cells, query).map(said)).toEqual([
      'Rare Earths Malaysia Production: 2024-01/2024-12 at #cell=1,9',
      'Rare Earths Malaysia Production: 2025-01/2025-12 at #cell=1,9',
      'Rare Earths Malaysia Reserves: 2025-01/2025-12 at #cell=1,9',
    ]);
  });
});
