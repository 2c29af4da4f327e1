import { expect, test } from 'vitest';
import { spanToAsk } from '../../../services/sources/pull/ask.ts';

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z');

const asked = (history: string, window: string, newest: string | null, now = NOW) => {
  const { from, to } = spanToAsk(history, window, newest, now);
  return `${from}/${to}`;
};

test('a source that was never read is asked for all its history, to the present month', () => {
  expect(asked('2016-01', 'P3Y', null)).toBe('2016-01/2026-11');
});

test('a source that is known is asked again for all that its publisher may still revise', () => {
  expect(asked('2016-01', 'P3Y', '2026-07-01')).toBe('2023-07/2026-11');
  expect(asked('2016-01', 'P18M', '2026-07-01')).toBe('2025-01/2026-11');
  expect(asked('2016-01', 'P1Y6M', '2026-07-01')).toBe('2025-01/2026-11');
});

test('the window is counted from the newest figure, not from today: months that were missed are caught up', () => {
  expect(asked('2016-01', 'P1M', '2024-03-01')).toBe('2024-02/2026-11');
});

test('nothing from before the history is asked for', () => {
  expect(asked('2026-01', 'P3Y', '2026-07-01')).toBe('2026-01/2026-11');
});

test('a publisher that revises nothing is asked from the newest month itself, which may have been incomplete', () => {
  expect(asked('2016-01', 'P0M', '2026-07-01')).toBe('2026-07/2026-11');
});

test('a figure for a year to come does not end the asking: the window then counts from the present month', () => {
  expect(asked('2016-01', 'P0M', '2030-01-01')).toBe('2026-11/2026-11');
  expect(asked('2016-01', 'P2Y', '2030-01-01')).toBe('2024-11/2026-11');
});

test('the present month is that of UTC, whatever the clock of the machine says', () => {
  expect(asked('2026-01', 'P1Y', null, Temporal.Instant.from('2026-12-31T23:59:59.999999999Z'))).toBe(
    '2026-01/2026-12',
  );
  expect(asked('2026-01', 'P1Y', null, Temporal.Instant.from('2027-01-01T07:59:00+08:00'))).toBe('2026-01/2026-12');
});
