import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../config/config-error.ts';
import type { Deal } from '../../../config/deal/schema.ts';
import { openDeal } from '../../../services/deal.ts';
import { type BroughtFile, checkFile } from '../../../services/import/check.ts';
import { UnclearImportError } from '../../../services/import/errors.ts';
import { FIGURES } from '../../../services/sources/hand-fed/figures.ts';
import { readRows } from '../../../services/sources/hand-fed/rows.ts';
import { tempFolder, type TempFolder } from '../../support/app.ts';
import { writeTinPact } from '../../support/tin-pact.ts';
import { LEDGER_QUERY, tinFigures, tinMeasures, WIDER_QUERY, writeDealFile } from '../../support/tin-tables.ts';

let folder: TempFolder;
let plain: Deal;
let wide: Deal;
beforeAll(async () => {
  folder = await tempFolder();
  const places = [`${folder.path}/plain`, `${folder.path}/wide`] as const;
  writeTinPact(places[0]);
  writeTinPact(places[1], [LEDGER_QUERY, WIDER_QUERY]);
  plain = openDeal(places[0]);
  wide = openDeal(places[1]);
});
afterAll(() => folder[Symbol.asyncDispose]());
beforeEach(() => {
  writeDealFile(plain.folder, 'figures/ledger.csv', tinFigures([{}, { period: '2026-02' }]));
  writeDealFile(wide.folder, 'figures/ledger.csv', tinFigures([{}]));
  writeDealFile(wide.folder, 'figures/more.xlsx', tinFigures([{ period: '2026-02' }], 'xlsx'));
  writeDealFile(wide.folder, 'figures/events.csv', tinMeasures([{}]));
});

const brought = (bytes: Uint8Array, more: Partial<BroughtFile> = {}): BroughtFile => ({
  source: 'ledger',
  name: 'new.csv',
  format: 'csv',
  bytes,
  ...more,
});

/** The lines of a refusal of the file, or of the wrong use. */
async function refusalOf(deal: Deal, file: BroughtFile): Promise<readonly string[]> {
  try {
    await checkFile(deal, file);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    if (error instanceof UnclearImportError) return [`unclear: ${error.message}`];
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a file that can be read', () => {
  test('takes the place of the only file of the source, byte for byte', async () => {
    const bytes = tinFigures([{}, { period: '2026-02' }, { period: '2026-03', value: '2' }]);
    const checked = await checkFile(plain, brought(bytes));
    expect(checked).toMatchObject({ target: 'figures/ledger.csv', rows: 3, lost: [], unreadable: undefined });
    expect(checked.bytes).toBe(bytes);
  });

  test('of another format is written anew in that of the file in place', async () => {
    const bytes = tinFigures([{ value: '1.10', note: 'a, b' }, { period: '2026-02' }], 'xlsx');
    const checked = await checkFile(plain, brought(bytes, { name: 'new.xlsx', format: 'xlsx' }));
    const { rows } = readRows(FIGURES, checked.bytes, 'csv');
    expect(rows.map(({ cells: { period, value, note } }) => [period, value, note])).toEqual([
      ['2026-01', '1.10', 'a, b'],
      ['2026-02', '1.5', ''],
    ]);
  });

  test('says which rows of the file in place it no longer has, whatever it says of the others', async () => {
    const { lost } = await checkFile(plain, brought(tinFigures([{ value: '9' }])));
    expect(lost).toEqual(['tin-deliveries of 2026-02 by The mine']);
  });

  test('says that a file in place cannot be read', async () => {
    writeDealFile(plain.folder, 'figures/ledger.csv', new TextEncoder().encode('series;period'));
    const { lost, unreadable } = await checkFile(plain, brought(tinFigures([{}])));
    expect(lost).toEqual([]);
    expect(unreadable).toMatch(/separated by commas/);
  });

  test('is of figures or of measures by its header, and goes to the file of its kind and name', async () => {
    const name = 'more.csv';
    const figures = await checkFile(wide, brought(tinFigures([{ period: '2026-03' }]), { name }));
    expect(figures).toMatchObject({ target: 'figures/more.xlsx', lost: ['tin-deliveries of 2026-02 by The mine'] });
    expect('figures' in figures.states && figures.states.figures.map(({ observation }) => observation.locator)).toEqual(
      ['#cell=2,3', '#cell=2,3'],
    );
    const measures = await checkFile(wide, brought(tinMeasures([{}, { key: 'other' }])));
    expect(measures).toMatchObject({ target: 'figures/events.csv', rows: 2, lost: [] });
    expect('measures' in measures.states && measures.states.measures.map(({ key }) => key)).toEqual([
      'tin-order',
      'other',
    ]);
  });
});

