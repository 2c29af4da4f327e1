import { describe, expect, test } from 'vitest';
import { canonicalDecimal } from '../../config/vocabulary/decimal.ts';
import { usgs } from '../../services/sources/usgs/connector.ts';
import { figureIn } from '../../services/sources/wire/locator.ts';
import { csvRecords } from '../support/us-malaysia-folder.ts';
import { bytesOf, csvOf, dimension, found, isThere, read, ABSENT } from './figures.ts';

describe.skipIf(!isThere)(`no figure of USGS in ../shared/data is lost${ABSENT}`, () => {
  const USGS = {
    edition: 2026,
    item: '696a75d5d4be0228872d3bf8',
    file: 'MCS2026_Commodities_Data.csv',
    chapter: 'RARE EARTHS',
    commodity: 'Rare Earths',
    statistics: ['Production', 'Reserves'],
    unit: 't REO',
  };

  test('USGS, Mineral Commodity Summaries 2026: every cell of the world table, and no cell of the chapter that cannot be read', () => {
    const bytes = bytesOf('usgs/MCS2026_rare_earths_rows.cp1252.csv');
    const rows = csvRecords(bytes, 'windows-1252');
    const world = rows.filter(({ Section: section }) => section!.startsWith('World '));
    const plain = (text: string) => (text === '—' ? '0' : text === 'NA' ? '' : text.replaceAll(/[>,]/g, ''));
    const counted = world.map(
      ({ Country: country, Statistics: statistic, Year: year, Value: value }) =>
        `${country} ${statistic} ${year} ${plain(value!)}`,
    );
    const countries = [...new Set(world.map(({ Country: country }) => country!))];
    const report = read(usgs, { ...USGS, countries }, bytes);
    expect(counted).toHaveLength(54);
    expect(found(report, 'country', 'statistic').toSorted()).toEqual(counted.toSorted());
    const by = (status: string) => report.observations.filter((observation) => observation.status === status).length;
    expect(by('missing')).toBe(world.filter(({ Value: value }) => value === 'NA').length);
    expect(report.observations.filter(({ value }) => value === '0')).toHaveLength(8);

    expect(rows).toHaveLength(215);
    const unread = rows.filter(({ Value: value }) => figureIn(value!) === null).map(({ Value: value }) => value!);
    expect(
      Object.fromEntries([...Map.groupBy(unread, (text) => text)].map(([text, all]) => [text, all.length])),
    ).toEqual({ E: 5, NA: 6 });
  });

  test('USGS, Minerals Yearbook 2022: every year of every country, restated in a column a year', () => {
    const rows = csvRecords(bytesOf('usgs/MYB2022_world_mine_production.csv'));
    const years = [...new Set(rows.map(({ year }) => year!))];
    const countries = [...new Set(rows.map(({ geography }) => geography!))];
    const cellOf = (country: string, year: string) => {
      const row = rows.find(({ geography, year: own }) => geography === country && own === year)!;
      // The yearbook sets its marks beside the number: e estimated, r revised; a dash is two hyphens.
      const marks = `${row['is_estimated'] === 'True' ? 'e' : ''}${row['is_revised'] === 'True' ? 'r' : ''}`;
      return row['display_value'] === '--' ? '--' : `${row['display_value']}${marks}`;
    };
    const table = [
      ['SOURCE', 'COMMODITY', 'COUNTRY', 'TYPE', 'UNIT_MEAS', ...years.map((year) => `PROD_${year}`)],
      ...countries.map((country) => [
        'MYB2022',
        'Rare earths',
        country,
        'Mine production, rare-earth-oxide equivalent',
        'metric tons',
        ...years.map((year) => cellOf(country, year)),
      ]),
    ];
    const report = read(usgs, { ...USGS, edition: 2022, countries, statistics: ['Production'] }, csvOf(table));
    expect(report.observations).toHaveLength(65);
    expect(found(report, 'country').toSorted()).toEqual(
      rows.map(({ geography, year, value }) => `${geography} ${year} ${canonicalDecimal(value!)}`).toSorted(),
    );
    const estimated = rows.filter(({ is_estimated: is }) => is === 'True');
    expect(report.observations.filter(({ status }) => status === 'estimated')).toHaveLength(estimated.length);
    const malaysia = report.observations.filter((observation) => dimension(observation, 'country') === 'Malaysia');
    expect(malaysia.map(({ value }) => value)).toEqual(['990', '66', '100', '60', '80']);
  });
});
