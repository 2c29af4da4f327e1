import { describe, expect, test } from 'vitest';
import { Release, type ReleaseCalendar, type ReleaseSpec } from '../../../../config/deal/release.ts';
import { formatPeriod, parsePeriod } from '../../../../config/vocabulary/period.ts';
import {
  type Expected,
  expectedBy,
  type ExpectedSeries,
  isLate,
  reaches,
} from '../../../../services/sources/release/expected.ts';
import { calendarWords } from '../../../../services/sources/release/words.ts';

const month = (text: string) => Temporal.PlainYearMonth.from(text);
const say = (expected: Expected | null) => expected && `${formatPeriod(expected.period)} by ${expected.by.toString()}`;

const calendarOf = (written: object) => Release.parse({ source: 'made up', ...written }) as ReleaseCalendar;

/** What is expected on a day, at noon: newest, overdue, next. */
function on(day: string, written: object, series: Partial<ExpectedSeries> = {}) {
  const noon = Temporal.Instant.from(`${day}T12:00:00Z`);
  const spec = { frequency: 'month', from: month('2020-01'), ...series } as const;
  const { newest, overdue, next } = expectedBy(calendarOf(written), spec, noon);
  return [say(newest), say(overdue), say(next)];
}

// EIA: July 2026 was in the release of 2026-09-30.
const EIA = { every: 'month', lag: 'P2M', day: 31 };
const FIFTH = { every: 'month', lag: 'P2M', day: 5 };
const USGS = { every: 'year', by: '02-15', grace: 'P1M' };

describe('a lag after each month', () => {
  test('the day itself is in time, the next day the period has to be there, after the grace it is overdue', () => {
    expect(on('2026-09-05', FIFTH)).toEqual([
      '2026-06 by 2026-08-05',
      '2026-06 by 2026-08-05',
      '2026-07 by 2026-09-05',
    ]);
    expect(on('2026-09-06', FIFTH)).toEqual([
      '2026-07 by 2026-09-05',
      '2026-06 by 2026-08-05',
      '2026-08 by 2026-10-05',
    ]);
    expect(on('2026-09-15', FIFTH)[1]).toBe('2026-06 by 2026-08-05');
    expect(on('2026-09-16', FIFTH)[1]).toBe('2026-07 by 2026-09-05');
  });

  test.each([
    ['2026-07', '2026-09-30'],
    ['2026-08', '2026-10-31'],
    ['2025-12', '2026-02-28'],
    ['2027-12', '2028-02-29'],
  ])('the 31st of a month that has none is its last day: %s by %s', (period, by) => {
    const day = Temporal.PlainDate.from(by).add({ days: 1 }).toString();
    expect(on(day, EIA)[0]).toBe(`${period} by ${by}`);
    expect(on(by, EIA)[2]).toBe(`${period} by ${by}`);
  });

  test('the days are those of UTC', () => {
    const series = { frequency: 'month', from: month('2020-01') } as const;
    const at = (instant: string) => say(expectedBy(calendarOf(FIFTH), series, Temporal.Instant.from(instant)).newest);
    expect(at('2026-09-05T23:59:59Z')).toBe('2026-06 by 2026-08-05');
    expect(at('2026-09-06T00:00:00Z')).toBe('2026-07 by 2026-09-05');
  });

  test('a series that counts in longer steps is due with its last month', () => {
    expect(on('2026-11-24', EIA, { frequency: 'year' })[0]).toBe('2025 by 2026-02-28');
    expect(on('2026-11-24', EIA, { frequency: 'quarter' })[0]).toBe('2026-Q2 by 2026-08-31');
    expect(on('2026-11-24', EIA, { frequency: 'year-to-date' })[0]).toBe('2026-01/2026-08 by 2026-10-31');
    expect(on('2026-03-15', EIA, { frequency: 'year-to-date' })[0]).toBe('2025 by 2026-02-28');
  });
});

