import { expect, test } from 'vitest';
import { judge } from '../../../services/commitments/judge.ts';
import { knownEvidence } from '../../../services/commitments/evidence/known-evidence.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import { openTinPact, putFigures } from '../../support/tin-ledger.ts';
import { floorAt, look, minutes, NOW, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up. The rule reads the five years before 2026; the chart learns from 2018.
const watched = openTinPact([
  'dimensions: { measure: deliveries }',
  `watch: { detector: individuals, reference: { from: "2018-01", to: "2018-12" }, bad: up }
    dimensions: { measure: deliveries }`,
]);
const REFERENCE = ['1', '1.1', '0.9', '1', '1.1', '1', '0.9', '1', '1.1', '0.9', '1', '1.1'].map((value, index) =>
  tin(`2018-${String(index + 1).padStart(2, '0')}`, value),
);

test('a series is watched by figures that its rule does not read, and these are stored with the assessment', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await putFigures(db, watched, NOW, ...REFERENCE, tin('2026-01', '1'), tin('2026-02', '1.1'));
  expect((await look(db, minutes(1), watched))[0]).toBe('tin-floor on_track');
  await putFigures(db, watched, minutes(2), tin('2026-03', '2'));
  expect((await look(db, minutes(3), watched))[0]).toBe('tin-floor at_risk');

  const row = (await floorAt(db, minutes(3)))!;
  expect(row.inputs).toHaveLength(15);
  expect(row.reason).toContain('Its figures drift: Tin deliveries shifted up, from 2026-03 on');
  const evidence = await knownEvidence(db, watched, boundRule(watched.commitments['tin-floor']!), row.clock, row.at);
  const again = judge({ deal: watched, commitment: 'tin-floor', evidence, at: row.at, previous: null });
  expect(JSON.parse(JSON.stringify(again))).toEqual(row.judgement);
});

test('a revision of the history that a watch learns from is judged anew', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await putFigures(db, watched, NOW, ...REFERENCE, tin('2026-01', '1'), tin('2026-02', '1.25'));
  expect((await look(db, minutes(1), watched))[0]).toBe('tin-floor on_track');
  await putFigures(
    db,
    watched,
    minutes(2),
    ...REFERENCE.map(([series, period]) => [series, period, period === '2018-06' ? '1.01' : '1'] as const),
  );
  expect((await look(db, minutes(3), watched))[0]).toBe('tin-floor at_risk');
});
