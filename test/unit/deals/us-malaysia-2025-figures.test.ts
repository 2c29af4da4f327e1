import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { fitsFrequency, parsePeriod } from '../../../config/vocabulary/period.ts';
import { connectors } from '../../../services/sources/registry.ts';
import {
  csvRecords,
  dealFile,
  FIGURE_COLUMNS,
  figureRows,
  folderBytes,
  jsonRecords,
  recordedIndex,
} from '../../support/us-malaysia-folder.ts';

const deal = dealFile();
const sources = Object.entries(deal.sources);
const handFed = sources.filter(([, { publisher }]) => publisher === 'hand-fed');
const published = sources.filter(([, { publisher }]) => publisher !== 'hand-fed');
const filesOf = (query: Readonly<Record<string, unknown>>): string[] => [query.files ?? []].flat().map(String);
const rows = handFed.flatMap(([source, { query }]) =>
  filesOf(query).flatMap((file) => figureRows(file).map((row) => ({ ...row, source }))),
);
const valueOf = (series: string, period: string) =>
  rows.filter((row) => row.series === series && row.period === period).map(({ value }) => value);
const lng = ['monthly-2023-05-2026-02.json', 'release-2026-09-30.json'].flatMap((file) =>
  jsonRecords(folderBytes(`recorded/eia-lng/${file}`), ['response', 'data']),
);
const toMalaysia = lng.filter(({ series }) => series === 'NGM_EPG0_EVE_NUS-NMY_MMCF');

describe('where figures come from', () => {
  it('a publisher has recorded answers, or the file says why not', () => {
    const folder = (id: string) => new URL(`../../../config/deals/us-malaysia-2025/recorded/${id}/`, import.meta.url);
    const wrong = published.filter(([id, spec]) => existsSync(folder(id)) !== (spec.idle_when_recorded === undefined));
    expect(wrong.map(([id]) => id)).toEqual([]);
    const recorded = published.filter(([, spec]) => spec.idle_when_recorded === undefined).map(([id]) => id);
    expect(recorded).toEqual(['comtrade-china', 'eia-lng', 'usgs-mcs']);
  });

  it('every series is one that its source feeds, in its unit and frequency', () => {
    const unfed = Object.entries(deal.series).filter(([, series]) => {
      const { publisher, query } = deal.sources[series.source]!;
      const connector = connectors[publisher]!;
      const yields = connector.yields(connector.query.parse(query));
      return (
        yields !== 'named' &&
        !('feeds' in yields ? [] : yields).some(
          ({ dimensions, unit, frequency }) =>
            series.unit === unit &&
            series.frequency === frequency &&
            Object.entries(dimensions).every(([name, value]) => series.dimensions[name] === value),
        )
      );
    });
    expect(unfed.map(([id]) => id)).toEqual([]);
  });

  it('no two sources are asked in the same minute', () => {
    const minutes = sources.map(([, { schedule }]) => schedule.split(' ').slice(0, 2).join(' '));
    expect(new Set(minutes).size).toBe(sources.length);
  });

  it('no hand-fed figure is without its outlet, its address, and who entered it and when', () => {
    const unsourced = rows.filter(
      ({ reported_by, source_url, entered_by, entered_on }) =>
        reported_by === '' ||
        !/^https:\/\/\S+$/.test(source_url) ||
        entered_by === '' ||
        !/^\d{4}-\d{2}-\d{2}$/.test(entered_on),
    );
    expect(rows.length).toBeGreaterThan(150);
    expect(unsourced).toEqual([]);
  });

  it('no recorded answer is without a citation, its day, and its document', () => {
    const answers = published
      .filter(([, spec]) => spec.idle_when_recorded === undefined)
      .flatMap(([id]) =>
        recordedIndex(id).map((answer) => ({ ...answer, bytes: folderBytes(`recorded/${id}/${answer.file}`) })),
      );
    expect(answers).toHaveLength(5);
    expect(answers.filter(({ citation, recorded, bytes }) => !citation || !recorded || bytes.length === 0)).toEqual([]);
  });

  it('a hand-fed row is of a series of its source, in its unit and frequency', () => {
    const misplaced = rows.filter(({ source, series, unit, period }) => {
      const spec = deal.series[series];
      return spec?.source !== source || spec.unit !== unit || !fitsFrequency(parsePeriod(period), spec.frequency);
    });
    expect(misplaced).toEqual([]);
  });

  it('a hand-fed value is empty exactly where the figure is missing, with the reason beside it', () => {
    const missing = rows.filter(({ status }) => status === 'missing');
    expect(rows.filter(({ value }) => value === '')).toEqual(missing);
    expect(missing.filter(({ note }) => note === '')).toEqual([]);
  });

  it('of what nobody has reported there is a file that holds its columns', () => {
    const [header] = folderBytes('figures/announcements.csv').toString('utf8').split('\n');
    expect(header).toBe(FIGURE_COLUMNS.join(','));
  });
});

