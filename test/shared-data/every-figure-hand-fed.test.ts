import { describe, expect, test } from 'vitest';
import { canonicalDecimal } from '../../config/vocabulary/decimal.ts';
import type { Report } from '../../services/sources/connector.ts';
import { handFed } from '../../services/sources/hand-fed/connector.ts';
import { csvRecords, FIGURE_COLUMNS } from '../support/us-malaysia-folder.ts';
import { bytesOf, csvOf, found, isThere, read, textOf, ABSENT } from './figures.ts';

describe.skipIf(!isThere)(`no figure of Lynas and USITC DataWeb in ../shared/data is lost${ABSENT}`, () => {
  const NOTHING: Report = { observations: [], publications: [] };

  /** Figures that people enter, restated in the columns of their file. */
  const handFedOf = (figures: readonly (readonly [series: string, period: string, value: string, unit: string])[]) => {
    const lines = figures.map(([series, period, value, unit], index) => {
      const cells: Record<string, string> = {
        series,
        period,
        value,
        unit,
        status: value === '' ? 'missing' : 'reported',
        reported_by: `Reporter ${index}`,
        source_url: 'https://example.org/',
        published: '',
        entered_by: 'test',
        entered_on: '2026-11-24',
        superseded: '',
        note: '',
      };
      return FIGURE_COLUMNS.map((column) => cells[column]!);
    });
    return read(handFed, { files: ['figures/a.csv'] }, csvOf([[...FIGURE_COLUMNS], ...lines]), 'file:figures/a.csv');
  };

  test('Lynas: every tonne of every quarter, conflicting reports among them', () => {
    const rows = csvRecords(bytesOf('lynas/lynas_quarterly_reported.csv'));
    const figures = rows.flatMap((row) => {
      const quarter = `${row['period_start']!.slice(0, 4)}-Q${(Number(row['period_start']!.slice(5, 7)) + 2) / 3}`;
      return ['reo_tonnes', 'ndpr_tonnes', 'dy_tb_tonnes'].flatMap((column) =>
        row[column] === '' ? [] : [[column.replaceAll('_', '-'), quarter, row[column]!, 't'] as const],
      );
    });
    const lines = textOf('lynas/lynas_quarterly_reported.csv').matchAll(/^.{10},.{10},Q\d FY\d\d,(\d*),(\d*),(\d*),/gm);
    const counted = [...lines].flatMap(([, ...tonnes]) => tonnes.filter((text) => text !== ''));
    expect(counted).toHaveLength(21);
    expect(figures.map(([, , tonnes]) => tonnes)).toEqual(counted);
    expect(found(handFedOf(figures), 'series')).toEqual(
      figures.map(([series, period, value]) => `${series} ${period} ${value}`),
    );
  });

  test.each(['2612', '2805', '2846', '8505'])(
    'USITC DataWeb, heading %s: every value and mass of both ways, exact to the digit',
    (heading) => {
      const text = textOf(`usitc_dataweb/malaysia_hts${heading}_annual_and_ytd.json`);
      const row = /\[\s*"(\w+)",\s*"Malaysia",\s*"MYS",\s*(\d{4}),\s*(true|false),\s*([\d.]+|null),\s*([\d.]+|null),/g;
      const rows = [...text.matchAll(row)];
      expect(rows).toHaveLength(text.match(/"MYS"/g)?.length ?? 0);
      const figures = rows.flatMap(([, flow, year, isToDate, value, mass]) => {
        const period = isToDate === 'true' ? `${year}-01/${year}-04` : year!;
        const series = (unit: string) => `${flow}-${unit}`.replaceAll('_', '-');
        const both = [
          [series('usd'), period, value!, 'USD'],
          [series('kg'), period, mass!, 'kg'],
        ] as const;
        return both.filter(([, , figure]) => figure !== 'null');
      });
      const report = figures.length === 0 ? NOTHING : handFedOf(figures);
      expect(found(report, 'series')).toEqual(
        figures.map(([series, period, value]) => `${series} ${period} ${canonicalDecimal(value)}`),
      );
    },
  );
});
