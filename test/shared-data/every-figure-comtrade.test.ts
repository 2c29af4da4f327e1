import { describe, expect, test } from 'vitest';
import { canonicalDecimal } from '../../config/vocabulary/decimal.ts';
import { COMTRADE_AREAS } from '../../services/sources/comtrade/areas.ts';
import { comtrade } from '../../services/sources/comtrade/connector.ts';
import { csvRecords } from '../support/us-malaysia-folder.ts';
import { documentOf } from '../unit/sources/documents.ts';
import { bytesOf, found, isThere, read, textOf, ABSENT } from './figures.ts';

describe.skipIf(!isThere)(`no figure of UN Comtrade in ../shared/data is lost${ABSENT}`, () => {
  const COMTRADE = { frequency: 'year', reporter: 'CHN', products: ['2846'], flows: ['import'] };
  const CODES = new Map(Object.entries(COMTRADE_AREAS).map(([iso, code]) => [code, iso]));

  test.each(['2020', '2021', '2022'])(
    'Comtrade, %s: each row is a weight and a value, and the partners add up to World',
    (year) => {
      const text = textOf(`comtrade/china_2846_annual/${year}.json`);
      const query = { ...COMTRADE, partners: Object.keys(COMTRADE_AREAS), check_world: true };
      const url = `https://comtradeapi.un.org/public/v1/preview/C/A/HS?period=${year}&maxRecords=500`;
      // Counted by what stands in the text, not by its structure.
      const counted = ['netWgt', 'primaryValue'].flatMap((field) =>
        [...text.matchAll(new RegExp(`"partnerCode":(\\d+),.*?"${field}":([\\d.]+)`, 'g'))].map(
          ([, partner, figure]) => `${CODES.get(partner!)} ${year} ${canonicalDecimal(figure!)}`,
        ),
      );
      expect(counted).toHaveLength(2 * Number(/"count":(\d+)/.exec(text)![1]));
      expect(found(read(comtrade, query, text, url), 'partner').toSorted()).toEqual(counted.toSorted());
    },
  );

  test('Comtrade, recorded for all goods: values of two partners both ways, and weights that are missing', () => {
    const text = textOf('comtrade/recorded/comtradr_data_v1_get_C_A_HS_total.json');
    const rows = [...text.matchAll(/"partnerISO": "(\w+)"[^]*?"cmdCode": "(\w+)"[^]*?"primaryValue": ([\d.]+)/g)];
    expect(rows.map(([, partner, code]) => [partner, code])).toEqual([
      ['ARG', 'TOTAL'],
      ['DEU', 'TOTAL'],
      ['ARG', 'TOTAL'],
      ['DEU', 'TOTAL'],
    ]);
    // A deal watches headings: the code of all goods is put under one to be read.
    const query = { ...COMTRADE, products: ['99'], partners: ['ARG', 'DEU'], flows: ['import', 'export'] };
    const report = read(comtrade, query, text.replaceAll('"cmdCode": "TOTAL"', '"cmdCode": "99"'));
    const values = report.observations.filter(({ unit }) => unit === 'USD');
    expect(values.map(({ value }) => value)).toEqual(rows.map(([, , , value]) => canonicalDecimal(value!)));
    const weights = report.observations.filter(({ unit }) => unit === 'kg');
    expect(weights.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'missing'));
  });

  test('Comtrade, getMetadata: each year has its publication', () => {
    const text = textOf('comtrade/china_2846_annual/publication_metadata.json');
    const query = { ...COMTRADE, partners: ['MYS'] };
    const { publications } = comtrade.parse(
      documentOf(text, 'https://comtradeapi.un.org/public/v1/getMetadata/C/A/HS'),
      comtrade.query.parse(query),
    );
    expect(publications).toHaveLength(Number(/"count":(\d+)/.exec(text)![1]));
  });

  test('Comtrade, the derived table of 2020 to 2024: each weight and value, restated in the form of an answer', () => {
    const rows = csvRecords(bytesOf('derived/china_reported_imports_hs2846_from_malaysia_annual.csv'));
    expect(rows).toHaveLength(15);
    const data = rows.map(
      (row) =>
        `{"typeCode":"C","freqCode":"A","refYear":${row['refYear']},"refMonth":52,"period":"${row['refYear']}",` +
        `"reporterCode":156,"flowCode":"M","partnerCode":${row['partnerCode']},"partner2Code":0,"cmdCode":"2846",` +
        `"customsCode":"C00","motCode":0,"qtyUnitCode":8,"netWgt":${row['netWgt_kg']},` +
        `"isNetWgtEstimated":${row['isNetWgtEstimated']!.toLowerCase()},"primaryValue":${row['primaryValue_usd']}}`,
    );
    const partners = ['MYS', 'W00', 'USA'];
    const report = read(comtrade, { ...COMTRADE, partners }, `{"count":15,"data":[${data.join(',')}]}`);
    expect(found(report, 'partner')).toEqual(
      rows.flatMap(({ refYear, partnerCode, netWgt_kg: kg, primaryValue_usd: usd }) =>
        [kg, usd].map((figure) => `${CODES.get(partnerCode!)} ${refYear} ${canonicalDecimal(figure!)}`),
      ),
    );
    const estimated = rows.filter(({ isNetWgtEstimated: is }) => is === 'True');
    expect(report.observations.filter(({ status }) => status === 'estimated')).toHaveLength(estimated.length);
  });
});
