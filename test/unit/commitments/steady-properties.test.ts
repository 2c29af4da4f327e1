import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SteadySpec } from '../../../config/deal/steady.ts';
import { isDrift, severity, STANDINGS } from '../../../config/vocabulary/standing.ts';
import { follow, type Stood } from '../../../services/commitments/steady/follow.ts';
import type { Shown } from '../../../services/commitments/steady/steadiness.ts';
import { heldWords } from '../../../services/commitments/steady/words.ts';

interface Look {
  readonly shown: Shown;
  readonly sources: readonly string[];
}

const JUDGED = STANDINGS.filter((standing) => standing !== 'unknown');
const shown = fc
  .tuple(fc.nat(4), fc.nat(4))
  .map(([one, other]) => ({ opening: JUDGED[Math.min(one, other)]!, closing: JUDGED[Math.max(one, other)]! }));
const sources = fc.subarray(['press', 'survey', 'wire']);
const course = fc.array(fc.record({ shown, sources }), { minLength: 1, maxLength: 30 });
const count = fc.integer({ min: 1, max: 4 });
const counts = fc.record({ confirm: count, recover: count });
const flapping = fc
  .integer({ min: 1, max: 4 })
  .chain((moves) => fc.record({ moves: fc.constant(moves), publications: fc.integer({ min: moves + 2, max: 8 }) }));
const terms: fc.Arbitrary<SteadySpec> = fc.record({ confirm: count, recover: count, flapping });

const walked = (spec: SteadySpec, looks: readonly Look[]): Stood[] =>
  looks.reduce<Stood[]>((all, look) => [...all, follow(spec, all.at(-1) ?? null, look.shown, look.sources)], []);

test('another look at the same figures changes nothing and says the same', () => {
  fc.assert(
    fc.property(terms, course, (spec, looks) => {
      const stood = walked(spec, looks).at(-1)!;
      const again = follow(spec, stood, looks.at(-1)!.shown, []);
      expect(again).toEqual(stood);
      expect(heldWords(spec, again, looks.at(-1)!.shown)).toEqual(heldWords(spec, stood, looks.at(-1)!.shown));
    }),
  );
});

test('worse figures never make a better standing, whatever has to be confirmed', () => {
  const worse = ({ opening, closing }: Shown, by: number): Shown => ({
    opening: JUDGED[Math.min(4, severity(opening) + by)]!,
    closing: JUDGED[Math.min(4, severity(closing) + by)]!,
  });
  fc.assert(
    fc.property(counts, course, fc.array(fc.nat(4), { minLength: 30, maxLength: 30 }), (spec, looks, by) => {
      const mild = walked(spec, looks);
      const bad = walked(
        spec,
        looks.map((look, index) => ({ ...look, shown: worse(look.shown, by[index]!) })),
      );
      for (const [index, { standing }] of mild.entries()) {
        expect(severity(bad[index]!.standing)).toBeGreaterThanOrEqual(severity(standing));
      }
    }),
  );
});

test('no standing moves unless so many publications in a row showed it, but at a breach or while they flap', () => {
  fc.assert(
    fc.property(terms, fc.array(shown, { minLength: 2, maxLength: 30 }), (spec, all) => {
      const stood = walked(
        spec,
        all.map((one) => ({ shown: one, sources: ['press'] })),
      );
      const unshown = stood.filter(({ standing, steadiness }, index) => {
        const from = stood[index - 1]?.standing;
        if (from === undefined || steadiness.unstable || standing === 'breached' || standing === from) return false;
        const worse = severity(standing) > severity(from);
        const last = all.slice(0, index + 1).slice(worse ? -spec.confirm : -spec.recover);
        const showed = worse
          ? last.filter(({ opening }) => severity(opening) > severity(from))
          : last.filter(({ closing }) => severity(closing) < severity(from));
        return showed.length < (worse ? spec.confirm : spec.recover);
      });
      expect(unshown).toEqual([]);
    }),
  );
});

test('while figures are unstable the standing is a drift, and does not improve', () => {
  fc.assert(
    fc.property(terms, course, (spec, looks) => {
      const stood = walked(spec, looks);
      for (const [index, { standing, steadiness }] of stood.entries()) {
        if (!steadiness.unstable) continue;
        expect(isDrift(standing)).toBe(true);
        expect(severity(standing)).toBeGreaterThanOrEqual(severity(stood[index - 1]!.standing));
      }
    }),
  );
});

test('figures that stay as they are settle: they are held and unstable no more', () => {
  fc.assert(
    fc.property(terms, course, shown, (spec, looks, calm) => {
      const still = Array.from({ length: 12 }, () => ({ shown: calm, sources: ['press'] }));
      const { standing, steadiness } = walked(spec, [...looks, ...still]).at(-1)!;
      expect(steadiness.unstable).toBe(false);
      expect(severity(standing)).toBeGreaterThanOrEqual(severity(calm.opening));
      expect(severity(standing)).toBeLessThanOrEqual(severity(calm.closing));
    }),
  );
});
