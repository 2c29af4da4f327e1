import { expect, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { assessDue } from '../../../services/commitments/assess.ts';
import { knownEvidence } from '../../../services/commitments/evidence/known-evidence.ts';
import { judge } from '../../../services/commitments/judge.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import { judgementOf } from '../../../services/commitments/stored.ts';
import { readExplanation } from '../../../services/explain/read.ts';
import { Explanation } from '../../../services/explain/schema.ts';
import { readScorecard } from '../../../services/scorecard/read.ts';
import { Scorecard } from '../../../services/scorecard/schema.ts';
import { replayed } from '../../support/replays.ts';
import { type LedgerFigure, openTinPact, putFigures } from '../../support/tin-ledger.ts';
import { floorAt, minutes, NOW, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up. The floor reads what A receives; B's exports are the other side of the same trade.
const compared = openTinPact([
  '\nsources:\n',
  `
  tin-shipped:
    { title: B's exports of tin, source: ledger, frequency: month, unit: t, evidence: [mirror], dimensions: { measure: shipped } }
mirrors:
  tin: { title: Tin from B to A, importer: [tin-deliveries], exporter: [tin-shipped], unit: t, over: year, tolerance: "0.10", why: made up }
sources:
`,
]);
const shipped = (period: string, value: string | null): LedgerFigure => ['tin-shipped', period, value];
const MONTHS = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);

async function lookAt(db: Db, at: Temporal.Instant) {
  const summaries = await assessDue({ db, deal: compared, now: () => at }, new AbortController().signal);
  return summaries.find(({ commitment }) => commitment === 'tin-floor');
}

/** A year in which both sides report the same, and the floor of the year after on track. */
async function agreed(db: Db) {
  await putFigures(
    db,
    compared,
    NOW,
    ...MONTHS.flatMap((month) => [tin(month, '1'), shipped(month, '1')]),
    tin('2026-01', '1'),
    tin('2026-02', '1'),
  );
  return lookAt(db, minutes(1));
}

test('a figure of the other side alone is looked at: it moves no standing, and what the sides say is stored', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  expect(await agreed(db)).toMatchObject({ standing: 'on_track', parted: [] });
  await putFigures(db, compared, minutes(2), shipped('2025-12', '4'));
  const after = await lookAt(db, minutes(3));
  expect(after).toMatchObject({ standing: 'on_track', before: 'on_track' });
  expect(after!.assessment).not.toBeNull();
  expect(after!.parted).toMatchObject([{ mirror: 'tin', says: 'disagree' }]);

  // 12 t against 15 t: 3 over a mean of 13.5.
  const row = (await floorAt(db, minutes(3)))!;
  expect(judgementOf(row).sides).toMatchObject([
    { says: 'disagree', importer: { value: '12' }, exporter: { value: '15' }, relative: '-0.222222222222' },
  ]);
  expect(row.since).toEqual((await floorAt(db, minutes(1)))!.since);
});

test('the vintages of both sides are stored with the assessment, and it is made again from them', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await agreed(db);
  const row = (await floorAt(db, minutes(1)))!;
  expect(row.inputs).toHaveLength(26);
  expect(judgementOf(row).inputs).toHaveLength(14);
  const rule = boundRule(compared.commitments['tin-floor']!);
  const evidence = await knownEvidence(db, compared, rule, row.clock, row.at);
  const again = judge({ deal: compared, commitment: 'tin-floor', evidence, at: row.at, previous: null });
  expect(JSON.parse(JSON.stringify(again))).toEqual(row.judgement);
});

test('two days later nothing has changed, and a replay finds all of it identical', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await agreed(db);
  await putFigures(db, compared, minutes(2), shipped('2025-12', '4'));
  await lookAt(db, minutes(3));
  expect(await lookAt(db, NOW.add({ hours: 48 }))).toMatchObject({ assessment: null, parted: [] });
  expect(await replayed(db, compared)).toMatchObject({ result: 'identical', differences: [], unjudged: [] });
  expect(await replayed(db, compared, { clock: 'published' })).toMatchObject({ result: 'made' });
});

test('scorecard and explanation show both sides, with every figure of either and the age of what is judged', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await agreed(db);
  const context = { db, deal: compared, figuresMode: 'recorded' as const };
  const later = NOW.add({ hours: 72 });
  const card = Scorecard.parse(await readScorecard(context, later));
  const floor = card.commitments.find(({ id }) => id === 'tin-floor')!;
  expect(floor.sides).toMatchObject([{ mirror: 'tin', says: 'agree', period: '2025', relative: '0', why: 'made up' }]);
  expect(floor.quality).toMatchObject({ newest: { period: '2026-02', knownFrom: NOW.toString() }, sides: 'agree' });
  expect(card.commitments.find(({ id }) => id === 'tin-ban')).toMatchObject({ sides: [], quality: { figures: 0 } });

  const explained = Explanation.parse(await readExplanation(context, 'tin-floor', later));
  expect(explained.asOf).toBe(later.toString());
  expect(new Set(explained.inputs.map(({ series }) => series))).toEqual(new Set(['tin-deliveries']));
  const [sides] = explained.sides;
  expect(sides!.figures.map(({ series, period }) => `${series} ${period}`).toSorted()).toEqual(
    MONTHS.flatMap((month) => [`tin-deliveries ${month}`, `tin-shipped ${month}`]).toSorted(),
  );
  expect(sides!.steps.map(({ what }) => what).slice(0, 2)).toEqual([
    'Tin deliveries, 2025',
    "B's exports of tin, 2025",
  ]);
});

test('what an earlier version of pactwatch judged has no word on its figures, and is shown nevertheless', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await agreed(db);
  const rows = await db.selectFrom('assessment').select(['id', 'judgement']).execute();
  for (const { id, judgement } of rows) {
    const { sides: _sides, quality: _quality, ...written } = judgement as Record<string, unknown>;
    await db
      .updateTable('assessment')
      .set({ judgement: JSON.stringify(written) })
      .where('id', '=', id)
      .execute();
  }
  const context = { db, deal: compared, figuresMode: 'recorded' as const };
  const card = Scorecard.parse(await readScorecard(context, minutes(5)));
  expect(card.commitments.find(({ id }) => id === 'tin-floor')).toMatchObject({ quality: null, sides: [] });
  expect(await readExplanation(context, 'tin-floor', minutes(5))).toMatchObject({ quality: null, sides: [] });
});
