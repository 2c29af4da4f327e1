import type { SeriesSpec } from '../../config/deal/schema.ts';
import { series } from './evidence.ts';
import { QUANTITY_WORLDS } from './quantity-worlds.ts';
import { all, monthsOf, type RuleWorld } from './rule-world.ts';

function banned(evidence: SeriesSpec['evidence'], terms: Record<string, unknown> = {}): RuleWorld {
  const years = ['2023', '2024', '2025'];
  const periods = { 'ore-x': years, 'oxide-x': years, 'ore-y': years };
  const line = (title: string, grades: SeriesSpec['evidence']) =>
    series(title, { frequency: 'year', evidence: grades });
  return {
    rule: {
      kind: 'prohibited-flow',
      series: Object.keys(periods),
      partners: { X: ['ore-x', 'oxide-x'] },
      de_minimis: { value: '10', unit: 't', close: '8', each: { value: '6', close: '5' } },
      ...terms,
    },
    series: {
      'ore-x': line('Ore to X', ['official']),
      'oxide-x': line('Oxide to X', evidence),
      'ore-y': line('Ore to Y', ['official']),
    },
    periods,
    most: 8,
    worse: { way: 'up', of: all(periods) },
  };
}

const CONTINUITY: RuleWorld = {
  rule: {
    kind: 'flow-continuity',
    beneficiary: ['mass', 'value'],
    control: ['others', 'more'],
    fall: '0.5',
    close: { fall: '0.6' },
  },
  series: {
    mass: series('Mass', { unit: 'kg', frequency: 'year' }),
    value: series('Value', { unit: 'USD', frequency: 'year' }),
    others: series('Others', { unit: 'kg', frequency: 'year', evidence: ['mirror'] }),
    more: series('More', { unit: 'kg', frequency: 'year', evidence: ['mirror'] }),
  },
  periods: Object.fromEntries(['mass', 'value', 'others', 'more'].map((id) => [id, ['2024', '2025']])),
  most: 10,
  worse: {
    way: 'down',
    of: [
      ['mass', '2025'],
      ['value', '2025'],
    ],
  },
};

function level(terms: Record<string, unknown>, way: 'down' | 'up'): RuleWorld {
  const periods = { level: ['2025', '2026'] };
  return {
    rule: {
      kind: 'target-by-date',
      series: 'level',
      unit: 't',
      baseline: { period: '2024', value: '100', source: 'made up' },
      by: '2030',
      close: { substantial: '1.1', moderate: '0.7' },
      projection: { draws: 100 },
      ...terms,
    },
    series: { level: series('Level', { frequency: 'year' }) },
    periods,
    most: 400,
    worse: { way, of: all(periods) },
  };
}

function cut(terms: Record<string, unknown>): RuleWorld {
  const periods = { a: monthsOf('2026-06', 4), b: monthsOf('2026-06', 4), c: monthsOf('2026-06', 4) };
  const pledge = (amount: string) => [{ from: '2026-06', baseline: '20', cut: amount, source: 'made up' }];
  return {
    rule: {
      kind: 'cut-from-baseline',
      unit: 't',
      members: [
        { name: 'A', series: 'a', pledges: pledge('10') },
        { name: 'B', series: 'b', pledges: pledge('8'), cure: [{ month: '2026-09', amount: '2', source: 'made up' }] },
        { name: 'C', series: 'c', pledges: pledge('0') },
      ],
      close: { on_track: '1.1', tolerance: '0' },
      tolerance: '0.5',
      ...terms,
    },
    series: { a: series('Output of A'), b: series('Output of B'), c: series('Output of C') },
    periods,
    most: 24,
    worse: { way: 'up', of: all(periods) },
  };
}

function events(terms: Record<string, unknown>): RuleWorld {
  const periods = { talks: ['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3'] };
  return {
    rule: {
      kind: 'scheduled-event',
      series: 'talks',
      unit: 'talks',
      every: 'quarter',
      at_least: 2,
      from: '2025-Q3',
      grace: 'P3M',
      ...terms,
    },
    series: { talks: series('Talks', { unit: 'talks', frequency: 'quarter' }) },
    periods,
    most: 4,
    worse: { way: 'down', of: all(periods) },
  };
}

/** Every kind of rule that reads figures, in every form that has arithmetic of its own. */
export const RULE_WORLDS: Readonly<Record<string, RuleWorld>> = {
  ...QUANTITY_WORLDS,
  'no flow to any partner': banned(['official']),
  'no flow, by evidence of unlike grades': banned(['mirror']),
  'no flow in sum alone': banned(['mirror'], { partners: undefined, de_minimis: { value: '10', unit: 't' } }),
  'a flow that goes on': CONTINUITY,
  'a level that rises by the same rate': level({ low: '200', high: '300' }, 'down'),
  'a level that rises by the same amount': level({ low: '200', path: 'linear' }, 'down'),
  'a level that falls by the same rate': level({ high: '40', low: '20', direction: 'fall' }, 'up'),
  'a level that falls by the same amount': level({ high: '40', direction: 'fall', path: 'linear' }, 'up'),
  'a level at its date': {
    ...level({ low: '200', by: '2025' }, 'down'),
    at: Temporal.Instant.from('2027-02-01T00:00:00Z'),
  },
  'events in every quarter': events({}),
  'a cut of each member': cut({}),
  'a cut of the group that is owed': cut({ judged: 'group', binds: 'floor' }),
};
