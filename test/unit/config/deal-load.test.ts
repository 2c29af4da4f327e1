import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ruleTerms } from '../../../services/commitments/registry.ts';
import { lineOf, load, problemsIn, QUERIES, tinProblems } from '../../support/config-problems.ts';
import { TIN_PACT, writeTinPact } from '../../support/tin-pact.ts';
import { DEAL_FOLDER, folderBytes } from '../../support/us-malaysia-folder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'deal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILE = path.join(folder, 'deal.yaml');

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
    const deal = load(folder);
    expect(Object.keys(deal.commitments)).toEqual(['tin-floor', 'tin-ban', 'tin-talks']);
    expect(deal.commitments['tin-floor']).toMatchObject({ context: ['gas-exports'], readings: [], disputed: [] });
  });

  test('a remark in the file makes another digest: what was judged by one file is not said to be by another', () => {
    writeTinPact(folder);
    const before = load(folder).digest;
    writeTinPact(folder, ['summary: Made up.', 'summary: Made up. # indeed']);
    expect(load(folder).digest).not.toBe(before);
  });

  test('a folder without a deal file is refused with the variable that names it', () => {
    const nowhere = path.join(folder, 'nowhere');
    expect(problemsIn(() => load(nowhere))).toEqual([
      `${path.join(nowhere, 'deal.yaml')}: no such file; a deal is a folder with a deal.yaml (PACTWATCH_DEAL names it)`,
    ]);
  });

  test('a file that is not UTF-8 is refused: its names would reach mails garbled', () => {
    writeFileSync(FILE, Buffer.from(TIN_PACT.replace('summary: Made up.', 'summary: caf\u00e9'), 'latin1'));
    expect(problemsIn(() => load(folder))).toEqual([`${FILE}: it is not UTF-8 text`]);
  });

  test('a byte order mark does no harm', () => {
    writeFileSync(FILE, `\uFEFF${TIN_PACT}`);
    expect(load(folder).id).toBe('tin-pact');
  });
});