describe('other calendars', () => {
  test('a lag after each quarter brings the months of the quarter together', () => {
    const quarterly = { every: 'quarter', lag: 'P1M', day: 31 };
    expect(on('2026-10-31', quarterly, { frequency: 'quarter' })).toEqual([
      '2026-Q2 by 2026-07-31',
      '2026-Q2 by 2026-07-31',
      '2026-Q3 by 2026-10-31',
    ]);
    expect(on('2026-11-01', quarterly)[0]).toBe('2026-09 by 2026-10-31');
    expect(on('2026-11-01', quarterly)[2]).toBe('2026-10 by 2027-01-31');
  });

  test('a date in the year after, or years after', () => {
    expect(on('2026-02-15', USGS, { frequency: 'year' })[0]).toBe('2024 by 2025-02-15');
    expect(on('2026-02-16', USGS, { frequency: 'year' })).toEqual([
      '2025 by 2026-02-15',
      '2024 by 2025-02-15',
      '2026 by 2027-02-15',
    ]);
    expect(on('2026-03-16', USGS, { frequency: 'year' })[1]).toBe('2025 by 2026-02-15');
    expect(on('2026-11-24', { ...USGS, years_after: 3 }, { frequency: 'year' })[0]).toBe('2023 by 2026-02-15');
  });

  test('a 29 February is the 28th where there is none', () => {
    const leap = { every: 'year', by: '02-29' };
    expect(on('2026-03-01', leap, { frequency: 'year' })[0]).toBe('2025 by 2026-02-28');
    expect(on('2028-02-29', leap, { frequency: 'year' })[2]).toBe('2027 by 2028-02-29');
  });

  const LIST = {
    releases: [
      { period: '2026-05', on: '2026-07-31' },
      { period: '2026-07', on: '2026-09-30' },
    ],
  };

  test('a list of dates, in which a later period brings the one before it', () => {
    expect(on('2026-07-31', LIST)).toEqual([null, null, '2020-01 by 2026-07-31']);
    expect(on('2026-08-01', LIST)).toEqual(['2026-05 by 2026-07-31', null, '2026-06 by 2026-09-30']);
    expect(on('2026-10-11', LIST)).toEqual(['2026-07 by 2026-09-30', '2026-07 by 2026-09-30', null]);
  });

  test('a list that has run out expects nothing new for ever, and what it had goes on being expected', () => {
    expect(on('2030-01-01', LIST)).toEqual(['2026-07 by 2026-09-30', '2026-07 by 2026-09-30', null]);
  });
});

describe('what is expected of a series', () => {
  test('is nothing from before the first month that is asked for', () => {
    expect(on('2026-09-06', FIFTH, { from: month('2026-08') })).toEqual([null, null, '2026-08 by 2026-10-05']);
  });

  test('is nothing after the month in which it ended', () => {
    expect(on('2026-11-24', FIFTH, { ended: month('2024-12') })).toEqual([
      '2024-12 by 2025-02-05',
      '2024-12 by 2025-02-05',
      null,
    ]);
  });

  test('has its grace from when it was first watched: what is new has the time to come in', () => {
    const since = (day: string) => ({ since: Temporal.PlainDate.from(day) });
    expect(on('2026-11-24', FIFTH, since('2026-11-14'))[1]).toBeNull();
    expect(on('2026-11-25', FIFTH, since('2026-11-14'))[1]).toBe('2026-09 by 2026-11-05');
    expect(on('2026-11-24', FIFTH, since('2026-01-01'))[1]).toBe('2026-09 by 2026-11-05');
  });
});

describe('lateness', () => {
  const noon = Temporal.Instant.from('2026-11-24T12:00:00Z');
  const expectation = expectedBy(calendarOf(FIFTH), { frequency: 'month', from: month('2020-01') }, noon);
  const late = (known: string | null) => isLate(expectation, known === null ? null : parsePeriod(known));

  test('is lacking the newest overdue period, however many older ones are there', () => {
    expect(say(expectation.overdue)).toBe('2026-09 by 2026-11-05');
    expect(late('2026-09')).toBe(false);
    expect(late('2026-10')).toBe(false);
    expect(late('2026-08')).toBe(true);
    expect(late('2016-01')).toBe(true);
    expect(late(null)).toBe(true);
  });

  test('is nothing before anything is overdue', () => {
    expect(isLate({ newest: null, overdue: null, next: null }, null)).toBe(false);
  });

  test('of a year to date is told by where it ends', () => {
    const expected = { period: parsePeriod('2026-01/2026-09'), by: Temporal.PlainDate.from('2026-11-05') };
    expect(reaches(parsePeriod('2026-01/2026-04'), expected)).toBe(false);
    expect(reaches(parsePeriod('2026-01/2026-09'), expected)).toBe(true);
    expect(reaches(parsePeriod('2026'), expected)).toBe(true);
  });
});

test.each<[object, string]>([
  [EIA, 'each month by the last day of the 2nd month after it, with 10 days of grace'],
  [{ ...FIFTH, lag: 'P1Y1M' }, 'each month by the 5th of the 13th month after it, with 10 days of grace'],
  [{ ...FIFTH, lag: 'P0M', day: 22 }, 'each month by the 22nd of its last month, with 10 days of grace'],
  [
    { every: 'quarter', lag: 'P1M', day: 11, grace: 'P0D' },
    'each quarter by the 11th of the 1st month after it, without grace',
  ],
  [USGS, 'each year by 02-15 of the year after it, with 1 month of grace'],
  [{ ...USGS, years_after: 2 }, 'each year by 02-15 of the year 2 years after it, with 1 month of grace'],
  [{ releases: [{ period: '2026', on: '2027-02-06' }] }, 'on the listed dates, with 10 days of grace'],
])('a calendar is told in words: %j', (written, words) => {
  expect(calendarWords(calendarOf(written))).toBe(words);
});

test('a source without a calendar is told with its reason, and with how long it may be quiet', () => {
  const irregular = (more: object): ReleaseSpec => Release.parse({ irregular: 'Studies have no calendar.', ...more });
  expect(calendarWords(irregular({}))).toBe('irregular: Studies have no calendar.');
  expect(calendarWords(irregular({ quiet_for: 'P1Y6M' }))).toBe(
    'irregular: Studies have no calendar. It is late when nothing new comes for 1 year and 6 months.',
  );
});
