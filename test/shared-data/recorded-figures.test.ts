import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../services/sources/wire/json.ts';
import { csvRecords, figureRows, folderBytes, jsonRecords, recordsOf } from '../support/us-malaysia-folder.ts';

const SHARED = new URL('../../../shared/data/', import.meta.url);
const shared = (file: string) => readFileSync(new URL(file, SHARED));
const sharedCsv = (file: string, encoding?: string) => csvRecords(shared(file), encoding);
const recorded = (file: string, path: readonly string[]) => jsonRecords(folderBytes(`recorded/${file}`), path);

/** A whole number that a spreadsheet wrote with a fraction: `16344687.0` is 16344687. */
const whole = (text: string) => text.replace(/\.0$/, '');

const reason = existsSync(SHARED) ? '' : ' (skipped: the shared reference data are not beside this repository)';

describe.skipIf(reason !== '')(`restated figures equal those of their publishers to the digit${reason}`, () => {
  describe('UN Comtrade, China, HS 2846', () => {
    const rows = recorded('comtrade-china/annual-2020-2024.json', ['data']);

    it('weights, values and flags of Malaysia and World are those reported, 2020 to 2024', () => {
      const reported = sharedCsv('derived/china_reported_imports_hs2846_from_malaysia_annual.csv').filter(
        ({ partnerCode }) => partnerCode === '0' || partnerCode === '458',
      );
      const restated = rows.map((row) => ({
        refYear: row.refYear,
        reporterCode: row.reporterCode,
        partnerCode: row.partnerCode,
        cmdCode: row.cmdCode,
        flowCode: row.flowCode,
        primaryValue_usd: row.primaryValue,
        netWgt_kg: row.netWgt,
        isReported: pythonBoolean(row.isReported),
        isAggregate: pythonBoolean(row.isAggregate),
        isNetWgtEstimated: pythonBoolean(row.isNetWgtEstimated),
        legacyEstimationFlag: row.legacyEstimationFlag,
      }));
      expect(restated).toEqual(reported.map((row) => without(row, 'source_file')));
    });

    it('every field is the one of the answer, where the answer is at hand (its description apart)', () => {
      const answers = ['2020', '2021', '2022'].flatMap((year) =>
        jsonRecords(shared(`comtrade/china_2846_annual/${year}.json`), ['data']).filter(
          ({ partnerCode }) => partnerCode === '0' || partnerCode === '458',
        ),
      );
      const restated = rows.filter(({ period }) => Number(period) <= 2022);
      expect(restated).toHaveLength(6);
      for (const [index, row] of restated.entries()) expect(answers[index]).toMatchObject(without(row, 'cmdDesc'));
    });

    it('dates of publication are those of getMetadata, every one of them', () => {
      const answered = jsonRecords(shared('comtrade/china_2846_annual/publication_metadata.json'), ['data']).filter(
        ({ period }) => Number(period) >= 2020,
      );
      const restated = recorded('comtrade-china/publications.json', ['data']);
      expect(publicationsIn(restated)).toEqual(publicationsIn(answered));
    });
  });

  describe('EIA, LNG by vessel', () => {
    it('every month of Malaysia from 2023-05 to 2026-02 is restated', () => {
      const reported = sharedCsv('eia/us_lng_vessel_exports_by_destination_202304_202602.csv')
        .filter(({ destination }) => destination === 'Malaysia')
        .map(({ period, volume_mmcf: value }) => ['NGM_EPG0_EVE_NUS-NMY_MMCF', period!.slice(0, 7), value]);
      expect(reported).toHaveLength(34);
      expect(eiaFigures('monthly-2023-05-2026-02.json')).toEqual(reported);
    });

    it('of the release of 2026-09-30 Malaysia and the total are restated, blank cells as blank', () => {
      const reported = sharedCsv('eia/malaysia_lng_by_vessel_and_totals_2026-03_2026-07_vintage_2026-09-30.csv')
        .filter(({ block }) => block === 'exports by vessel')
        .map(({ series_id, date, mmcf }) => [series_id, date!.slice(0, 7), mmcf === '' ? null : mmcf]);
      expect(reported).toHaveLength(12);
      expect(eiaFigures('release-2026-09-30.json')).toEqual(reported);
    });
  });

  it('USGS: production and reserves of Malaysia and the world are restated in the columns of the release', () => {
    const restatedAreas = new Set(['Malaysia', 'World total']);
    const reported = sharedCsv('usgs/MCS2026_rare_earths_rows.cp1252.csv', 'windows-1252').filter(
      (row) => row.Section === 'World Mine Production and Reserves' && restatedAreas.has(row.Country!),
    );
    const restated = csvRecords(folderBytes('recorded/usgs-mcs/MCS2026_Commodities_Data.csv'), 'windows-1252');
    expect(reported).toHaveLength(6);
    expect(Object.keys(restated[0]!)).toEqual(Object.keys(reported[0]!));
    expect(restated).toEqual(
      reported.map((row) => ({ ...row, Notes: /^Estimated\./.exec(row.Notes!)?.[0] ?? '', 'Other notes': '' })),
    );
  });

  it('USITC DataWeb: every value and mass of 2846, 2805 and 8505 is restated, and 0 kg beside a value is missing', () => {
    const reported = sharedCsv('derived/us_imports_for_consumption_from_malaysia_usitc_annual_and_ytd.csv')
      .filter(({ flow, value_usd }) => flow === 'imports_for_consumption' && value_usd !== '')
      .flatMap(({ hts4, year, ytd_jan_apr, value_usd, mass_kg }) => {
        const yearToDate = ytd_jan_apr === 'True';
        const period = yearToDate ? `${year}-01/${year}-04` : year!;
        const series = (unit: string) => `us-imports-${hts4}-from-malaysia-${unit}${yearToDate ? '-ytd' : ''}`;
        const mass = mass_kg === '0.0' && value_usd !== '0.0' ? '' : whole(mass_kg!);
        return [
          [series('usd'), period, whole(value_usd!), 'USD'],
          [series('kg'), period, mass, 'kg'],
        ];
      });
    const restated = figureRows('figures/usitc-dataweb.csv').map((row) => [
      row.series,
      row.period,
      row.value,
      row.unit,
    ]);
    expect(restated).toHaveLength(138);
    expect(inOrder(restated)).toEqual(inOrder(reported));
  });

  it('Lynas: every quarter is restated with its page, the conflicting report among them', () => {
    const press = sharedCsv('lynas/lynas_quarterly_reported.csv');
    const reported = press.flatMap(({ period_start, reo_tonnes, ndpr_tonnes }) => {
      const quarter = `${period_start!.slice(0, 4)}-Q${(Number(period_start!.slice(5, 7)) + 2) / 3}`;
      return [
        ['lynas-reo-output', quarter, reo_tonnes!, 't REO'],
        ...(ndpr_tonnes === '' ? [] : [['lynas-ndpr-output', quarter, ndpr_tonnes!, 't']]),
      ];
    });
    const rows = figureRows('figures/lynas-quarterly.csv');
    expect(inOrder(rows.map((row) => [row.series, row.period, row.value, row.unit]))).toEqual(inOrder(reported));

    const pages = press.map(({ source_url, note }) => `${source_url} ${note}`).join('\n');
    expect(rows.filter(({ source_url }) => !pages.includes(source_url))).toEqual([]);
  });
});

const pythonBoolean = (value: JsonValue | undefined) => (value === true ? 'True' : 'False');

const without = (row: Readonly<Record<string, JsonValue>>, name: string) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));

function publicationsIn(datasets: readonly Record<string, JsonValue>[]) {
  return datasets.map(({ period, datasetCode, reporterCode, notes }) => ({
    period,
    datasetCode,
    reporterCode,
    published: recordsOf(notes).map((note) => [
      note.publicationDate,
      note.publicationDateShort,
      note.classificationCode,
      note.importValuation,
      note.importPartnerCountry,
    ]),
  }));
}

function eiaFigures(file: string) {
  return recorded(`eia-lng/${file}`, ['response', 'data']).map(({ series, period, value }) => [series, period, value]);
}

const inOrder = (figures: readonly (readonly string[])[]) => figures.map((figure) => figure.join(' ')).toSorted();
