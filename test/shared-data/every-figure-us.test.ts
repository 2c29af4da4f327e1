import { describe, expect, test } from 'vitest';
import { canonicalDecimal } from '../../config/vocabulary/decimal.ts';
import { census } from '../../services/sources/census/connector.ts';
import { eia } from '../../services/sources/eia/connector.ts';
import { csvRecords } from '../support/us-malaysia-folder.ts';
import { bytesOf, found, isThere, read, textOf, ABSENT } from './figures.ts';

describe.skipIf(!isThere)(`no figure of US Census and EIA in ../shared/data is lost${ABSENT}`, () => {
  test('Census: each month of the recorded answer, and the verified figures of 2013', () => {
    const url = 'https://api.census.gov/data/timeseries/intltrade/imports/hs?get=GEN_VAL_MO';
    const text = textOf('census/census_recorded_hs6_854231.json');
    const query = { direction: 'imports', partner: 'W00', products: ['854231'], level: 'HS6' };
    const counted = [...text.matchAll(/\["(\d+)".*?"(\d{4}-\d{2})"\]/g)].map(([, value, month]) => `${month} ${value}`);
    expect(counted).toHaveLength(6);
    expect(found(read(census, query, text, url))).toEqual(counted);

    // Restated in the form of an answer, one each: all goods have no code of digits, so that they stand under one.
    const verified = csvRecords(bytesOf('census/verified_answers_2013.csv')).filter(
      ({ dataset, variable, answer }) => dataset === 'exports/hs' && variable === 'ALL_VAL_MO' && /^\d+$/.test(answer!),
    );
    expect(verified).toHaveLength(4);
    for (const { period, answer } of verified) {
      const body = JSON.stringify([
        ['ALL_VAL_MO', 'E_COMMODITY', 'time'],
        [answer, '99', period],
      ]);
      const exports = { direction: 'exports', partner: 'W00', products: ['99'], level: 'HS2' };
      expect(found(read(census, exports, body, url.replace('GEN', 'ALL')))).toEqual([`${period} ${answer}`]);
    }
  });

  const eiaBody = (rows: readonly (readonly [series: string, period: string, value: string | null])[]) => {
    const data = rows.map(([series, period, value]) => ({ period, series, value, units: 'MMCF' }));
    return JSON.stringify({ response: { total: String(data.length), frequency: 'monthly', data } });
  };

  test('EIA, LNG by vessel to each destination: every month, restated in the form of an answer', () => {
    const lines = textOf('eia/us_lng_vessel_exports_by_destination_202304_202602.csv').trim().split('\n').slice(1);
    const rows = csvRecords(bytesOf('eia/us_lng_vessel_exports_by_destination_202304_202602.csv'));
    expect(rows).toHaveLength(lines.length);
    const destinations = [...new Set(rows.map(({ destination }) => destination!))];
    const idOf = (destination: string) => `NGM_EPG0_EVE_NUS-X${destinations.indexOf(destination)}_MMCF`;
    const figures = rows.map(
      ({ period, destination, volume_mmcf: value }) => [idOf(destination!), period!.slice(0, 7), value!] as const,
    );
    const report = read(eia, { frequency: 'month', series: destinations.map(idOf) }, eiaBody(figures));
    expect(found(report, 'indicator')).toEqual(
      figures.map(([series, period, value]) => `${series} ${period} ${canonicalDecimal(value)}`),
    );
    expect(report.observations).toHaveLength(lines.length);
  });

  test('EIA, release of 2026-09-30: every month of every series, blanks as missing', () => {
    const file = 'eia/malaysia_lng_by_vessel_and_totals_2026-03_2026-07_vintage_2026-09-30.csv';
    const rows = csvRecords(bytesOf(file));
    expect(rows).toHaveLength(textOf(file).trim().split('\n').length - 1);
    const figures = rows.map(
      ({ series_id: id, date, mmcf }) => [id!, date!.slice(0, 7), mmcf === '' ? null : mmcf!] as const,
    );
    const series = [...new Set(figures.map(([id]) => id))];
    const { observations } = read(eia, { frequency: 'month', series }, eiaBody(figures));
    expect(observations.map(({ value }) => value)).toEqual(
      figures.map(([, , value]) => (value === null ? null : canonicalDecimal(value))),
    );
    expect(observations.filter(({ status }) => status === 'missing')).toHaveLength(
      figures.filter(([, , value]) => value === null).length,
    );
  });
});
