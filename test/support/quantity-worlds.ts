import { report, series } from './evidence.ts';
import { all, monthsOf, type RuleWorld } from './rule-world.ts';

function flow(
  terms: Record<string, unknown>,
  way: 'down' | 'up',
  periods: readonly string[],
  more: Partial<RuleWorld> = {},
): RuleWorld {
  const own = { flow: periods };
  return {
    rule: { kind: 'quantity-per-period', series: 'flow', unit: 't', every: 'year', ...terms },
    series: { flow: series('Flow') },
    periods: own,
    most: 20,
    worse: { way, of: all(own) },
    ...more,
  };
}

const BASE = monthsOf('2020-01', 12).map((month, index) => report('flow', month, String(4 + (index % 3) * 6)));
const CLOSE = { close: { on_track: '1.1', at_risk: '0.95' } };

function lines(terms: Record<string, unknown>, way: 'down' | 'up'): RuleWorld {
  const periods = { chips: monthsOf('2025-11', 12), parts: monthsOf('2025-11', 12) };
  return {
    rule: {
      kind: 'cumulative-by-date',
      series: ['chips', 'parts'],
      unit: 't',
      target: '240',
      binds: 'floor',
      from: '2025-11',
      by: '2026-10',
      ...terms,
    },
    series: { chips: series('Chips'), parts: series('Parts', { unit: 'kg' }) },
    periods,
    most: 20,
    scale: { parts: 1000 },
    worse: { way, of: all(periods) },
  };
}

const NINE = monthsOf('2026-01', 9);
const TWO_YEARS = monthsOf('2025-01', 21);

/** Quantities in a period and sums by a date, in every form that has arithmetic of its own. */
export const QUANTITY_WORLDS: Readonly<Record<string, RuleWorld>> = {
  'a floor in every year': flow({ floor: '120', from: '2025-01', ...CLOSE }, 'down', NINE),
  'an expectation by the season, carried over': flow(
    { expectation: '120', from: '2025-01', carry_over: true, proration: { seasonal: { base_year: 2020 } } },
    'down',
    TWO_YEARS,
    { fixed: BASE, gaps: 300 },
  ),
  'a floor in every quarter, carried over': flow(
    { every: 'quarter', floor: '30', from: '2026-02', carry_over: true },
    'down',
    NINE.slice(1),
  ),
  'a ceiling in every year': flow({ ceiling: '100', from: '2025-01' }, 'up', NINE),
  'a sum of lines by a date': lines({ ...CLOSE }, 'down'),
  'a sum that is expected': lines({ binds: 'expectation', on_track: '0.95', at_risk: '0.8' }, 'down'),
  'a sum under a ceiling': lines({ binds: 'ceiling' }, 'up'),
};
