import { describe, expect, test } from 'vitest';
import type { Deal } from '../../../config/deal/schema.ts';
import { connect } from '../../../db/connection.ts';
import { assessDue } from '../../../services/commitments/assess.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { floorAt, look, minutes, NOW, pact, storedStandings, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.

describe('replicas whose clocks differ', () => {
  test('a figure that another one dated five minutes ahead is judged at once, not lost', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await look(db, NOW);
    await putFigures(db, pact, minutes(5), tin('2026-01', '0.5'));
    expect(await look(db, minutes(1))).toEqual(['tin-floor off_track']);
    expect(await look(db, minutes(2))).toEqual([]);
  });

  test('a figure that follows it by a clock that is right is judged too', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, minutes(5), tin('2026-01', '0.5'));
    await look(db, minutes(1));
    await putFigures(db, pact, minutes(2), tin('2026-01', '1'));
    expect(await look(db, minutes(3))).toEqual(['tin-floor on_track']);
    expect(await floorAt(db, minutes(10))).toMatchObject({ standing: 'on_track' });
  });

  test('what is judged last stands, though one with its clock ahead had judged before', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, minutes(30));
    await putFigures(db, pact, minutes(1), tin('2026-02', '0'));
    expect(await look(db, minutes(2))).toEqual(['tin-floor off_track']);
    expect(await floorAt(db, minutes(3))).toMatchObject({ standing: 'off_track' });
    expect(await floorAt(db, minutes(60))).toMatchObject({ standing: 'off_track' });
  });

  test('what only one with its clock ahead has judged is judged again, so that it stands now', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'));
    await look(db, NOW.add({ hours: 24 }));
    expect(await floorAt(db, minutes(1))).toBeUndefined();
    expect(await look(db, minutes(1))).toContain('tin-floor off_track');
    expect(await floorAt(db, minutes(1))).toMatchObject({ standing: 'off_track' });
  });
});

describe('side by side', () => {
  test('two looks at once store one assessment of each commitment', async () => {
    await using database = await tinDatabase();
    const { db, url } = database;
    const other = connect(url, { name: 'tests', onError: () => {} });
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    const looks = await Promise.all([db, other, db, other].map((pool) => look(pool, minutes(1))));
    expect(looks.flat().toSorted()).toEqual(['tin-ban unknown', 'tin-floor on_track', 'tin-talks unknown']);
    expect(await storedStandings(db)).toHaveLength(3);
    await other.destroy();
  });

  test('figures that come in while others judge are all judged in the end', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0'));
    const values = Array.from({ length: 25 }, (_, index) => String(index + 1));
    const write = async () => {
      for (const [index, value] of values.entries()) await putFigures(db, pact, minutes(index), tin('2026-01', value));
    };
    const judgeOn = async () => {
      for (const index of values.keys()) await look(db, minutes(index));
    };
    await Promise.all([write(), judgeOn(), judgeOn()]);
    await look(db, minutes(25));
    expect(await floorAt(db, minutes(25))).toMatchObject({ value: '25' });
    const assessments = await db
      .selectFrom('assessment')
      .select(['value', 'inputs'])
      .where('commitment', '=', 'tin-floor')
      .orderBy('id')
      .execute();
    const read = assessments.map(({ value }) => Number(value));
    expect(read).toEqual(read.toSorted((a, b) => a - b));
    expect(new Set(assessments.map(({ inputs }) => inputs.join())).size).toBe(assessments.length);
  });
});

describe('what goes wrong', () => {
  test('a commitment that cannot be judged does not hold up the others, and is due again', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'), ['raw-tin-exports', '2026-01', '5']);
    const broken: Deal = {
      ...pact,
      commitments: { 'tin-ban': pact.commitments['tin-ban']!, 'tin-floor': pact.commitments['tin-floor']! },
      conversions: {},
    };
    await expect(look(db, minutes(1), broken)).rejects.toThrow('the deal names no conversion from kg to t');
    expect(await storedStandings(db)).toEqual(['tin-floor on_track']);
    expect(await look(db, minutes(1), { ...broken, conversions: pact.conversions })).toEqual(['tin-ban breached']);
  });

  test('whoever is told to stop judges no further', async () => {
    await using database = await tinDatabase();
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const context = { db: database.db, deal: pact, now: () => NOW };
    await expect(assessDue(context, stop.signal)).rejects.toThrow('stopped');
    expect(await storedStandings(database.db)).toEqual([]);
  });
});
