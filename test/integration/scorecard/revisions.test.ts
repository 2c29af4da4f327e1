import { expect, test } from 'vitest';
import { readScorecard } from '../../../services/scorecard/read.ts';
import { Scorecard } from '../../../services/scorecard/schema.ts';
import { february } from '../../support/tin-incidents.ts';
import { minutes, NOW, pact, tinDatabase } from '../../support/tin-looks.ts';

test('a scorecard has the figures that were revised in the 30 days before it, with those who read them', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const card = async (at: Temporal.Instant) =>
    Scorecard.parse(await readScorecard({ db, deal: pact, figuresMode: 'recorded' }, at));
  await february(db, NOW, '0.85');
  expect(await card(NOW)).toMatchObject({ revisions: [], revisionCount: 0 });

  await february(db, minutes(1), '0.5');
  await february(db, minutes(2), null);
  expect((await card(NOW)).revisions).toEqual([]);
  expect(await card(minutes(2))).toMatchObject({
    revisionCount: 2,
    revisions: [
      {
        series: 'tin-deliveries',
        period: '2026-02',
        before: { value: '0.5' },
        after: { value: null, status: 'missing' },
        change: null,
        knownFrom: minutes(2).toString(),
        commitments: ['tin-floor'],
      },
      {
        before: { value: '0.85' },
        after: { value: '0.5' },
        change: { absolute: '-0.35', percent: '-41.176470588235' },
      },
    ],
  });
  expect(await card(minutes(1).add({ hours: 30 * 24 }))).toMatchObject({ revisionCount: 1 });
  expect(await card(minutes(3).add({ hours: 30 * 24 }))).toMatchObject({ revisionCount: 0, revisions: [] });
});
