import { describe, expect, test } from 'vitest';
import { Release } from '../../../config/deal/release.ts';
import { lineOf, tinProblems } from '../../support/config-problems.ts';

const MONTHLY = 'release: { every: month, lag: P1M, day: 15, source: made up }';
const NONE = 'release: { irregular: made up }';
const at = 'sources.ledger.release';

test('a source without a calendar is refused: its silence would look like calm', () => {
  expect(tinProblems([`    ${MONTHLY}\n`, ''])[0]).toContain(`${at}: `);
});

test.each([
  [
    'release: { lag: P1M }',
    `${at}: say "every" (month, quarter or year), list "releases", or say why it is "irregular"`,
  ],
  ['release: { every: week, lag: P1M, day: 1, source: x }', `${at}.every: Invalid option`],
  ['release: { every: month, lag: 1 month, day: 1, source: x }', `${at}.lag: write years and months, such as P2M`],
  ['release: { every: month, lag: P1M, day: 32, source: x }', `${at}.day: Too big`],
  ['release: { every: month, lag: P1M, day: 15 }', `${at}.source: Invalid input`],
  [
    'release: { every: month, lag: P1M, day: 15, grace: ten days, source: x }',
    `${at}.grace: write years, months and days, such as P10D or P6M`,
  ],
  ['release: { every: month, lag: P1M, day: 15, source: x, gracce: P1D }', `${at}: Unrecognized key`],
  ['release: { every: year, by: 02-30, source: x }', `${at}.by: write month and day, such as 02-15`],
  ['release: { every: year, by: 15 February, source: x }', `${at}.by: write month and day, such as 02-15`],
  ['release: { every: year, by: 02-15, years_after: 0, source: x }', `${at}.years_after: Too small`],
  ['release: { releases: [], source: x }', `${at}.releases: Too small`],
  [
    'release: { releases: [{ period: July, on: 2026-09-30 }], source: x }',
    `${at}.releases.0.period: write a period such as 2026-07, 2026-Q2 or 2026`,
  ],
  ['release: { releases: [{ period: 2026-07, on: soon }], source: x }', `${at}.releases.0.on: Invalid ISO date`],
  ['release: { irregular: made up, quiet_for: half a year }', `${at}.quiet_for: write years, months and days`],
])('%s is refused by the field that is wrong', (by, said) => {
  const problems = tinProblems([MONTHLY, by]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`${lineOf(MONTHLY)} ${said}`);
});

test.each([
  ['2026-08, on: 2026-09-30 }, { period: 2026-07, on: 2026-10-30', '2026-07 on 2026-10-30 does not follow 2026-08 on'],
  ['2026-07, on: 2026-09-30 }, { period: 2026-08, on: 2026-09-30', '2026-08 on 2026-09-30 does not follow 2026-07 on'],
  ['2026-07, on: 2026-06-30', '2026-06-30 is before 2026-07 begins'],
])('a list of releases that cannot be meant: %s', (entries, said) => {
  expect(tinProblems([MONTHLY, `release: { releases: [{ period: ${entries} }], source: x }`]).join()).toContain(said);
});

test('a year in a list may be written as a number', () => {
  expect(tinProblems([MONTHLY, 'release: { releases: [{ period: 2025, on: 2026-02-06 }], source: x }'])).toEqual([]);
});

test('quiet_for of a source that feeds no series could never be counted', () => {
  const quiet = [NONE, 'release: { irregular: made up, quiet_for: P6M }'] as const;
  expect(tinProblems(quiet)).toEqual([]);
  expect(tinProblems(['    source: gas\n', '    source: ledger\n'], quiet)).toEqual([
    `${lineOf(NONE)} sources.gas.release.quiet_for: quiet_for counts figures, and no series takes any of this source`,
  ]);
});

describe('what is left out', () => {
  test('ten days of grace, and a year that is out in the year after it', () => {
    expect(Release.parse({ every: 'month', lag: 'P2M', day: 5, source: 'x' })).toMatchObject({ grace: 'P10D' });
    expect(Release.parse({ every: 'year', by: '02-29', source: 'x' })).toMatchObject({ years_after: 1 });
  });
});
