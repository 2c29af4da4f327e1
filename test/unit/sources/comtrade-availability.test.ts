import { describe, expect, test } from 'vitest';
import { formatPeriod } from '../../../config/vocabulary/period.ts';
import { comtrade } from '../../../services/sources/comtrade/connector.ts';
import type { Report } from '../../../services/sources/connector.ts';
import { locate } from '../../../services/sources/wire/locator.ts';
import { documentOf, refusalOf, spanOf } from './documents.ts';

const QUERY = comtrade.query.parse({
  frequency: 'year',
  reporter: 'CHN',
  partners: ['MYS'],
  products: ['261220'],
  flows: ['import'],
});
const URL_OF = 'https://comtradeapi.un.org/public/v1/getDA/C/A/HS?reporterCode=156';
const dataset = (period: number, reporterCode = 156, freqCode = 'A') => ({
  datasetCode: 20156202401052100,
  typeCode: 'C',
  freqCode,
  period,
  reporterCode,
  classificationSearchCode: 'HS',
  totalRecords: 1,
});
const documentWith = (...data: object[]) => documentOf(JSON.stringify({ count: data.length, data, error: '' }), URL_OF);
const availabilityOf = (...data: object[]) => comtrade.parse(documentWith(...data), QUERY);

/** What is said of each period after all answers are read. */
const settled = (reports: readonly Report[], query = QUERY, span = spanOf('2023-01', '2025-12')) =>
  comtrade.settle!(reports, query, span).flatMap(({ observations }) =>
    observations.map(({ of, period, value, status, note }) => ({
      measure: 'dimensions' in of ? of.dimensions['measure'] : of.named,
      period: formatPeriod(period),
      value,
      status,
      note,
    })),
  );

describe('which periods Comtrade holds', () => {
  test('is read from getDA, each with its place', () => {
    const document = documentWith(dataset(2023), dataset(2024));
    const { available, observations } = comtrade.parse(document, QUERY);
    expect(observations).toEqual([]);
    expect(available!.map(({ period, locator }) => [formatPeriod(period), locate(document.bytes, locator)])).toEqual([
      ['2023', '2023'],
      ['2024', '2024'],
    ]);
  });

  test('a period that is listed in two classifications is one', () => {
    expect(availabilityOf(dataset(2023), dataset(2023)).available).toHaveLength(1);
  });

  test('none at all is an answer', () => {
    expect(availabilityOf().available).toEqual([]);
  });

  test.each([
    ['reporter', dataset(2024, 458)],
    ['frequency', dataset(202401, 156, 'M')],
    ['length of period', dataset(202401)],
  ])('of another %s it is the answer to another question', (_, other) => {
    expect(refusalOf(() => availabilityOf(dataset(2023), other))).toMatchObject({
      fault: 'wrong_subject',
      message: expect.stringMatching(/^#\/data\/1 is of reporter/),
    });
  });

  test('a period that is none is named by its place', () => {
    expect(refusalOf(() => availabilityOf(dataset(20))).message).toBe('#/data/0/period: is no year and no month');
  });
});

describe('a product that no answer lists', () => {
  test('is missing in a period that is available, and says why: never a silent zero', () => {
    const report = availabilityOf(dataset(2024));
    const note = expect.stringMatching(/are available and have no such row: the reporter recorded no such trade/);
    expect(settled([report])).toEqual([
      { measure: 'net_weight', period: '2024', value: null, status: 'missing', note },
      { measure: 'value', period: '2024', value: null, status: 'missing', note },
    ]);
    expect(comtrade.settle!([report], QUERY, spanOf('2024-01', '2024-12'))[0]!.observations[0]!.locator).toBe(
      '#/data/0/period',
    );
  });

  test('is not spoken of where the period is not available yet, or was not asked for', () => {
    const report = availabilityOf(dataset(2022), dataset(2026));
    expect(settled([report])).toEqual([]);
  });

  test('is not spoken of where availability was not asked for', () => {
    expect(settled([{ observations: [], publications: [] }])).toEqual([]);
  });

  test('beside one that is listed is missing alone', () => {
    const row = {
      typeCode: 'C',
      freqCode: 'A',
      refYear: 2024,
      refMonth: 52,
      period: '2024',
      reporterCode: 156,
      flowCode: 'M',
      partnerCode: 458,
      partner2Code: 0,
      cmdCode: '2846',
      customsCode: 'C00',
      motCode: 0,
      qtyUnitCode: 8,
      netWgt: 16344687.0,
      isNetWgtEstimated: false,
      cifvalue: null,
      fobvalue: null,
      primaryValue: null,
    };
    const query = { ...QUERY, products: ['2846', '261220'] };
    const figures = comtrade.parse(documentOf(JSON.stringify({ count: 1, data: [row] })), query);
    const after = comtrade.settle!([figures, availabilityOf(dataset(2024))], query, spanOf('2024-01', '2024-12'));
    expect(after[0]).toBe(figures);
    expect(after[1]!.observations.map(({ of }) => 'dimensions' in of && of.dimensions['product'])).toEqual([
      'HS/261220',
      'HS/261220',
    ]);
  });

  test('in a monthly query is missing by month', () => {
    const query = { ...QUERY, frequency: 'month' as const };
    const report = comtrade.parse(documentWith(dataset(202602, 156, 'M'), dataset(202603, 156, 'M')), query);
    expect(settled([report], query, spanOf('2026-01', '2026-02')).map(({ period }) => period)).toEqual([
      '2026-02',
      '2026-02',
    ]);
  });
});

test('an empty answer names the periods that it is empty of', () => {
  const url = 'https://comtradeapi.un.org/public/v1/preview/C/A/HS?period=2025,2026&maxRecords=500';
  const empty = documentOf('{"elapsedTime":"0.08 secs","count":0,"data":[],"error":""}', url);
  expect(refusalOf(() => comtrade.parse(empty, QUERY))).toMatchObject({
    fault: 'no_content',
    message: 'no records of 2025, 2026: not yet published, or nothing traded, or a wrong parameter',
  });
});
