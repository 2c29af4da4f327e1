import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canSet, shortened, widthOf, wrapped } from '../../../services/charts/text/measure.ts';
import { advanceWidthsModule } from '../../support/advance-widths.ts';

const TYPE = { size: 12 };

test('the widths of characters are those of the fonts that the package brings', () => {
  const kept = readFileSync(new URL('../../../services/charts/text/advance-widths.ts', import.meta.url), 'utf8');
  expect(kept).toBe(advanceWidthsModule());
});

test('a text is as wide as its characters, bold ones wider, and an unknown one as wide as it is high', () => {
  expect(widthOf('', TYPE)).toBe(0);
  expect(widthOf('tin', TYPE)).toBeCloseTo(widthOf('t', TYPE) + widthOf('i', TYPE) + widthOf('n', TYPE));
  expect(widthOf('tin', { size: 24 })).toBeCloseTo(2 * widthOf('tin', TYPE));
  expect(widthOf('tin', { ...TYPE, bold: true })).toBeGreaterThan(widthOf('tin', TYPE));
  expect(widthOf('錫', TYPE)).toBe(12);
});

test('a text is broken between words, and a word that is too long within it', () => {
  const width = widthOf('twelve tonnes', TYPE);
  expect(wrapped('twelve tonnes of tin', width, TYPE, 3)).toEqual(['twelve tonnes', 'of tin']);
  const pieces = wrapped('Donaudampfschifffahrtsgesellschaft', widthOf('Donaudampf', TYPE), TYPE, 9);
  expect(pieces[0]).toBe('Donaudampf');
  expect(pieces.join('')).toBe('Donaudampfschifffahrtsgesellschaft');
});

test('what finds no room in the last line ends in an ellipsis, and no line is wider than told', () => {
  const lines = wrapped('twelve tonnes of tin in every calendar year', 90, TYPE, 2);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  expect(Math.max(...lines.map((line) => widthOf(line, TYPE)))).toBeLessThanOrEqual(90);
  expect(shortened('tin', 90, TYPE)).toBe('tin');
});

test('the font has Latin, Greek and Cyrillic letters, and no Chinese ones', () => {
  expect(canSet('Żółć, σίδηρος, олово: 1.234,5 – 2 – €')).toBe(true);
  expect(canSet('錫')).toBe(false);
});
