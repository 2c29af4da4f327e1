import { expect, test } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { timeAxis } from '../../../services/charts/plot/time-axis.ts';
import { valueAxis } from '../../../services/charts/plot/value-axis.ts';
import { decimals } from '../../support/decimals.ts';

const ticksOf = (values: string, fromZero = true, intervals = 5) =>
  valueAxis(decimals(values), fromZero, intervals).ticks.map((tick) => tick.toFixed());

test('the numbers along an axis are round decimals, with room above the greatest value', () => {
  expect(ticksOf('3 17 42')).toEqual(['0', '10', '20', '30', '40', '50']);
  expect(ticksOf('0.3')).toEqual(['0', '0.1', '0.2', '0.3', '0.4']);
  expect(ticksOf('7e60')).toEqual(['0', 2e60, 4e60, 6e60, 8e60].map((tick) => new Decimal(tick).toFixed()));
});

test('the axis of flows and sums begins at zero, and goes below it where a correction does', () => {
  expect(ticksOf('98 99 100')[0]).toBe('0');
  expect(ticksOf('120 -60 30')).toEqual(['-100', '-50', '0', '50', '100', '150']);
  expect(ticksOf('-60 -30').at(-1)).toBe('0');
});

test('the axis of levels that are close together need not begin at zero', () => {
  expect(ticksOf('24200 25120', false)[0]).toBe('24000');
  expect(ticksOf('5 22', false)[0]).toBe('0');
});

test('nothing but zeros has an axis all the same', () => {
  expect(ticksOf('0 0')).toEqual(['0', '1']);
  expect(valueAxis([], true, 5).ticks.map(Number)).toEqual([0, 1]);
});

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const JANUARY_2024 = 2024 * 12;

const rowsOf = (months: number, pixelsPerMonth: number, finest = 1) =>
  timeAxis({
    from: JANUARY_2024,
    to: JANUARY_2024 + months,
    pixelsPerMonth,
    finest,
    month: (number) => MONTHS[number - 1]!,
    widthOf: (label) => 6 * label.length,
  }).rows.map((row) => row.map(({ label }) => label).join(' '));

test('time is named by months and years where there is room, else by quarters, else by years', () => {
  expect(rowsOf(3, 40)).toEqual(['Jan Feb Mar', '2024']);
  expect(rowsOf(15, 12)).toEqual(['Q1 Q2 Q3 Q4 Q1', '2024 2025']);
  expect(rowsOf(36, 4)).toEqual(['2024 2025 2026']);
});

test('nothing finer is named than the periods that are drawn', () => {
  expect(rowsOf(24, 40, 3)[0]).toBe('Q1 Q2 Q3 Q4 Q1 Q2 Q3 Q4');
  expect(rowsOf(24, 40, 12)).toEqual(['2024 2025']);
});

test('many years are named in round steps', () => {
  expect(rowsOf(40 * 12, 1)).toEqual(['2025 2030 2035 2040 2045 2050 2055 2060']);
});
