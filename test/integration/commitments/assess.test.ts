import { describe, expect, test } from 'vitest';
import type { Deal } from '../../../config/deal/schema.ts';
import { latestAssessments } from '../../../db/assessments.ts';
import { connect, type Db } from '../../../db/connection.ts';
import { assessDue } from '../../../services/commitments/assess.ts';
import { evidenceOf } from '../../../services/commitments/evidence.ts';
import { judge } from '../../../services/commitments/judge.ts';
import { knownReports } from '../../../services/commitments/known-reports.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import { testDatabase } from '../../support/database.ts';
import { openTinPact, putFigures, storeSeries } from '../../support/tin-ledger.ts';
import { instant } from '../../support/vintages.ts';

// Twelve tonnes of tin are due in 2026. All figures are made up.
const pact = openTinPact();
const go = new AbortController().signal;
const NOW = instant('2026-11-24T09:00:00Z');
const minutes = (count: number) => NOW.add({ minutes: count });
const tin = (period: string, value: string | null) => ['tin-deliveries', period, value] as const;

async function tinDatabase() {
  const database = await testDatabase();
  await storeSeries(database.db, pact);
  return database;
}

/** Whom a look judges: `commitment standing`, with `unchanged` where nothing was stored. */
async function look(db: Db, at: Temporal.Instant, deal: Deal = pact): Promise<string[]> {
  const summaries = await assessDue({ db, deal, now: () => at }, go);
  return summaries.map(
    ({ commitment, standing, assessment }) => `${commitment} ${standing}${assessment === null ? ', unchanged' : ''}`,
  );
}

const stored = async (db: Db) =>
  (await db.selectFrom('assessment').select(['commitment', 'standing']).orderBy('id').execute()).map(
    ({ commitment, standing }) => `${commitment} ${standing}`,
  );
const standingAt = async (db: Db, at: Temporal.Instant) =>
  (await latestAssessments(db, pact.id, at)).find(({ commitment }) => commitment === 'tin-floor');

describe('what is due to be judged', () => {
  test('at first everything, without a figure too: that nothing is known is a result', async () => {
    await using database = await tinDatabase();
    expect(await look(database.db, NOW)).toEqual(['tin-floor unknown', 'tin-ban unknown', 'tin-talks unknown']);
    expect(await stored(database.db)).toEqual(['tin-floor unknown', 'tin-ban unknown', 'tin-talks unknown']);
  });

  test('a moment later nothing', async () => {
    await using database = await tinDatabase();
    await look(database.db, NOW);
    expect(await look(database.db, minutes(1))).toEqual([]);
  });

  test('after a new figure the commitments that read its series, and no others', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await look(db, NOW);
    await putFigures(db, pact, minutes(1), tin('2026-01', '1'));
    expect(await look(db, minutes(2))).toEqual(['tin-floor on_track']);
    await putFigures(db, pact, minutes(3), ['raw-tin-exports', '2026-01', '0']);
    expect(await look(db, minutes(4))).toEqual(['tin-ban compliant']);
  });

  test('after a figure that is only shown beside a commitment, nothing', async () => {
    await using database = await tinDatabase();
    await look(database.db, NOW);
    await putFigures(database.db, pact, minutes(1), ['gas-exports', '2026-01', '1']);
    expect(await look(database.db, minutes(2))).toEqual([]);
  });

  test('after a pull that wrote no vintage, nothing', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, NOW);
    await putFigures(db, pact, minutes(1), tin('2026-01', '1.0'));
    expect(await look(db, minutes(2))).toEqual([]);
  });

  test('on another day everything: time itself makes promises late', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, NOW);
    expect(await look(db, instant('2026-11-24T23:59:59Z'))).toEqual([]);
    expect(await look(db, instant('2026-11-25T00:00:00Z'))).toEqual([
      'tin-floor on_track, unchanged',
      'tin-ban unknown, unchanged',
      'tin-talks unknown, unchanged',
    ]);
  });

  test('after an edit of the deal file everything', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, NOW);
    const remarked = openTinPact(['version: 1', 'version: 1 # a remark']);
    expect(await look(db, minutes(1), remarked)).toEqual([
      'tin-floor on_track, unchanged',
      'tin-ban unknown, unchanged',
      'tin-talks unknown, unchanged',
    ]);
    const doubled = openTinPact(['floor: "12"', 'floor: "24"']);
    expect((await look(db, minutes(2), doubled))[0]).toBe('tin-floor off_track');
  });

  test('no commitment that the deal has no longer; what was judged of it stays', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await look(db, NOW);
    const { 'tin-ban': _gone, ...rest } = pact.commitments;
    expect(await look(db, NOW.add({ hours: 24 }), { ...pact, commitments: rest })).toHaveLength(2);
    expect(await stored(db)).toContain('tin-ban unknown');
  });
});

