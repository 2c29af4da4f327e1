import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDeal } from '../../../services/deal.ts';
import { problemsIn, tinProblems } from '../../support/config-problems.ts';
import { TIN_PACT, writeTinPact } from '../../support/tin-pact.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'deal-mirror-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MIRROR = {
  title: 'Tin from B to A',
  importer: '[tin-deliveries]',
  exporter: '[raw-tin-exports]',
  unit: 't',
  over: 'year',
  tolerance: '"0.10"',
  why: 'made up',
};
const FIRST_LINE = TIN_PACT.split('\n').findIndex((line) => line === 'series:') + 1;

/** The tin pact with one mirror, which stands where its series begin. */
const mirrored = (change: Partial<Record<keyof typeof MIRROR | 'basis', string>> = {}) => {
  const fields = Object.entries({ ...MIRROR, ...change }).map(([name, value]) => `    ${name}: ${value}`);
  return ['\nseries:\n', `\nmirrors:\n  tin:\n${fields.join('\n')}\nseries:\n`] as const;
};

describe('a mirror is refused with line and field', () => {
  test.each([
    ['a series that is not there', { importer: '[tin]' }, 'importer.0: no series "tin" in this deal'],
    [
      'a series on both sides',
      { exporter: '[raw-tin-exports, tin-deliveries]' },
      "exporter.1: tin-deliveries is on the importer's side already: a series is of one side",
    ],
    ['a series that is named twice', { importer: '[tin-deliveries, tin-deliveries]' }, 'names a series twice'],
    ['a side without a series', { exporter: '[]' }, 'exporter'],
    ['a single month', { over: 'month' }, 'over'],
    ['a tolerance that is no decimal', { tolerance: 'much' }, 'write a decimal number in quotes'],
    ['no tolerance at all', { tolerance: '"0"' }, 'must be above 0'],
    ['a tolerance that nothing exceeds', { tolerance: '"2"' }, 'must be below 2'],
    ['a basis that there is none of', { basis: 'ddp' }, 'basis'],
    ['no reason for its tolerance', { why: '""' }, 'why'],
  ])('for %s', (_what, change, said) => {
    const [problem, ...others] = tinProblems(mirrored(change));
    expect(problem).toMatch(/^\d+ mirrors\.tin\./);
    expect(problem).toContain(said);
    expect(Number(problem!.split(' ')[0])).toBeGreaterThan(FIRST_LINE);
    expect(others).toEqual([]);
  });

  test('for a series whose periods make no rolling year', () => {
    const yearly = ['frequency: month\n    unit: kg', 'frequency: year\n    unit: kg'] as const;
    expect(tinProblems(mirrored({ over: 'rolling-year' }), yearly)).toEqual([
      expect.stringMatching(
        /^\d+ mirrors\.tin\.exporter\.0: raw-tin-exports reports by year, which makes no rolling-year: write over: year$/,
      ),
    ]);
    expect(tinProblems(mirrored(), yearly)).toEqual([]);
    expect(tinProblems(mirrored({ over: 'rolling-year' }))).toEqual([]);
  });
});

describe('two sides that cannot be made equal are refused', () => {
  const EXPORTS = 'unit: kg\n    evidence: [official]\n    dimensions: { measure: exports }';
  const DELIVERIES = 'unit: t\n    evidence: [official]\n    dimensions: { measure: deliveries }';
  const on = (text: string, basis: string) => [text, `basis: ${basis}\n    ${text}`] as const;
  const problems = (...replacements: readonly (readonly [string, string])[]) => {
    writeTinPact(folder, ...replacements);
    return problemsIn(() => openDeal(folder)).map((line) => line.replace(/^.*deal\.yaml:\d+:\d+ /, ''));
  };

  test('a unit that no named conversion reaches', () => {
    expect(problems(mirrored({ unit: 'kt' }))).toEqual([
      'mirrors.tin: no conversion from t of tin-deliveries to kt; add one to conversions',
      'mirrors.tin: no conversion from kg of raw-tin-exports to kt; add one to conversions',
    ]);
  });

  test('gross weight against the oxide in it, without a named factor', () => {
    const bases = [on(EXPORTS, 'gross-weight'), on(DELIVERIES, 'reo-content')];
    expect(problems(mirrored(), ...bases)).toEqual([
      'mirrors.tin: it takes tin-deliveries as t (REO content) and raw-tin-exports as t (gross weight): give the mirror a basis, and name a conversion to it',
    ]);
    expect(problems(mirrored({ basis: 'gross-weight' }), ...bases)).toEqual([
      'mirrors.tin: no conversion from t (REO content) of tin-deliveries to t (gross weight); add one to conversions',
    ]);
    const factor =
      '  oxide: { from: t, from_basis: reo-content, to: t, to_basis: gross-weight, factor: "2", version: 1, standing: exact, source: made up }\ninstruments:\n';
    expect(problems(mirrored({ basis: 'gross-weight' }), ...bases, ['instruments:\n', factor])).toEqual([]);
  });

  test('a side that states no basis, where the mirror has one', () => {
    expect(problems(mirrored({ basis: 'gross-weight' }), on(EXPORTS, 'gross-weight'))).toEqual([
      'mirrors.tin: it is in t (gross weight), and tin-deliveries states no basis: give the series its basis',
    ]);
  });

  test('and a deal without a mirror has none', () => {
    expect(problems()).toEqual([]);
    expect(openDeal(folder).mirrors).toEqual({});
  });
});
