import { expect, test } from 'vitest';
import { pageWithoutKeys } from '../../../services/sources/wire/page.ts';

test.each([
  [
    'https://globaltradealert.org/intervention/151266?key=0b6f1c9e-1111-4222-8333-123456789abc',
    'https://globaltradealert.org/intervention/151266',
  ],
  ['https://a.example/x?lang=en&KEY=1&token=2&key=3#part', 'https://a.example/x?lang=en#part'],
  ['https://name:secret@a.example/x', 'https://a.example/x'],
  ['https://a.example/x?id=7', 'https://a.example/x?id=7'],
])('a link is kept without what opens doors: %s', (link, page) => {
  expect(pageWithoutKeys(link)).toBe(page);
});

test.each([[''], ['intervention/7'], ['javascript:alert(1)'], ['file:///etc/passwd']])('%j is no page', (link) => {
  expect(pageWithoutKeys(link)).toBeNull();
});