describe('an assessment', () => {
  test('that differs in nothing is not stored again', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, NOW);
    const before = await stored(db);
    for (const day of [1, 2, 3]) await look(db, NOW.add({ hours: 24 * day }));
    expect(await stored(db)).toEqual(before);
  });

  test('that stands as before stands since then; another standing stands since now', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, NOW);
    await putFigures(db, pact, minutes(1), tin('2026-02', '1'));
    await look(db, minutes(2));
    expect(await standingAt(db, minutes(2))).toMatchObject({ standing: 'on_track', at: minutes(2), since: NOW });
    await putFigures(db, pact, minutes(3), tin('2026-03', '0'));
    await look(db, minutes(4));
    expect(await standingAt(db, minutes(4))).toMatchObject({ standing: 'off_track', since: minutes(4) });
  });

  test('can be made again from what it says it saw, byte for byte', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'), tin('2026-02', '0.85'));
    await look(db, minutes(1));
    await putFigures(db, pact, minutes(2), tin('2026-02', '9'), tin('2026-03', '9'));
    const row = (await standingAt(db, minutes(1)))!;
    const needs = boundRule(pact.commitments['tin-floor']!).needs(row.at);
    const reports = await knownReports(db, pact.id, needs, row.clock, row.at);
    expect(reports.map(({ vintage }) => vintage).toSorted()).toEqual(row.inputs);
    const again = judge({
      deal: pact,
      commitment: 'tin-floor',
      evidence: evidenceOf(pact, needs, reports),
      at: row.at,
      previous: null,
    });
    expect(JSON.parse(JSON.stringify(again))).toEqual(row.judgement);
    expect(row).toMatchObject({ standing: 'at_risk', value: '1.85', method: again.method, dealDigest: pact.digest });
  });
});

describe('missing figures', () => {
  test('change no standing: it stays, and says so', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'));
    expect(await look(db, NOW)).toContain('tin-floor off_track');
    await putFigures(db, pact, minutes(1), tin('2026-01', null));
    expect(await look(db, minutes(2))).toEqual(['tin-floor off_track']);
    const row = (await standingAt(db, minutes(2)))!;
    expect(row).toMatchObject({ since: NOW, judgement: { found: 'unknown', standing: 'off_track' } });
    expect(row.reason).toContain('The earlier standing, off track, stays');
  });

  test('that come back are judged as if they had never been away', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    for (const [index, value] of ['0.5', null, '1'].entries()) {
      await putFigures(db, pact, minutes(index), tin('2026-01', value));
      await look(db, minutes(index));
    }
    expect((await stored(db)).filter((line) => line.startsWith('tin-floor'))).toEqual([
      'tin-floor off_track',
      'tin-floor off_track',
      'tin-floor on_track',
    ]);
  });
});

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
    expect(await standingAt(db, minutes(10))).toMatchObject({ standing: 'on_track' });
  });

  test('what is judged last stands, though one with its clock ahead had judged before', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, minutes(30));
    await putFigures(db, pact, minutes(1), tin('2026-02', '0'));
    expect(await look(db, minutes(2))).toEqual(['tin-floor off_track']);
    expect(await standingAt(db, minutes(3))).toMatchObject({ standing: 'off_track' });
    expect(await standingAt(db, minutes(60))).toMatchObject({ standing: 'off_track' });
  });

  test('what only one with its clock ahead has judged is judged again, so that it stands now', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'));
    await look(db, NOW.add({ hours: 24 }));
    expect(await standingAt(db, minutes(1))).toBeUndefined();
    expect(await look(db, minutes(1))).toContain('tin-floor off_track');
    expect(await standingAt(db, minutes(1))).toMatchObject({ standing: 'off_track' });
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
    expect(await stored(db)).toHaveLength(3);
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
    expect(await standingAt(db, minutes(25))).toMatchObject({ value: '25' });
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
    expect(await stored(db)).toEqual(['tin-floor on_track']);
    expect(await look(db, minutes(1), { ...broken, conversions: pact.conversions })).toEqual(['tin-ban breached']);
  });

  test('whoever is told to stop judges no further', async () => {
    await using database = await tinDatabase();
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const context = { db: database.db, deal: pact, now: () => NOW };
    await expect(assessDue(context, stop.signal)).rejects.toThrow('stopped');
    expect(await stored(database.db)).toEqual([]);
  });
});