describe('a file that is not valid', () => {
  test('is refused with every place and mending at once', async () => {
    const rows = [{ value: '1,000' }, { period: '2026-02', published: 'today' }];
    expect(await refusalOf(plain, brought(tinFigures(rows)))).toEqual([
      'new.csv: row 2, column 3 (value) "1,000": write 1000, without thousands separators',
      'new.csv: row 3, column 8 (published) "today": write a date such as 2026-01-21, or leave it empty',
    ]);
    expect(
      await refusalOf(plain, brought(tinFigures([{ value: 'x' }], 'xlsx'), { name: 'n.xlsx', format: 'xlsx' })),
    ).toEqual([
      'n.xlsx: sheet figures, row 2, column C (value) "x": write a decimal number in full digits, such as 4457 or 12.5',
    ]);
  });

  test.each([
    [
      { series: 'tin-delivery' },
      'row 2, column 1 (series) "tin-delivery": the deal has no such series; ledger feeds tin-deliveries, raw-tin-exports',
    ],
    [
      { series: 'gas-exports' },
      'row 2, column 1 (series) "gas-exports": it belongs to the source gas; ledger feeds tin-deliveries, raw-tin-exports',
    ],
    [{ unit: 'kg' }, 'row 2, column 4 (unit) "kg": tin-deliveries is in t'],
    [{ period: '2026' }, 'row 2, column 2 (period) "2026": tin-deliveries reports by month'],
  ])('%j does not fit the deal', async (row, problem) => {
    expect(await refusalOf(plain, brought(tinFigures([row])))).toEqual([`new.csv: ${problem}`]);
  });

  test('a figure or measure that another file of the source states already is refused', async () => {
    const doubled = await refusalOf(wide, brought(tinFigures([{ period: '2026-02' }]), { name: 'ledger.csv' }));
    expect(doubled).toEqual([expect.stringMatching(/^ledger\.csv: .*tin-deliveries of 2026-02 is reported twice/)]);
  });

  test('another file of the source that the next pull would refuse is told', async () => {
    writeDealFile(wide.folder, 'figures/more.xlsx', tinFigures([{ value: 'x' }], 'xlsx'));
    const lines = await refusalOf(wide, brought(tinFigures([{}]), { name: 'ledger.csv' }));
    expect(lines).toEqual([expect.stringMatching(/^figures\/more\.xlsx: sheet figures, row 2, column C \(value\)/)]);
  });

  test('neither figures nor measures: both headers are told', async () => {
    const [line, ...others] = await refusalOf(wide, brought(new TextEncoder().encode('a,b\n')));
    expect(line).toMatch(/^new\.csv: row 1 must be the header series,.*, or row 1 must be the header key,/);
    expect(others).toEqual([]);
  });

  test('of many problems fifty are told, and the rest are counted', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({ reported_by: `Mine ${index}`, value: 'x' }));
    const lines = await refusalOf(plain, brought(tinFigures(rows)));
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('new.csv: and 10 more');
  });
});

describe('what is not clear', () => {
  test.each([
    [{ source: 'gas' }, 'the source gas is fed by its publisher, not by hand; those fed by hand: ledger'],
    [{ source: 'nix' }, 'no source "nix" in tin-pact; those fed by hand: ledger'],
  ])('%j is no source for it', async (more, message) => {
    expect(await refusalOf(plain, brought(tinFigures([{}]), more))).toEqual([`unclear: ${message}`]);
  });

  test('whose place it takes, where there are several and none of its name', async () => {
    expect(await refusalOf(wide, brought(tinFigures([{}])))).toEqual([
      'unclear: the source reads figures/ledger.csv, figures/more.xlsx: give new.csv the name of the one whose place it takes',
    ]);
  });
});
