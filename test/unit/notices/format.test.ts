import { expect, test } from 'vitest';
import { dayOrInstantText, groupedDecimal, instantText, quantityText } from '../../../services/notices/format.ts';

test.each([
  ['0', '0'],
  ['999', '999'],
  ['1000', '1,000'],
  ['-16344687', '-16,344,687'],
  // China's imports of HS 2846 from Malaysia in 2023: UN Comtrade, published 2024-04-07.
  ['19084528.174', '19,084,528.174'],
  ['0.000123456789', '0.000123456789'],
  ['1234567.1234567', '1,234,567.1234567'],
  ['123456789012345678901234567890', '123,456,789,012,345,678,901,234,567,890'],
])('digits are grouped and none is rounded: %s', (value, written) => {
  expect(groupedDecimal(value)).toBe(written);
});

test('a value that is no canonical decimal is refused, not printed as something else', () => {
  expect(() => groupedDecimal('1e6')).toThrow('"1e6" is no canonical decimal');
});

test('a quantity carries its unit', () => {
  expect(quantityText({ value: '150000000000', unit: 'USD' })).toBe('150,000,000,000 USD');
});

test('an instant is written in UTC to the minute, never rounded into the next one', () => {
  expect(instantText('2026-11-24T06:15:59.9Z')).toBe('24 November 2026, 06:15 UTC');
  expect(instantText('2026-11-24T00:00:00Z')).toBe('24 November 2026, 00:00 UTC');
});

test('a release that is known by its day is written as that day', () => {
  expect(dayOrInstantText('2025-07-04T00:00:00Z')).toBe('4 July 2025');
  expect(dayOrInstantText('2025-07-04T18:20:18.8501654Z')).toBe('4 July 2025, 18:20 UTC');
});
