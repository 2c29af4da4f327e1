import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../config/config-error.ts';
import { loadDeal } from '../../../config/deal/load.ts';
import { ruleTerms } from '../../../services/commitments/registry.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { TIN_PACT, writeTinPact } from '../../support/tin-pact.ts';
import { DEAL_FOLDER, folderBytes } from '../../support/us-malaysia-folder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'deal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILE = path.join(folder, 'deal.yaml');
const queries = Object.fromEntries(Object.entries(connectors).map(([publisher, { query }]) => [publisher, query]));
const load = (from = folder) => loadDeal(from, { rules: ruleTerms, queries });

function problemsIn(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

/** What is said of the tin pact with a part replaced; each line without file and column, as `line field: message`. */
function problemsWith(...replacements: readonly (readonly [string, string])[]): string[] {
  writeTinPact(folder, ...replacements);
  return problemsIn(() => load()).map((line) => {
    expect(line.startsWith(`${FILE}:`)).toBe(true);
    return line.slice(FILE.length + 1).replace(/^(\d+):\d+ /, '$1 ');
  });
}

const lineOf = (part: string) => TIN_PACT.slice(0, TIN_PACT.indexOf(part)).split('\n').length;

describe('a deal is a folder of data', () => {
  test('the deal that ships loads', () => {
    const deal = load(DEAL_FOLDER);
    expect(deal.id).toBe('us-malaysia-2025');
    expect(deal.folder).toBe(DEAL_FOLDER);
  });

  test('it knows the sha256 of the very bytes it was read from', () => {
    expect(load(DEAL_FOLDER).digest).toBe(createHash('sha256').update(folderBytes('deal.yaml')).digest('hex'));
  });

  test('another deal in another folder loads with no line of code', () => {
    writeTinPact(folder);
    const deal = load();
    expect(Object.keys(deal.commitments)).toEqual(['tin-floor', 'tin-ban', 'tin-talks']);
    expect(deal.commitments['tin-floor']).toMatchObject({ context: ['gas-exports'], readings: [], disputed: [] });
  });

  test('a remark in the file makes another digest: what was judged by one file is not said to be by another', () => {
    writeTinPact(folder);
    const before = load().digest;
    writeTinPact(folder, ['summary: Made up.', 'summary: Made up. # indeed']);
    expect(load().digest).not.toBe(before);
  });

  test('a folder without a deal file is refused with the variable that names it', () => {
    const nowhere = path.join(folder, 'nowhere');
    expect(problemsIn(() => load(nowhere))).toEqual([
      `${path.join(nowhere, 'deal.yaml')}: no such file; a deal is a folder with a deal.yaml (PACTWATCH_DEAL names it)`,
    ]);
  });

  test('a file that is not UTF-8 is refused: its names would reach mails garbled', () => {
    writeFileSync(FILE, Buffer.from(TIN_PACT.replace('summary: Made up.', 'summary: caf\u00e9'), 'latin1'));
    expect(problemsIn(() => load())).toEqual([`${FILE}: it is not UTF-8 text`]);
  });

  test('a byte order mark does no harm', () => {
    writeFileSync(FILE, `\uFEFF${TIN_PACT}`);
    expect(load().id).toBe('tin-pact');
  });
});

describe('file, line and field of every problem', () => {
  test('malformed YAML', () => {
    const [line] = problemsWith(['instruments: [order]', 'instruments: [order']);
    expect(line).toMatch(new RegExp(`^(?:${lineOf('instruments: [order]')}|${lineOf('class: domestic')}) `));
  });

  test('a doubled key', () => {
    expect(problemsWith(['version: 1', 'version: 1\nversion: 2'])).toEqual([
      `${lineOf('version: 1') + 1} Map keys must be unique`,
    ]);
  });

  test('a doubled commitment: the second would silently replace the first', () => {
    expect(problemsWith(['  tin-ban:', '  tin-floor:'])).toEqual([`${lineOf('  tin-ban:')} Map keys must be unique`]);
  });

  test.each([
    ['version: 1', 'version: one', 'version: Invalid input'],
    ['version: 1', 'version: 0', 'version: Too small'],
    ['id: tin-pact', 'id: Tin Pact', 'id: an id is lower-case letters, digits and hyphens, a letter first'],
    ['short: tin pact', `short: ${'x'.repeat(41)}`, 'short: Too big'],
    ['frequency: month', 'frequency: monthly', 'series.tin-deliveries.frequency: Invalid option'],
    ['evidence: [official]', 'evidence: [certain]', 'series.tin-deliveries.evidence.0: Invalid option'],
    ['evidence: [official]', 'evidence: []', 'series.tin-deliveries.evidence: Too small'],
    ['class: domestic', 'class: binding', 'commitments.tin-floor.class: Invalid option'],
    ['due: { from: 2026-01-01 }', 'due: { from: 2026-02-30 }', 'commitments.tin-floor.due.from: Invalid ISO date'],
    ['divisor: "1000"', 'divisor: 1000', 'conversions.kg-to-t.divisor: Invalid input'],
    ['divisor: "1000"', 'divisor: one thousand', 'conversions.kg-to-t.divisor: write a decimal number in quotes'],
    ['divisor: "1000"', 'divisor: "0"', 'conversions.kg-to-t.divisor: must be above 0'],
    ['divisor: "1000"', 'factor: "-1"', 'conversions.kg-to-t.factor: must be above 0'],
    ['history: 2026-01', 'history: "2026"', 'sources.ledger.history: write a month such as 2020-01'],
    ['history: 2026-01', 'history: 2026-13', 'sources.ledger.history: write a month such as 2020-01'],
    ['revision_window: P1Y', 'revision_window: 1 year', 'sources.ledger.revision_window: write years and months'],
    ['revision_window: P1Y', 'revision_window: P30D', 'sources.ledger.revision_window: write years and months'],
    ['revision_window: P1Y', 'revision_window: P', 'sources.ledger.revision_window: write years and months'],
  ])('%s written %s', (part, by, said) => {
    const [line, ...others] = problemsWith([part, by]);
    expect(line).toContain(`${lineOf(part)} ${said}`);
    expect(others).toEqual([]);
  });

  test('a conversion with a factor and a divisor, or with neither', () => {
    const field = `${lineOf('kg-to-t:')} conversions.kg-to-t: give either a factor or a divisor`;
    expect(problemsWith(['divisor: "1000"', 'divisor: "1000", factor: "0.001"'])).toEqual([field]);
    expect(problemsWith(['divisor: "1000", ', ''])).toEqual([field]);
  });

  test('two conversions between the same units: which one made a figure must be no question', () => {
    const [line, ...others] = problemsWith([
      'instruments:\n',
      '  t-to-kg: { from: t, to: kg, factor: "1016", version: 1, standing: exact, source: long tons }\ninstruments:\n',
    ]);
    expect(line).toBe(
      `${lineOf('instruments:\n')} conversions.t-to-kg: kg-to-t converts between t and kg already: keep one of them`,
    );
    expect(others).toEqual([]);
  });

  test('a missing field stands in the thing that lacks it', () => {
    const [line] = problemsWith(['    obligor: Obligor\n', '']);
    expect(line).toContain(`${lineOf('ref: TIN-01')} commitments.tin-floor.obligor: `);
  });

  test('an unknown field is named, since nothing would read it', () => {
    const [line] = problemsWith(['    terms: none\n', '    terms: none\n    revisions: P1Y\n']);
    expect(line).toMatch(/^\d+ sources\.ledger: .*"revisions"/);
  });

  test('an unknown kind of rule, with those that there are', () => {
    expect(problemsWith(['kind: unmeasured', 'kind: hoped-for'])).toEqual([
      `${lineOf('kind: unmeasured')} commitments.tin-talks.rule: no kind "hoped-for": use one of ${Object.keys(ruleTerms).join(', ')}`,
    ]);
  });

  test.each(['constructor', 'tostring', 'valueof'])(
    'a kind of rule that is only a name of every object: %s',
    (kind) => {
      expect(problemsWith(['kind: unmeasured', `kind: ${kind}`])[0]).toContain(`no kind "${kind}"`);
    },
  );

  test.each([
    ['floor: "12"', 'floor: 12', 'commitments.tin-floor.rule.floor: '],
    ['floor: "12"', 'floor: "twelve"', 'commitments.tin-floor.rule.floor: write a decimal number in quotes'],
    ['floor: "12"', 'floor: "0"', 'commitments.tin-floor.rule.floor: must be above 0'],
    ['floor: "12"', 'flor: "12"', 'commitments.tin-floor.rule: '],
    ['floor: "12"', 'floor: "12", ceiling: "13"', 'commitments.tin-floor.rule: give one of floor, expectation'],
    ['every: year', 'every: month', 'commitments.tin-floor.rule.every: '],
    ['from: "2026-01"', 'from: "2026"', 'commitments.tin-floor.rule.from: write a month in quotes'],
    ['because: Nothing measurable is stated.', 'because: " "', 'commitments.tin-talks.rule.because: '],
  ])('terms that the rule cannot be judged by: %s written %s', (part, by, said) => {
    expect(problemsWith([part, by])[0]).toContain(`${lineOf(part)} ${said}`);
  });

  test('an unknown publisher, and a query that its publisher does not understand', () => {
    expect(problemsWith(['publisher: eia', 'publisher: tea-leaves'])[0]).toContain(
      `${lineOf('frequency: month, series')} sources.gas.query: no publisher "tea-leaves": use one of ${Object.keys(queries).join(', ')}`,
    );
    expect(problemsWith(['query: { frequency: month', 'query: { frequency: week'])[0]).toContain(
      `${lineOf('query: { frequency: month')} sources.gas.query.frequency: `,
    );
    expect(problemsWith(['figures/ledger.csv', '../../etc/passwd'])[0]).toContain(
      `${lineOf('figures/ledger.csv')} sources.ledger.query.files.0: `,
    );
  });

  test.each([
    ['source: ledger', 'source: legder', 'series.tin-deliveries.source: no source "legder" in this deal'],
    [
      'instruments: [order]',
      'instruments: [treaty]',
      'commitments.tin-floor.instruments: no instrument "treaty" in this deal',
    ],
    ['context: [gas-exports]', 'context: [gas]', 'commitments.tin-floor.context: no series "gas" in this deal'],
  ])('a name that leads nowhere: %s written %s', (part, by, said) => {
    expect(problemsWith([part, by])).toEqual([`${lineOf(part)} ${said}`]);
  });

  test('a due date that ends before it begins, or that is missing without a word', () => {
    const due = 'due: { from: 2026-01-01 }';
    expect(problemsWith([due, 'due: { from: 2026-01-02, by: 2026-01-01 }'])).toEqual([
      `${lineOf(due)} commitments.tin-floor.due: due.from 2026-01-02 is after due.by 2026-01-01`,
    ]);
    expect(problemsWith([due, 'due: { from: 2026-01-01, by: 2026-01-01 }'])).toEqual([]);
    expect(problemsWith([due, 'due: {}'])).toEqual([
      `${lineOf(due)} commitments.tin-floor.due: give a date, or a note that says why there is none`,
    ]);
  });

  const interval = '- { from: 2020-01-01, is: in_force, checked: 2026-01-01, source: gazette 1 }';
  const withSecond = (second: string) => problemsWith([interval, `${interval}\n      - ${second}`]);

  test.each(['2019-12-31', '2020-01-01'])('statuses of an instrument out of order: %s after 2020-01-01', (from) => {
    expect(withSecond(`{ from: ${from}, is: terminated, checked: 2026-01-01, source: x }`)).toEqual([
      `${lineOf(interval) + 1} instruments.order.status.1.from: ${from} does not follow 2020-01-01: list the status by date`,
    ]);
  });

  test('a disputed status that does not say what is claimed, and a claim without a dispute', () => {
    const said = `${lineOf(interval) + 1} instruments.order.status.1: give "claimed" with the status "disputed", and only with it`;
    const second = (rest: string) => withSecond(`{ from: 2021-01-01, checked: 2026-01-01, source: x, ${rest} }`);
    expect(second('is: disputed')).toEqual([said]);
    expect(second('is: terminated, claimed: [in_force, terminated]')).toEqual([said]);
    expect(second('is: disputed, claimed: [in_force, terminated]')).toEqual([]);
    expect(second('is: disputed, claimed: [in_force]')[0]).toContain('instruments.order.status.1.claimed: ');
  });

  test('one reading of a text is no dispute', () => {
    const reading = '{ key: wide, held_by: someone, says: so, standing: at_risk, source: x }';
    const part = '    context: [gas-exports]\n';
    expect(problemsWith([part, `    readings: [${reading}]\n`])).toEqual([
      `${lineOf(part)} commitments.tin-floor.readings: one reading is no dispute: give two or none`,
    ]);
    expect(problemsWith([part, `    readings: [${reading}, ${reading}]\n`])).toEqual([]);
  });

  test('problems of several kinds are told together', () => {
    const lines = problemsWith(
      ['kind: unmeasured', 'kind: no'],
      ['source: gas', 'source: gaz'],
      ['publisher: eia', 'publisher: no'],
    );
    expect(lines).toHaveLength(3);
  });
});
