import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../../services/sources/wire/csv.ts';
import { refusalOf } from './documents.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('parseCsv', () => {
  test('the header is row 1, and a blank line is counted as a spreadsheet counts it', () => {
    expect(parseCsv(bytes('a,b\n1,2\n\n3,4\n'), 'utf-8')).toEqual({
      header: ['a', 'b'],
      rows: [
        { row: 2, cells: ['1', '2'] },
        { row: 4, cells: ['3', '4'] },
      ],
    });
  });

  test('a line break within quotes makes no row', () => {
    expect(parseCsv(bytes('a,b\n"x\ny",2\n3,4\n'), 'utf-8').rows.map(({ row }) => row)).toEqual([2, 3]);
  });

  test('line ends of every kind may be mixed, and the last may be wanting', () => {
    expect(parseCsv(bytes('a,b\r\n1,2\n3,4\r5,6'), 'utf-8').rows.map(({ cells }) => cells[1])).toEqual(['2', '4', '6']);
  });

  test('Windows-1252 has its dashes where UTF-8 has none', () => {
    const cp1252 = Uint8Array.of(0x61, 0x0a, 0x97, 0x0a, 0x96, 0x0a);
    expect(parseCsv(cp1252, 'windows-1252').rows.map(({ cells }) => cells[0])).toEqual(['—', '–']);
    expect(refusalOf(() => parseCsv(cp1252, 'utf-8')).message).toBe('the bytes are no utf-8 text');
  });

  test('a byte order mark is no part of the first column', () => {
    expect(parseCsv(bytes('\u{FEFF}a,b\n'), 'utf-8').header).toEqual(['a', 'b']);
  });

  test.each([
    ['a row that is too short', 'a,b\n1,2\n3\n', /^row 3 has 1 cells, the header 2$/],
    ['a row that is too long', 'a,b\n1,2,3\n', /^row 2 has 3 cells/],
    ['a quote that is never closed', 'a,b\n1,"2\n', /the CSV is broken: .*line 2/],
    ['an empty file', '', /no header/],
    ['a web page', '<html><body>404</body></html>', /a web page/],
  ])('%s is refused', (_, text, message) => {
    const error = refusalOf(() => parseCsv(bytes(text), 'utf-8'));
    expect(error.fault).toBe('format');
    expect(error.message).toMatch(message);
  });
});
