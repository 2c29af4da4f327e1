import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDeal } from '../../../services/deal.ts';
import { lineOf, problemsIn } from '../../support/config-problems.ts';
import { writeTinPact } from '../../support/tin-pact.ts';
import { registeredPact } from '../../support/tin-registers.ts';
import { DEAL_FOLDER } from '../../support/us-malaysia-folder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'deal-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsWith(...replacements: readonly (readonly [string, string])[]): readonly string[] {
  writeTinPact(folder, ...replacements);
  return problemsIn(() => openDeal(folder));
}

/** A problem with its place in the file before it. */
const said = (line: string): string =>
  expect.stringMatching(new RegExp(`^${RegExp.escape(folder)}/deal\\.yaml:\\d+:\\d+ ${RegExp.escape(line)}$`));
const GAS = '{ indicator: NGM_EPG0_EVE_NUS-NMY_MMCF }';
const OFFERED = '{"indicator":"NGM_EPG0_EVE_NUS-NMY_MMCF","unit":"MMcf","frequency":"month"}';

test('the deal that ships is whole', () => {
  expect(openDeal(DEAL_FOLDER).id).toBe('us-malaysia-2025');
});

test('a second deal is whole too, with no line of code', () => {
  expect(problemsWith()).toEqual([]);
  expect(openDeal(folder).folder).toBe(folder);
});

test('what the loader refuses is refused here with file, line and field', () => {
  expect(problemsWith(['kind: unmeasured', 'kind: hoped-for'])[0]).toMatch(
    /deal\.yaml:\d+:\d+ commitments\.tin-talks\.rule/,
  );
});

describe('a series that nothing would ever fill is refused, with what its source feeds', () => {
  test.each([
    ['another indicator', [GAS, '{ indicator: NGM_EPG0_EVE_NUS-NJA_MMCF }']],
    ['no indicator', [GAS, '{ partner: MYS }']],
    ['another unit', ['unit: MMcf', 'unit: t LNG']],
    ['another frequency', ['frequency: month\n    unit: MMcf', 'frequency: year\n    unit: MMcf']],
  ] as const)('%s', (_what, replacement) => {
    expect(problemsWith(replacement)).toEqual([
      said(`series.gas-exports: the query of source gas feeds no such series; it feeds ${OFFERED}`),
    ]);
  });

  test('a second series of the very same figures: only one of them would be filled', () => {
    const twin = `
  gas-again:
    title: The same again
    source: gas
    frequency: month
    unit: MMcf
    evidence: [mirror]
    dimensions: ${GAS}
sources:`;
    expect(problemsWith(['\nsources:', twin])).toEqual([
      said('series.gas-again: it is of the same figures as gas-exports: keep one of them'),
    ]);
  });

  test('a series may say more of itself than its publisher does', () => {
    expect(problemsWith([GAS, '{ indicator: NGM_EPG0_EVE_NUS-NMY_MMCF, partner: MYS }'])).toEqual([]);
  });

  test('rows that are entered by hand name their series themselves', () => {
    expect(problemsWith(['{ measure: deliveries }', '{ anything: at all }'])).toEqual([]);
  });
});

describe('a rule that could not read its figures is refused', () => {
  test('no conversion from the unit of the series to the unit of the terms', () => {
    expect(problemsWith(['value: "0", unit: t }', 'value: "0", unit: t REO }'])).toEqual([
      said('commitments.tin-ban.rule: no conversion from kg of raw-tin-exports to t REO; add one to conversions'),
    ]);
  });

  test('no conversion is made up from two others', () => {
    expect(
      problemsWith(
        ['value: "0", unit: t }', 'value: "0", unit: kt }'],
        [
          'instruments:\n',
          '  t-to-kt: { from: t, to: kt, divisor: "1000", version: 1, standing: exact, source: definition }\ninstruments:\n',
        ],
      ),
    ).toEqual([
      said('commitments.tin-ban.rule: no conversion from kg of raw-tin-exports to kt; add one to conversions'),
    ]);
  });

  test('a conversion serves in both directions', () => {
    expect(problemsWith(['from: kg, to: t, divisor', 'from: t, to: kg, factor'])).toEqual([]);
  });

  test('the line is that of the rule', () => {
    const [problem] = problemsWith(['series: [raw-tin-exports]', 'series: [raw-tin]']);
    expect(problem).toMatch(new RegExp(`deal\\.yaml:${lineOf('    rule: { kind: prohibited-flow')}:\\d+ commitments`));
  });

  test('a series that the deal does not have', () => {
    expect(problemsWith(['series: [raw-tin-exports]', 'series: [raw-tin]'])).toEqual([
      said('commitments.tin-ban.rule: no series "raw-tin" in this deal'),
    ]);
  });

  test('all of it is told at once', () => {
    expect(problemsWith(['series: tin-deliveries', 'series: tin'], [GAS, '{ partner: MYS }'])).toHaveLength(2);
  });
});

