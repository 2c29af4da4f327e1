import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDeal } from '../../../services/deal.ts';
import { problemsIn } from '../../support/config-problems.ts';
import { writeTinPact } from '../../support/tin-pact.ts';
import { DEAL_FOLDER } from '../../support/us-malaysia-folder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'deal-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsWith(...replacements: readonly (readonly [string, string])[]): readonly string[] {
  writeTinPact(folder, ...replacements);
  return problemsIn(() => openDeal(folder));
}

const said = (line: string) => `${folder}/deal.yaml ${line}`;
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

  test('a series that the deal does not have', () => {
    expect(problemsWith(['series: [raw-tin-exports]', 'series: [raw-tin]'])).toEqual([
      said('commitments.tin-ban.rule: no series "raw-tin" in this deal'),
    ]);
  });

  test('all of it is told at once', () => {
    expect(problemsWith(['series: tin-deliveries', 'series: tin'], [GAS, '{ partner: MYS }'])).toHaveLength(2);
  });
});
