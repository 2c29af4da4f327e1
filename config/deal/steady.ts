import { z } from 'zod';

const Count = z.number().int().min(1).max(24);

const Flapping = z
  .strictObject({
    moves: Count.describe('The most moves into, out of and between drifts that are told one by one.'),
    publications: z.number().int().min(3).max(60).describe('Among how many of the last publications they are counted.'),
  })
  .refine(({ moves, publications }) => publications > moves + 1, {
    message: 'is too few for more moves than that: there are at most publications - 1',
    path: ['publications'],
  });

/**
 * How steady figures must be before a standing follows them, counted in publications: a source that gives figures it had
 * not given before, revisions too. Another look at the same figures, another day and an edit of the deal file are none.
 */
export const Steady = z.strictObject({
  confirm: Count.default(1).describe(
    'How many publications in a row must show something worse before the standing worsens; 1 if not given. A breach is taken at once.',
  ),
  recover: Count.default(1).describe(
    'How many publications in a row must show something better before the standing improves; 1 if not given.',
  ),
  flapping: Flapping.optional().describe(
    'When the figures are held to be unstable: more moves than that among so many publications. The worst of them then stands, and one mail tells it, until they settle.',
  ),
});
export type SteadySpec = z.output<typeof Steady>;

/** Of a commitment that says nothing of it: each publication is followed at once. */
export const AT_ONCE: SteadySpec = { confirm: 1, recover: 1 };