describe('the figures', () => {
  // UN Comtrade, reporter 156, HS 2846, imports, annual, answered 2026-07-10.
  it('China reported 16,344,687 kg of rare-earth compounds from Malaysia in 2024, weighed and not estimated', () => {
    const found = jsonRecords(folderBytes('recorded/comtrade-china/annual-2020-2024.json'), ['data']).filter(
      ({ period, partnerCode }) => period === '2024' && partnerCode === '458',
    );
    expect(found).toMatchObject([{ netWgt: '16344687.0', isNetWgtEstimated: false, primaryValue: '206356238.0' }]);
  });

  // EIA, NGM_EPG0_EVE_NUS-NMY_MMCF: 7,166 in May, 7,366 in July and 3,694 in August 2024.
  it('18,226 MMcf of US LNG went to Malaysia in 2024, and none in any month since', () => {
    const total = (after: string, before: string) =>
      toMalaysia
        .filter(({ period }) => String(period) >= after && String(period) <= before)
        .reduce((sum, { value }) => sum.plus(String(value)), new Decimal(0))
        .toString();
    expect(total('2024-01', '2024-12')).toBe('18226');
    expect(total('2024-09', '2026-07')).toBe('0');
  });

  it('a blank cell before the first cargo is no zero, and April 2023 is absent', () => {
    expect(toMalaysia.filter(({ value }) => value === null).map(({ period }) => period)).toEqual([
      '2016-01',
      '2016-02',
    ]);
    expect(toMalaysia.some(({ period }) => period === '2023-04')).toBe(false);
  });

  it('the US total of LNG is recorded only where EIA reported one', () => {
    const totals = lng.filter(({ series }) => series === 'NGM_EPG0_EVE_NUS-Z00_MMCF').map(({ period }) => period);
    expect(totals).toEqual(['2026-03', '2026-04', '2026-05', '2026-06', '2026-07']);
  });

  // Argus Media and nrinvesting.com on Lynas, July to September 2025.
  it('both reports of the Lynas quarter are kept, and the doubtful one says why it steps back', () => {
    const quarter = rows.filter(({ series, period }) => series === 'lynas-reo-output' && period === '2025-Q3');
    expect(quarter.map(({ value, reported_by, superseded }) => [value, reported_by, superseded !== ''])).toEqual([
      ['3993', 'Argus Media', false],
      ['3933', 'nrinvesting.com', true],
    ]);
  });

  // USITC DataWeb, HTS 8505 from Malaysia: 0 kg beside US$13,795,504 in 2015.
  it('0 kg beside millions of dollars of magnets is missing, not zero', () => {
    const magnets = rows.filter(({ series }) => series.startsWith('us-imports-8505-from-malaysia-kg'));
    const missing = magnets.filter(({ status }) => status === 'missing').map(({ period }) => period.slice(0, 4));
    expect([...new Set(missing)]).toEqual(['2015', '2016', '2017', '2018']);
    expect(magnets.filter(({ value }) => value === '0')).toEqual([]);
    expect(valueOf('us-imports-8505-from-malaysia-usd', '2015')).toEqual(['13795504']);
  });

  // USITC DataWeb, HTS 2846 from Malaysia, January to April.
  it('the mass of US imports fell while their value held, and both are kept', () => {
    expect(valueOf('us-imports-2846-from-malaysia-kg-ytd', '2025-01/2025-04')).toEqual(['525492']);
    expect(valueOf('us-imports-2846-from-malaysia-kg-ytd', '2026-01/2026-04')).toEqual(['135914']);
    expect(valueOf('us-imports-2846-from-malaysia-usd-ytd', '2025-01/2025-04')).toEqual(['1273421']);
    expect(valueOf('us-imports-2846-from-malaysia-usd-ytd', '2026-01/2026-04')).toEqual(['1287367']);
  });

  // USGS, Mineral Commodity Summaries 2026.
  it("USGS estimates Malaysia's mines at 140 t in 2024 and 110 t in 2025", () => {
    const mines = csvRecords(folderBytes('recorded/usgs-mcs/MCS2026_Commodities_Data.csv'), 'windows-1252').filter(
      ({ Country, Statistics }) => Country === 'Malaysia' && Statistics === 'Production',
    );
    expect(mines.map(({ Year, Value, Notes }) => [Year, Value, Notes])).toEqual([
      ['2024', '140', 'Estimated.'],
      ['2025', '110', 'Estimated.'],
    ]);
  });
});
