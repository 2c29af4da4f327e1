import { expect, test } from 'vitest';
import { Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { severity } from '../../../../config/vocabulary/standing.ts';
import type { Finding } from '../../../../services/commitments/rule.ts';
import { report, series } from '../../../support/evidence.ts';
import { fc } from '../../../support/drawn.ts';
import { findingIn, type RuleWorld } from '../../../support/rule-world.ts';

/** A rule whose finding rests on one figure, and by which way that becomes worse; all of it is made up. */
interface Lever {
  readonly rule: RuleWorld['rule'];
  readonly period: string;
  readonly way: 1 | -1;
  readonly evidence?: 'mirror';
  /** What is reported beside it. */
  readonly others?: Readonly<Record<string, string>>;
}

const SHARE = { kind: 'flow-continuity', beneficiary: ['flow'], control: ['control'], fall: '0.5' };
const LEVEL = {
  kind: 'target-by-date',
  series: 'flow',
  unit: 't',
  baseline: { period: '2023', value: '100', source: 'made up' },
  by: '2030',
  projection: { draws: 100 },
};
const SUM = { kind: 'cumulative-by-date', series: ['flow'], unit: 't', binds: 'floor', from: '2024-01', by: '2026-12' };

const LEVERS: Readonly<Record<string, Lever>> = {
  'a sum on its way': { rule: { ...SUM, target: '360' }, period: '2024', way: -1 },
  'a sum at its end': { rule: { ...SUM, by: '2024-12', target: '120' }, period: '2024', way: -1 },
  'a sum under a ceiling': { rule: { ...SUM, target: '400', binds: 'ceiling' }, period: '2024', way: 1 },
  'a flow that must not be': {
    rule: { kind: 'prohibited-flow', series: ['flow'], de_minimis: { value: '150', unit: 't' } },
    period: '2024',
    way: 1,
    evidence: 'mirror',
  },
  'a flow that goes on': { rule: SHARE, period: '2024', way: -1, others: { '2023': '200', control: '90' } },
  'a flow that goes on while others fell': {
    rule: SHARE,
    period: '2024',
    way: -1,
    others: { '2023': '200', control: '40' },
  },
  'a level that rises': { rule: { ...LEVEL, low: '400' }, period: '2024', way: -1 },
  'a level that rises by the same amount': { rule: { ...LEVEL, low: '400', path: 'linear' }, period: '2024', way: -1 },
  'a level that falls': { rule: { ...LEVEL, direction: 'fall', high: '20' }, period: '2024', way: 1 },
  'a cut': {
    rule: {
      kind: 'cut-from-baseline',
      unit: 't',
      tolerance: '3',
      members: [
        { name: 'A', series: 'flow', pledges: [{ from: '2024-01', baseline: '200', cut: '100', source: 'made up' }] },
      ],
    },
    period: '2024-06',
    way: 1,
  },
};

function judgedWith({ rule, period, evidence = undefined, others = {} }: Lever, value: Decimal): Finding {
  const frequency = period.length === 4 ? 'year' : 'month';
  const specs = {
    flow: series('Flow', { frequency, ...(evidence && { evidence: [evidence] }) }),
    control: series('Others', { frequency }),
  };
  const { control, ...before } = others;
  const reports = [
    report('flow', period, decimalText(value, 60)),
    ...Object.entries(before).map(([year, figure]) => report('flow', year, figure)),
    ...(control === undefined ? [] : [report('control', '2023', '100'), report('control', period, control)]),
  ];
  return findingIn({ rule, series: specs, periods: {}, most: 0, worse: { way: 'up', of: [] } }, reports);
}

const LITTLE = new Decimal('0.000001');

test.each(Object.entries(LEVERS))('of %s, using up the headroom is what brings the worse standing', (_, lever) => {
  let used = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (hundredths) => {
      const value = new Decimal(hundredths).div(100);
      for (const { to, quantity } of judgedWith(lever, value).headroom) {
        const worse = (by: Decimal) => judgedWith(lever, value.plus(by.times(lever.way)));
        const room = new Decimal(quantity.value);
        expect(severity(worse(room.plus(LITTLE)).standing)).toBeGreaterThanOrEqual(severity(to));
        expect(severity(worse(Decimal.max(0, room.minus(LITTLE))).standing)).toBeLessThan(severity(to));
        used += 1;
      }
    }),
    { numRuns: 40 },
  );
  expect(used).toBeGreaterThan(8);
});
