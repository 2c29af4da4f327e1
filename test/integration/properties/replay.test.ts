import { expect, test } from 'vitest';
import { fc } from '../../support/drawn.ts';
import { replayed } from '../../support/replays.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { look, NOW, storedStandings, tinDatabase } from '../../support/tin-looks.ts';
import { putMeasures, registeredPact, tinBan } from '../../support/tin-registers.ts';

// All figures are made up. The floor has to be missed twice before it counts, so that each judgement follows on others.
const pact = registeredPact([
  'context: [gas-exports]\n',
  'context: [gas-exports]\n    steady: { confirm: 2, recover: 2 }\n',
]);

const tonnes = fc.option(fc.constantFrom('0', '0.4', '0.95', '1', '3', '12'), { freq: 5 });
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('figures' as const),
      months: fc.array(tonnes, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('raw' as const), value: tonnes }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('gazette' as const), keys: fc.subarray(['a', 'b']) }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('look' as const) }) },
);
/** A step, and how long after the one before it comes: minutes, or more than a day. */
const course = fc.array(fc.tuple(step, fc.constantFrom(1, 7, 60 * 26)), { minLength: 6, maxLength: 14 });
type Step = Parameters<Parameters<typeof step.map>[0]>[0];
type Db = Awaited<ReturnType<typeof tinDatabase>>['db'];

async function live(db: Db, one: Step, at: Temporal.Instant): Promise<void> {
  switch (one.is) {
    case 'figures':
      await putFigures(
        db,
        pact,
        at,
        ...one.months.map((value, index) => ['tin-deliveries', `2026-0${index + 1}`, value] as const),
      );
      return;
    case 'raw':
      await putFigures(db, pact, at, ['raw-tin-exports', '2026-01', one.value]);
      return;
    case 'gazette':
      await putMeasures(db, pact, 'gazette', at, ...one.keys.map((key) => tinBan(key)));
      return;
    case 'look':
      await look(db, at, pact);
  }
}

test(
  'whatever is published and looked at in whatever order, a replay makes the same',
  { timeout: 120_000 },
  async () => {
    const standings = new Set<string>();
    await fc.assert(
      fc.asyncProperty(course, async (steps) => {
        await using database = await tinDatabase();
        const { db } = database;
        let at = NOW;
        for (const [one, minutes] of steps) {
          at = at.add({ minutes });
          await live(db, one, at);
        }
        await look(db, at.add({ minutes: 1 }), pact);
        const { result, differences, overtaken, unjudged, compared } = await replayed(db, pact);
        expect({ result, differences, overtaken, unjudged }).toEqual({
          result: 'identical',
          differences: [],
          overtaken: [],
          unjudged: [],
        });
        expect(compared).toBeGreaterThan(0);
        for (const standing of await storedStandings(db)) standings.add(standing);
      }),
      { numRuns: 6 },
    );
    // Not by chance: the courses led to many standings.
    expect(standings.size).toBeGreaterThan(6);
  },
);
