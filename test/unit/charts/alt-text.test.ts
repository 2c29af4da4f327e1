import { expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { altText } from '../../../services/charts/alt-text.ts';
import { at, chart, monthly, sums } from '../../support/charts.ts';

const behind = chart({
  form: 'running_sum',
  counted: 'sum in each year',
  points: sums(2026, [1, 1, 1]),
  judged: { period: parsePeriod('2026-01/2026-04'), value: '2', required: '3' },
  target: { value: '12', is: 'floor', from: null, to: null },
  drift: at('2026-05-04T20:00:00Z'),
});

test('the alternative text says what was reported, what was required, the target and the drift', () => {
  expect(altText(behind, { locale: 'en-GB' }).replaceAll('\u2009', ' ')).toBe(
    'Twelve tonnes of tin a year: 2 t reported for Jan – Apr 2026 (sum in each year), against 3 t required by then; required at least 12 t; drift marked on 4 May 2026.',
  );
});

test('days are those of the zone of the reader', () => {
  expect(altText(behind, { timeZone: 'Asia/Kuala_Lumpur' })).toContain('drift marked on May 5, 2026');
});

test('a limit is told as a limit, and a threshold as a threshold', () => {
  const path = { way: 'stepped', label: 'no more than was pledged', runs: [] } as const;
  const told = (is: 'allowed' | 'threshold') => altText({ ...behind, required: { ...path, is } });
  expect(told('allowed')).toContain('against at most 3 t allowed by then');
  expect(told('threshold')).toContain('against a threshold of 3 t');
});

test('periods without a value are counted, and that no value is known is said', () => {
  expect(altText(chart({ points: monthly('2026-01', ['1', null, null]) }))).toContain('2 periods have no value');
  expect(altText(chart({ points: monthly('2026-01', [null]) }))).toBe(
    'Twelve tonnes of tin a year: no value is known; 1 period has no value.',
  );
});

test('where nothing was judged the newest value is told, and a range beside the target', () => {
  const said = altText(
    chart({
      points: monthly('2026-01', ['0', '1', null]),
      target: { value: '3', is: 'expectation', from: null, to: null },
      band: { low: '3', high: '4' },
    }),
  );
  expect(said).toContain('1 t reported for Feb 2026');
  expect(said).toContain('expected 3 t, the range is 3 to 4 t');
});