describe('figures of different bases are never taken together unseen', () => {
  const BAN = 'rule: { kind: prohibited-flow, series: [raw-tin-exports], de_minimis: { value: "0", unit: t } }';
  const DELIVERIES = 'unit: t\n    evidence: [official]\n    dimensions: { measure: deliveries }';
  const EXPORTS = 'unit: kg\n    evidence: [official]\n    dimensions: { measure: exports }';
  const both = (deMinimis: string) =>
    [
      BAN,
      BAN.replace('[raw-tin-exports]', '[raw-tin-exports, tin-deliveries]').replace('unit: t }', deMinimis),
    ] as const;
  const on = (text: string, basis: string) => [text, `basis: ${basis}\n    ${text}`] as const;
  const FROM_OXIDE =
    '  oxide: { from: t, from_basis: reo-content, to: t, to_basis: gross-weight, factor: "2", version: 1, standing: exact, source: made up }\ninstruments:\n';

  test('two series of one sum that state different bases', () => {
    expect(problemsWith(both('unit: t }'), on(EXPORTS, 'gross-weight'), on(DELIVERIES, 'reo-content'))).toEqual([
      said(
        'commitments.tin-ban.rule: it takes raw-tin-exports as t (gross weight) and tin-deliveries as t (REO content): give the rule a basis, and name a conversion to it',
      ),
    ]);
  });

  test('one that states a basis, and one of which nobody knows', () => {
    expect(problemsWith(both('unit: t }'), on(EXPORTS, 'gross-weight'))).toEqual([
      said(
        'commitments.tin-ban.rule: it takes raw-tin-exports as t (gross weight) and tin-deliveries as t of no stated basis: give the rule a basis, and name a conversion to it',
      ),
    ]);
  });

  test('a rule on another basis than its series, without a conversion that is named', () => {
    const asked = both('unit: t, basis: gross-weight }');
    expect(problemsWith(asked, on(EXPORTS, 'gross-weight'), on(DELIVERIES, 'reo-content'))).toEqual([
      said(
        'commitments.tin-ban.rule: no conversion from t (REO content) of tin-deliveries to t (gross weight); add one to conversions',
      ),
    ]);
  });

  test('a rule with a basis, and a series that states none', () => {
    expect(problemsWith(both('unit: t, basis: gross-weight }'), on(EXPORTS, 'gross-weight'))).toEqual([
      said(
        'commitments.tin-ban.rule: it is in t (gross weight), and tin-deliveries states no basis: give the series its basis',
      ),
    ]);
  });

  test('is well where they share one, or a named conversion leads to that of the rule', () => {
    expect(problemsWith(both('unit: t }'), on(EXPORTS, 'gross-weight'), on(DELIVERIES, 'gross-weight'))).toEqual([]);
    expect(
      problemsWith(both('unit: t, basis: gross-weight }'), on(EXPORTS, 'gross-weight'), on(DELIVERIES, 'reo-content'), [
        'instruments:\n',
        FROM_OXIDE,
      ]),
    ).toEqual([]);
  });

  test('a basis that is none of the vocabulary is refused with line and field', () => {
    expect(problemsWith(on(EXPORTS, 'wet-weight'))[0]).toMatch(/deal\.yaml:\d+:\d+ series\.raw-tin-exports\.basis: /);
  });
});

describe('a register that a rule could not read is refused', () => {
  test.each([
    ['a source that is not there', 'registers: [almanac]', 'no source "almanac" in this deal'],
    [
      'a source of figures',
      'registers: [gazette, ledger]',
      'source ledger is no register: it feeds figures, and lists no measures',
    ],
    [
      'a publisher of figures',
      'registers: [gas]',
      'source gas is no register: it feeds figures, and lists no measures',
    ],
  ])('%s', (_what, registers, message) => {
    const [problem, ...others] = problemsIn(() => registeredPact(['registers: [gazette]', registers]));
    expect(problem).toContain(`commitments.tin-freedom.rule: ${message}`);
    expect(others).toEqual([]);
  });
});

test('a base year is taken from a series of the deal', () => {
  const base = (series: string) =>
    problemsWith(['floor: "12",', `floor: "12", proration: { seasonal: { series: ${series}, base_year: 2020 } },`]);
  expect(base('raw-tin-exports')).toEqual([]);
  expect(base('zinc')).toEqual([expect.stringContaining('no series "zinc" in this deal')]);
});
