import { describe, expect, test } from 'vitest';
import { locate } from '../../../../services/sources/wire/locator.ts';
import { sheetCellLocator } from '../../../../services/sources/wire/xlsx/place.ts';
import { openWorkbook } from '../../../../services/sources/wire/xlsx/workbook.ts';
import {
  formulaCell,
  numberCell,
  type RawCell,
  sheetBytes,
  typedCell,
  workbookBytes,
  workbookParts,
  zipped,
} from '../../../support/xlsx.ts';
import { refusalOf } from '../documents.ts';

const cellsOf = (bytes: Uint8Array, sheet = 'figures') =>
  openWorkbook(bytes)
    .sheet(sheet)!
    .rows.map(({ cells }) => [...cells.values()]);
const only = (cell: RawCell, more: Parameters<typeof sheetBytes>[1] = {}) => cellsOf(sheetBytes([[cell]], more))[0]![0];
const refused = (bytes: Uint8Array) => refusalOf(() => cellsOf(bytes));

describe('a text', () => {
  test.each([false, true])('is what was written, blanks and signs and all (kept once: %s)', (sharesTexts) => {
    const texts = [' a & b ', '<c>', '"d"', '1,000', '=1+1', 'é—中'];
    expect(cellsOf(sheetBytes([texts], { sharesTexts }))).toEqual([texts.map((text) => ({ text }))]);
  });

  test('of several runs is all of them, without the readings of its words', () => {
    const inner = '<is><r><t>Ly</t></r><r><rPr><b/></rPr><t>nas</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></is>';
    expect(only({ attributes: 't="inlineStr"', inner })).toEqual({ text: 'Lynas' });
  });

  test('may hold what XML cannot, and numbers of characters', () => {
    expect(
      only({ attributes: 't="inlineStr"', inner: '<is><t>a_x000A_b_x005F_x000A_&#233;&#x4e2d;</t></is>' }),
    ).toEqual({
      text: 'a\nb_x000A_é中',
    });
  });

  test('that is not in the file is told', () => {
    expect(only(typedCell('s', '7'))?.problem).toMatch(/not in the file/);
    expect(only(typedCell('s', '-1'))?.problem).toMatch(/not in the file/);
  });
});

