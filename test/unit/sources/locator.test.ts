import { describe, expect, test } from 'vitest';
import { figureIn, locate } from '../../../services/sources/wire/locator.ts';
import { refusalOf } from './documents.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('locate', () => {
  const json = bytes('{"data":[{"netWgt":8146160.0,"note":"\\u0041","none":null,"a/b~c":[true]}],"":"blank"}');

  test.each([
    ['#/data/0/netWgt', '8146160.0'],
    ['#/data/0/note', 'A'],
    ['#/data/0/none', 'null'],
    ['#/data/0/a~1b~0c/0', 'true'],
    ['#/', 'blank'],
  ])('%s leads to %s as it was written', (locator, raw) => {
    expect(locate(json, locator)).toBe(raw);
  });

  test.each(['#/data/1/netWgt', '#/data/00/netWgt', '#/data/0/toString', '#/data/-1', '#/data/0/note/length'])(
    '%s leads to nothing',
    (locator) => {
      expect(() => locate(json, locator)).toThrow(`nothing stands at ${locator}`);
    },
  );

  test('the place after the last element of a list is empty: nothing stands there', () => {
    expect(locate(json, '#/data/-')).toBe('');
    expect(figureIn(locate(json, '#/data/-'))).toBeNull();
    expect(locate(bytes('[["a"]]'), '#/-')).toBe('');
    expect(() => locate(json, '#/data/-/netWgt')).toThrow(RangeError);
    expect(() => locate(json, '#/-')).toThrow('nothing stands at #/-');
  });

  test('a locator of more than one value is no locator of a figure', () => {
    expect(() => locate(json, '#/data')).toThrow(/more than one value/);
    expect(() => locate(json, '#')).toThrow(/more than one value/);
  });

  test.each(['', 'data/0', '#data', '#row=3', '#/%zz', '#/%ff'])('"%s" is refused as no locator', (locator) => {
    expect(() => locate(json, locator)).toThrow(RangeError);
  });

  const csv = bytes('Country,Value\n"Malaysia","710,000"\n\nChina,44\n');

  test.each([
    ['#cell=1,2', 'Value'],
    ['#cell=2,2', '710,000'],
    ['#cell=4,1', 'China'],
  ])('%s leads to the cell, rows and columns from 1', (locator, raw) => {
    expect(locate(csv, locator)).toBe(raw);
  });

  test.each(['#cell=0,1', '#cell=9,1', '#cell=2,3', '#cell=2'])('%s leads to no cell', (locator) => {
    expect(() => locate(csv, locator)).toThrow(RangeError);
  });

  test('a document without a stated encoding is read as UTF-8 if it is UTF-8, else as Windows-1252', () => {
    expect(locate(bytes('a\n—\n'), '#cell=2,1')).toBe('—');
    expect(locate(Uint8Array.of(0x61, 0x0a, 0x97, 0x0a), '#cell=2,1')).toBe('—');
  });

  test('a pointer into bytes that are no JSON is an error of format', () => {
    expect(refusalOf(() => locate(csv, '#/data')).fault).toBe('format');
  });
});

describe('figureIn', () => {
  test.each([
    ['8146160.0', '8146160'],
    ['710,000', '710000'],
    ['>85,000,000', '85000000'],
    ['—', '0'],
    [' 140 ', '140'],
    ['1,234.50', '1234.5'],
    ['--', '0'],
    ['21,000e', '21000'],
    ['e140', '140'],
    ['68,000 r', '68000'],
    ['er5', '5'],
    ['e>90', '90'],
    ['1e3', '1000'],
  ])('"%s" states %s', (raw, figure) => {
    expect(figureIn(raw)).toBe(figure);
  });

  test.each(['', 'NA', 'W', 'null', '1,23', '12,34,567', '1.234.567', '>', '2021–24', 'e', '140x', '140eer', 'E'])(
    '"%s" states no number',
    (raw) => {
      expect(figureIn(raw)).toBeNull();
    },
  );
});
