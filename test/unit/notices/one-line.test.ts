import { expect, test } from 'vitest';
import { oneLine } from '../../../services/notices/one-line.ts';

test('a line break in a value starts no line and no header of its own', () => {
  expect(oneLine('a\r\nBcc: evil@example.org\u2028b\u0000c')).toBe('a Bcc: evil@example.org b c');
});

test('marks that would turn the order of digits or letters around are dropped', () => {
  expect(oneLine('16\u202e344\u2066.\u200b687')).toBe('16344.687');
});

test('a text that is too long is cut between characters and says so', () => {
  expect(oneLine('ab😀cd', 3)).toBe('ab… [shortened]');
  expect(oneLine('abc', 3)).toBe('abc');
});

test('cutting twice cuts nothing more', () => {
  const once = oneLine('x'.repeat(5000), 600);
  expect(oneLine(once, 600)).toBe(once);
});

test('half a character pair becomes the mark of a lost character, so that it can be sent', () => {
  expect(oneLine('a\ud800b')).toBe('a\ufffdb');
});
