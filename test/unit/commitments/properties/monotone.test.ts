import { expect, test } from 'vitest';
import { severity } from '../../../../config/vocabulary/standing.ts';
import type { Finding } from '../../../../services/commitments/rule.ts';
import { fc } from '../../../support/drawn.ts';
import { figureIn, findingIn, type RuleWorld } from '../../../support/rule-world.ts';
import { RULE_WORLDS } from '../../../support/rule-worlds.ts';

/** A figure as it was reported, or would be if it were worse; null where nothing was reported. */
interface Cell {
  readonly series: string;
  readonly period: string;
  readonly good: number | null;
  readonly bad: number | null;
}

/** Two courses of a world of which no figure of the second is better than that of the first. */
function courses(world: RuleWorld): fc.Arbitrary<readonly Cell[]> {
  const worse = new Set(world.worse.of.map(([series, period]) => `${series} ${period}`));
  const amount = fc.integer({ min: 0, max: world.most });
  const cells = Object.entries(world.periods).flatMap(([series, periods]) =>
    periods.map((period) =>
      fc
        .record({
          one: amount,
          other: amount,
          isThere: fc.integer({ min: 1, max: world.gaps ?? 15 }),
          differs: fc.boolean(),
        })
        .map(({ one, other, isThere, differs }): Cell => {
          if (isThere === 1) return { series, period, good: null, bad: null };
          const bad = worse.has(`${series} ${period}`) && differs ? other : one;
          const [low, high] = [Math.min(one, bad), Math.max(one, bad)];
          const [better, lesser] = world.worse.way === 'down' ? [high, low] : [low, high];
          return { series, period, good: better, bad: lesser };
        }),
    ),
  );
  return fc.tuple(...cells);
}

function judgedBy(world: RuleWorld, cells: readonly Cell[], of: 'good' | 'bad'): Finding {
  const reports = cells.flatMap(({ series, period, [of]: value }) =>
    value === null ? [] : figureIn(world, series, period, value),
  );
  return findingIn(world, reports);
}

const isKnown = ({ standing }: Finding): boolean => standing !== 'unknown';

/** The standing by which a drift would be over, and the headroom, are in keeping with the standing. */
function expectInOrder({ standing, closing = standing, headroom }: Finding): void {
  expect(severity(closing)).toBeGreaterThanOrEqual(severity(standing));
  const severities = [severity(standing), ...headroom.map(({ to }) => severity(to))];
  expect(severities).toEqual([...new Set(severities)].toSorted((a, b) => a - b));
  const amounts = headroom.map(({ quantity }) => Number(quantity.value));
  expect(amounts).toEqual([...new Set(amounts)].toSorted((a, b) => a - b));
  expect(amounts.every((amount) => amount >= 0)).toBe(true);
}

test.each(Object.entries(RULE_WORLDS))(
  'of %s, worse figures never have a better standing, nor end a drift',
  (_, world) => {
    let compared = 0;
    let worsened = 0;
    fc.assert(
      fc.property(courses(world), (cells) => {
        const [good, bad] = [judgedBy(world, cells, 'good'), judgedBy(world, cells, 'bad')];
        if (!isKnown(good) || !isKnown(bad)) return;
        expect(severity(bad.standing)).toBeGreaterThanOrEqual(severity(good.standing));
        expect(severity(bad.closing ?? bad.standing)).toBeGreaterThanOrEqual(severity(good.closing ?? good.standing));
        expectInOrder(good);
        expectInOrder(bad);
        compared += 1;
        if (bad.standing !== good.standing) worsened += 1;
      }),
      { numRuns: 80 },
    );
    // Not by chance: most were judged on both sides, and some did move.
    expect(compared).toBeGreaterThan(25);
    expect(worsened).toBeGreaterThan(2);
  },
);