describe('a number', () => {
  test.each([
    ['2382', '2382'],
    ['0.1', '0.1'],
    ['191049044049', '191049044049'],
    ['1.1000000000000001', '1.1'],
    ['0.10000000000000001', '0.1'],
    ['4.3499999999999996', '4.35'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['1E-5', '0.00001'],
    ['1.23E+20', '123000000000000000000'],
    ['-2.5', '-2.5'],
    ['12345678901234567890.123', '12345678901234567890.123'],
    ['0', '0'],
  ])('written %s is %s', (written, text) => {
    expect(only(numberCell(written))).toEqual({ text });
  });

  test.each(['', ' '].map((blank) => `12${blank}a`).concat('NaN', '0x10', '1_000'))('written %s is none', (written) => {
    expect(only(numberCell(written))?.problem).toBe('it is no number');
  });

  test.each([
    ['#,##0', '2382'],
    ['0.00', '2382'],
    ['#,##0.00 "kg"', '2382'],
    ['[Red]-0.0;0.0', '2382'],
    ['[$€-407] #,##0', '2382'],
    ['0.00E+00', '2382'],
    ['_-* #,##0_-;-* #,##0_-', '2382'],
    ['"d" 0', '2382'],
    ['\\d0', '2382'],
  ])('of the format %s is itself', (format, text) => {
    expect(only(numberCell('2382', 1), { formats: [format] })).toEqual({ text });
  });

  test.each([[9], [10], ['0.0%'], ['#,##0 %']])(
    'of the format %s shows a hundred times as much, and is refused',
    (format) => {
      expect(only(numberCell('0.05', 1), { formats: [format] })?.problem).toMatch(/percent/);
    },
  );

  test.each(['#,##0,', '0.0,,"M"', '#,##0, "k"', '0,;-0,'])(
    'of the format %s shows a thousandth, and is refused',
    (format) => {
      expect(only(numberCell('4457000', 1), { formats: [format] })?.problem).toMatch(/magnitude/);
    },
  );
});

describe('a day', () => {
  test.each<[string, string, number | string]>([
    ['46043', '2026-01-21', 14],
    ['46043', '2026-01-21', 'yyyy-mm-dd'],
    ['46043', '2026-01-21', 'd. mmm yy;@'],
    ['1', '1900-01-01', 14],
    ['59', '1900-02-28', 14],
    ['61', '1900-03-01', 14],
    ['2958465', '9999-12-31', 14],
    ['46043.4375', '2026-01-21T10:30:00', 22],
    ['46043.999999', '2026-01-22', 22],
  ])('%s is %s', (serial, day, format) => {
    expect(only(numberCell(serial, 1), { formats: [format] })).toEqual({ text: day });
  });

  test('counts from 1904 where the workbook says so', () => {
    const more = { formats: [14], countsFrom1904: true };
    expect(only(numberCell('0', 1), more)).toEqual({ text: '1904-01-01' });
    expect(only(numberCell('44581', 1), more)).toEqual({ text: '2026-01-21' });
  });

  test.each(['0', '60', '-1', '2958466', '0.5'])('%s is none: it is no day of the calendar', (serial) => {
    expect(only(numberCell(serial, 1), { formats: [14] })?.problem).toBe('it is no day');
  });

  test('may be written as a day', () => {
    expect(only(typedCell('d', '2026-01-21T00:00:00'))).toEqual({ text: '2026-01-21' });
    expect(only(typedCell('d', '2026-01-21'))).toEqual({ text: '2026-01-21' });
  });
});

describe('what nobody entered', () => {
  test('a formula is refused, whatever it gave', () => {
    expect(only(formulaCell('1+1', '2'))).toEqual({ text: '2', problem: expect.stringMatching(/^it is a formula/) });
    expect(only({ attributes: 't="str"', inner: '<f t="shared" si="0"/><v>a</v>' })?.problem).toMatch(/formula/);
  });

  test('an error is refused', () => {
    expect(only(typedCell('e', '#REF!'))).toEqual({ text: '#REF!', problem: expect.stringMatching(/^it is an error/) });
  });

  test('yes and no are words, and no number', () => {
    expect(only(typedCell('b', '1'))).toEqual({ text: 'TRUE' });
    expect(only(typedCell('b', '0'))).toEqual({ text: 'FALSE' });
  });
});

describe('a sheet', () => {
  test('has the cells where they stand, blanks left out', () => {
    const sheet = openWorkbook(sheetBytes([['a', null, 'c'], [], [null, numberCell('')], ['', 'd']])).sheet('figures')!;
    expect(sheet.rows.map(({ row, cells }) => [row, [...cells.keys()]])).toEqual([
      [1, [1, 3]],
      [4, [2]],
    ]);
  });

  test('without references is read in order', () => {
    const parts = workbookParts({ sheets: [{ name: 'figures', rows: [['a', 'b'], ['c']] }] });
    const xml = parts['xl/worksheets/sheet1.xml' as keyof typeof parts].replaceAll(/ r="[A-Z]*\d+"/g, '');
    expect(cellsOf(zipped({ ...parts, 'xl/worksheets/sheet1.xml': xml }))).toEqual([
      [{ text: 'a' }, { text: 'b' }],
      [{ text: 'c' }],
    ]);
  });

  test('with prefixes, backslashes and the strict format is read all the same', () => {
    const {
      '_rels/.rels': root,
      'xl/_rels/workbook.xml.rels': relations,
      ...rest
    } = workbookParts({
      sheets: [{ name: 'figures', rows: [['a']] }],
    });
    const strict = (xml: string) =>
      xml.replaceAll(
        'http://schemas.openxmlformats.org/officeDocument/2006',
        'http://purl.oclc.org/ooxml/officeDocument',
      );
    const prefixed = (xml: string) => xml.replaceAll(/<(\/?)(?=[a-z])/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
    const bytes = zipped({
      '_rels\\.rels': strict(root),
      'xl\\_rels\\workbook.xml.rels': strict(relations),
      ...Object.fromEntries(
        Object.entries(rest).map(([name, xml]) => [
          name.replaceAll('/', '\\'),
          name.startsWith('xl/') ? prefixed(xml) : xml,
        ]),
      ),
    });
    expect(cellsOf(bytes)).toEqual([[{ text: 'a' }]]);
  });

  test('that hides or merges cells says so', () => {
    const bytes = workbookBytes({
      sheets: [
        {
          name: 'figures',
          rows: [['a', 'b', 'c'], ['d'], ['e']],
          rowAttributes: { 2: 'hidden="1"' },
          before: '<cols><col min="2" max="2" hidden="1"/><col min="7" max="9" hidden="1"/></cols>',
          after: '<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>',
        },
      ],
    });
    expect(openWorkbook(bytes).sheet('figures')?.problems).toEqual([
      'row 2 is hidden: show it, or delete it',
      'column B is hidden: show it, or empty it',
      'the cells A3:B3 are merged: unmerge them, and write each',
    ]);
  });

  test.each([
    ['a row twice', '<row r="1"><c r="A1"/></row><row r="1"><c r="B1"/></row>'],
    ['a row of words', '<row r="one"><c r="A1"/></row>'],
    ['a cell twice', '<row r="1"><c r="A1"/><c r="A1"/></row>'],
    ['a cell of another row', '<row r="1"><c r="A2"/></row>'],
    ['a cell beyond the last column', '<row r="1"><c r="XFE1"/></row>'],
  ])('with %s is refused', (_, rows) => {
    const parts = workbookParts({ sheets: [{ name: 'figures', rows: [] }] });
    const xml = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
    expect(refused(zipped({ ...parts, 'xl/worksheets/sheet1.xml': xml })).message).toMatch(
      /^sheet figures.* out of order$/,
    );
  });

  test('is told to be hidden', () => {
    const bytes = workbookBytes({
      sheets: [
        { name: 'figures', rows: [] },
        { name: 'b', state: 'hidden', rows: [] },
        { name: 'c', state: 'veryHidden', rows: [] },
      ],
    });
    expect(openWorkbook(bytes).sheets.map(({ isHidden }) => isHidden)).toEqual([false, true, true]);
  });
});

describe('a locator', () => {
  test.each(['figures', 'Q3 & Q4', 'a=b#c%', '数'])('leads back to a cell of the sheet %s', (name) => {
    const bytes = sheetBytes([['a'], [null, numberCell('1.1000000000000001')]], {}, name);
    expect(locate(bytes, sheetCellLocator(name, { row: 2, column: 2 }))).toBe('1.1');
  });

  test.each(['#sheet=figures&cell=B9', '#sheet=other&cell=A1', '#sheet=figures&cell=A2'])(
    '%s leads to nothing',
    (locator) => {
      expect(() => locate(sheetBytes([['a'], [formulaCell('1', '1')]]), locator)).toThrow(
        `nothing stands at ${locator}`,
      );
    },
  );

  test.each(['#sheet=figures&cell=A0', '#sheet=figures&cell=XFE1', '#sheet=%zz&cell=A1', '#sheet=&cell=A1'])(
    '%s is none',
    (locator) => {
      expect(() => locate(sheetBytes([['a']]), locator)).toThrow(/is no locator/);
    },
  );
});

describe('a file that could do harm', () => {
  const parts = workbookParts({ sheets: [{ name: 'figures', rows: [['a']] }] });
  const sheet = 'xl/worksheets/sheet1.xml';

  test('entities are not expanded, and a document type is refused', () => {
    const xml = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>`;
    expect(refused(zipped({ ...parts, [sheet]: xml })).message).toMatch(/defines a document type/);
    const unknown = parts[sheet as keyof typeof parts].replace('>a<', '>&b;<');
    expect(refused(zipped({ ...parts, [sheet]: unknown })).message).toMatch(/unknown entity/);
  });

  test.each(['&#27;', '&#x0;', '&#xD800;', '&#1114112;', '& '])('a name of a sheet with %s is refused', (entity) => {
    const named = parts['xl/workbook.xml'].replace('name="figures"', `name="a${entity}[31m"`);
    expect(refused(zipped({ ...parts, 'xl/workbook.xml': named })).fault).toBe('format');
  });

  test('a part that unpacks beyond all measure is refused before it is unpacked', () => {
    const bomb = zipped({ ...parts, [sheet]: new Uint8Array(17 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(refused(bomb)).toMatchObject({ fault: 'format', message: expect.stringMatching(/unpacks to more than/) });
  });

  test('parts that do so together are refused', () => {
    const many = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name) => [`xl/${name}.xml`, new Uint8Array(9 * 1024 * 1024)]),
    );
    expect(refused(zipped({ ...parts, ...many })).message).toMatch(/unpacks to more than/);
    const crowd = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`xl/media/${at}.png`, '']));
    expect(refused(zipped({ ...parts, ...crowd })).message).toMatch(/more than 1000 parts/);
  });

  test('a part that is longer or shorter than it says is refused', () => {
    for (const size of [60, 1_000_000]) {
      const bytes = zipped(parts);
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      const name = Buffer.from(bytes).lastIndexOf(sheet);
      view.setUint32(name - 46 + 24, size, true);
      expect(refused(bytes).fault).toBe('format');
    }
  });

  test('a part that is there twice, or nests beyond all measure, is refused', () => {
    expect(refused(zipped({ ...parts, 'XL/Workbook.xml': '<workbook/>' })).message).toMatch(/two parts of one name/);
    const deep = `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`;
    expect(refused(zipped({ ...parts, [sheet]: deep })).fault).toBe('format');
  });

  test('what lies outside of the file is not fetched', () => {
    const relations = parts['xl/_rels/workbook.xml.rels'].replace(
      'Target="worksheets/sheet1.xml"',
      'TargetMode="External" Target="https://example.org/sheet1.xml"',
    );
    expect(openWorkbook(zipped({ ...parts, 'xl/_rels/workbook.xml.rels': relations })).sheets).toEqual([]);
  });
});

describe('what is no workbook', () => {
  const parts = workbookParts({ sheets: [{ name: 'figures', rows: [['a']] }] });

  test.each<[string, Uint8Array, RegExp]>([
    ['a text', new TextEncoder().encode('series,period'), /no XLSX workbook$/],
    ['nothing', new Uint8Array(), /no XLSX workbook$/],
    [
      'an old workbook, or one with a password',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1),
      /old XLS workbook, or has a password/,
    ],
    ['half a file', zipped(parts).subarray(0, 400), /damaged/],
    ['another zip file', zipped({ 'a.txt': 'a' }), /no xl\/workbook\.xml/],
    ['broken XML', zipped({ ...parts, 'xl/workbook.xml': '<workbook><sheets></workbook>' }), /no well-formed XML/],
    ['other bytes than UTF-8', zipped({ ...parts, 'xl/workbook.xml': Uint8Array.of(0x3c, 0xff) }), /no utf-8 text/],
    [
      'another encoding',
      zipped({ ...parts, 'xl/workbook.xml': '<?xml version="1.0" encoding="UTF-16"?><a/>' }),
      /not in UTF-8/,
    ],
    [
      'a sheet that is not there',
      zipped(Object.fromEntries(Object.entries(parts).filter(([name]) => !name.includes('sheet1')))),
      /not there/,
    ],
    [
      'two sheets of one name',
      workbookBytes({
        sheets: [
          { name: 'a', rows: [] },
          { name: 'a', rows: [] },
        ],
      }),
      /two sheets of one name/,
    ],
  ])('%s is told', (_, bytes, message) => {
    expect(refused(bytes)).toMatchObject({ fault: 'format', message: expect.stringMatching(message) });
  });
});