describe('file, line and field of every problem', () => {
  test('malformed YAML', () => {
    const [line] = tinProblems(['instruments: [order]', 'instruments: [order']);
    expect(line).toMatch(new RegExp(`^(?:${lineOf('instruments: [order]')}|${lineOf('class: domestic')}) `));
  });

  test('a doubled key', () => {
    expect(tinProblems(['version: 1', 'version: 1\nversion: 2'])).toEqual([
      `${lineOf('version: 1') + 1} Map keys must be unique`,
    ]);
  });

  test('a commitment with a name that no object keeps: it would silently not be watched', () => {
    expect(tinProblems(['  tin-ban:', '  __proto__:'])).toEqual([
      `${lineOf('  tin-ban:')} no field can be named __proto__`,
    ]);
  });

  test('a doubled commitment: the second would silently replace the first', () => {
    expect(tinProblems(['  tin-ban:', '  tin-floor:'])).toEqual([`${lineOf('  tin-ban:')} Map keys must be unique`]);
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
    [
      '  tin-ban:',
      '  Tin_Ban:',
      'commitments.Tin_Ban: an id is lower-case letters, digits and hyphens, a letter first',
    ],
    [
      'schedule: "0 6 * * *"',
      'schedule: every morning',
      'sources.ledger.schedule: write a cron expression of five or six',
    ],
    ['history: 2026-01', 'history: "2026"', 'sources.ledger.history: write a month such as 2020-01'],
    ['history: 2026-01', 'history: 2026-13', 'sources.ledger.history: write a month such as 2020-01'],
    ['revision_window: P1Y', 'revision_window: 1 year', 'sources.ledger.revision_window: write years and months'],
    ['revision_window: P1Y', 'revision_window: P30D', 'sources.ledger.revision_window: write years and months'],
    ['revision_window: P1Y', 'revision_window: P', 'sources.ledger.revision_window: write years and months'],
  ])('%s written %s', (part, by, said) => {
    const [line, ...others] = tinProblems([part, by]);
    // Of a thing with an id that does not fit, the place is its first field.
    expect([`${lineOf(part)} ${said}`, `${lineOf(part) + 1} ${said}`].some((start) => line!.startsWith(start))).toBe(
      true,
    );
    expect(others).toEqual([]);
  });

  test('a conversion with a factor and a divisor, or with neither', () => {
    const field = `${lineOf('kg-to-t:')} conversions.kg-to-t: give either a factor or a divisor, or a factor by_year`;
    expect(tinProblems(['divisor: "1000"', 'divisor: "1000", factor: "0.001"'])).toEqual([field]);
    expect(tinProblems(['divisor: "1000", ', ''])).toEqual([field]);
    expect(tinProblems(['divisor: "1000", ', 'by_year: { 2024: { factor: "1", source: made up } }, '])).toEqual([]);
  });

  test('a rate a year with a year that is none, with no year at all, or without a source', () => {
    const rates = (years: string) => tinProblems(['divisor: "1000"', `by_year: ${years}`])[0];
    expect(rates('{ 24: { factor: "1", source: made up } }')).toContain('write a year such as 2024');
    expect(rates('{}')).toContain('conversions.kg-to-t.by_year: give the rate of one year at least');
    expect(rates('{ 2024: { factor: "1" } }')).toContain('conversions.kg-to-t.by_year.2024.source: ');
  });

  test('a conversion that goes from a basis to none, or from none to one', () => {
    const field = `${lineOf('kg-to-t:')} conversions.kg-to-t: give from_basis and to_basis, or neither`;
    expect(tinProblems(['divisor: "1000"', 'divisor: "1000", from_basis: cif'])).toEqual([field]);
    expect(tinProblems(['divisor: "1000"', 'divisor: "1000", to_basis: fob'])).toEqual([field]);
  });

  test('a preference that names one reporter twice, or gives no reason', () => {
    const preferring = (list: string) =>
      tinProblems(['evidence: [official]', `evidence: [official]\n    prefer: ${list}`]);
    expect(preferring('[{ reporter: Port, why: it counts }]')).toEqual([]);
    expect(preferring('[{ reporter: Port, why: it counts }, { reporter: Port, why: again }]')[0]).toMatch(
      /series\.tin-deliveries\.prefer: names a reporter twice$/,
    );
    expect(preferring('[{ reporter: Port }]')[0]).toMatch(/series\.tin-deliveries\.prefer\.0\.why: /);
  });

  test('a missing field stands in the thing that lacks it', () => {
    const [line] = tinProblems(['    obligor: Obligor\n', '']);
    expect(line).toContain(`${lineOf('ref: TIN-01')} commitments.tin-floor.obligor: `);
  });

  test('an unknown field is named, since nothing would read it', () => {
    const [line] = tinProblems(['    terms: none\n', '    terms: none\n    revisions: P1Y\n']);
    expect(line).toMatch(/^\d+ sources\.ledger: .*"revisions"/);
  });

  test('an unknown kind of rule, with those that there are', () => {
    expect(tinProblems(['kind: unmeasured', 'kind: hoped-for'])).toEqual([
      `${lineOf('kind: unmeasured')} commitments.tin-talks.rule: no kind "hoped-for": use one of ${Object.keys(ruleTerms).join(', ')}`,
    ]);
  });

  test.each(['constructor', 'tostring', 'valueof'])(
    'a kind of rule that is only a name of every object: %s',
    (kind) => {
      expect(tinProblems(['kind: unmeasured', `kind: ${kind}`])[0]).toContain(`no kind "${kind}"`);
    },
  );

  test.each([
    ['floor: "12"', 'floor: 12', 'commitments.tin-floor.rule.floor: '],
    ['floor: "12"', 'floor: "twelve"', 'commitments.tin-floor.rule.floor: write a decimal number in quotes'],
    ['floor: "12"', 'floor: "0"', 'commitments.tin-floor.rule.floor: must be above 0'],
    ['floor: "12"', 'flor: "12"', 'commitments.tin-floor.rule: '],
    ['floor: "12"', 'floor: "12", ceiling: "13"', 'commitments.tin-floor.rule: give one of floor, expectation'],
    ['every: year', 'every: week', 'commitments.tin-floor.rule.every: '],
    ['from: "2026-01"', 'from: "2026"', 'commitments.tin-floor.rule.from: write a month in quotes'],
    ['because: Nothing measurable is stated.', 'because: " "', 'commitments.tin-talks.rule.because: '],
  ])('terms that the rule cannot be judged by: %s written %s', (part, by, said) => {
    expect(tinProblems([part, by])[0]).toContain(`${lineOf(part)} ${said}`);
  });

  test('an unknown publisher, and a query that its publisher does not understand', () => {
    expect(tinProblems(['publisher: eia', 'publisher: tea-leaves'])[0]).toContain(
      `${lineOf('frequency: month, series')} sources.gas.query: no publisher "tea-leaves": use one of ${Object.keys(QUERIES).join(', ')}`,
    );
    expect(tinProblems(['query: { frequency: month', 'query: { frequency: week'])[0]).toContain(
      `${lineOf('query: { frequency: month')} sources.gas.query.frequency: `,
    );
    expect(tinProblems(['figures/ledger.csv', '../../etc/passwd'])[0]).toContain(
      `${lineOf('figures/ledger.csv')} sources.ledger.query.files.0: `,
    );
  });

  test('problems of several kinds are told together', () => {
    const lines = tinProblems(
      ['kind: unmeasured', 'kind: no'],
      ['source: gas', 'source: gaz'],
      ['publisher: eia', 'publisher: no'],
    );
    expect(lines).toHaveLength(3);
  });
});
