import { describe, expect, test } from 'vitest';
import { printMeasures, pulledMeasures } from '../../../cli/print-measures.ts';
import type { Scorecard } from '../../../services/scorecard/schema.ts';

type Measure = Scorecard['measures']['list'][number];
type Register = Scorecard['measures']['registers'][number];

const STYLE = {
  standing: (_standing: string, text: string) => text,
  dim: (text: string) => text,
  bold: (text: string) => text,
  wrap: (text: string, indent: number) => ' '.repeat(indent) + text,
};

/** All made up. */
const register = (more: Partial<Register> = {}): Register => ({
  source: 'gta',
  title: 'A register',
  publisher: 'gta',
  asked: '2026-11-24T07:39:00Z',
  listed: 1,
  ...more,
});
const measure = (more: Partial<Measure> = {}): Measure => ({
  source: 'gta',
  key: 'intervention/9',
  vintage: '1',
  listing: 'listed',
  title: 'Malaysia: a ban',
  kind: 'export_ban',
  kindInRegister: 'Export ban',
  effect: 'restricting',
  implementer: 'MYS',
  isOfficial: true,
  announced: '2026-01-01',
  inForceFrom: '2026-02-01',
  removed: null,
  force: 'in_force',
  products: [{ code: '284690', inForceFrom: null, removed: null }],
  affected: ['CHN', 'USA'],
  reportedBy: 'Register',
  page: 'https://register.example/9',
  note: null,
  publishedAt: null,
  knownFrom: '2026-11-24T07:39:00Z',
  document: 'a'.repeat(64),
  locator: '#/0/id',
  ...more,
});
const print = (list: readonly Measure[], registers: readonly Register[] = [register()]) =>
  printMeasures({ list: [...list], registers: [...registers] }, STYLE).join('\n');
const facts = (more: Partial<Measure>) => print([measure(more)]).split('\n')[2]!;

test('a measure is told with its dates, goods, partners, source and page', () => {
  expect(print([measure()])).toBe(
    [
      'Measures',
      '  Malaysia: a ban',
      '    export ban of MYS; in force since 1 February 2026; restricts; HS 284690; for CHN and USA; official source. gta, intervention/9, https://register.example/9',
      '  gta: lists 1 measure, asked 24 November 2026, 07:39 UTC',
      '  A measure that no register lists may be in force all the same: not listed is unknown, not absent.',
      '',
    ].join('\n'),
  );
});

describe('whether it is in force', () => {
  test.each([
    [{ removed: '2026-12-31' }, 'in force since 1 February 2026 until 31 December 2026;'],
    [{ force: 'not_yet' as const }, 'not yet in force: from 1 February 2026;'],
    [{ force: 'ended' as const, removed: '2026-06-01' }, 'ended 1 June 2026;'],
    [{ force: 'unknown' as const, inForceFrom: null }, 'in force or not: not stated, announced 1 January 2026;'],
    [
      { force: 'unknown' as const, listing: 'unlisted' as const },
      'was listed as in force from 1 February 2026; restricts; HS 284690; for CHN and USA; official source; no longer listed, which does not say that it was lifted.',
    ],
  ])('is said of %j', (more, words) => {
    expect(facts(more)).toContain(words);
  });
});

test('what a register does not say is not said', () => {
  const line = facts({ effect: null, products: [], affected: [], isOfficial: null, page: null });
  expect(line).toBe('    export ban of MYS; in force since 1 February 2026. gta, intervention/9');
  expect(facts({ affected: 'all' })).toContain('; all partners;');
});

test('many goods and partners are counted', () => {
  const products = ['1', '2', '3', '4', '5', '6', '7'].map((digit) => ({
    code: `28469${digit}`,
    inForceFrom: null,
    removed: null,
  }));
  const affected = ['AUS', 'BRA', 'CAN', 'CHN', 'DEU', 'JPN', 'USA'];
  expect(facts({ products, affected })).toContain('HS 284691, 284692, 284693, 284694, 284695 and 2 more; 7 partners;');
});

test('ten are printed, and how many more there are', () => {
  const list = Array.from({ length: 12 }, (_, index) => measure({ key: `intervention/${index}` }));
  const text = print(list);
  expect(text.match(/export ban of MYS/g)).toHaveLength(10);
  expect(text).toContain('and 2 older ones: status --json has them all');
});

test('a register that lists nothing, and one that never answered, leave open whether there is a measure', () => {
  const text = print([], [register({ listed: 0 }), register({ source: 'wto', asked: null, listed: null })]);
  expect(text).toContain('gta: lists no measures, asked 24 November 2026, 07:39 UTC');
  expect(text).toContain('wto: gave no answer yet, so nothing is known of what it lists');
  expect(text).toContain('not listed is unknown, not absent');
});

test('a deal without registers has no such part', () => {
  expect(printMeasures({ list: [], registers: [] }, STYLE)).toEqual([]);
});

test('a title of a register cannot write lines of its own on the terminal', () => {
  const text = print([measure({ title: 'A\nMeasures\u001b[2J\u202eban' })]);
  expect(text).toContain('  A Measures [2Jban\n');
  expect(text).not.toContain('\u001b');
});

test.each([
  [{ listed: 2, added: 2, changed: 0, unlisted: 0 }, '2 measures listed, 2 new'],
  [{ listed: 1, added: 0, changed: 1, unlisted: 3 }, '1 measure listed, 1 changed, 3 no longer listed'],
  [{ listed: 0, added: 0, changed: 0, unlisted: 0 }, 'no measures listed, nothing changed'],
])('a pull is told by what it listed and what of it was news: %j', (counts, text) => {
  expect(pulledMeasures(counts)).toBe(text);
});
