import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../../../services/commitments/evidence/evidence.ts';
import { judge } from '../../../services/commitments/judge.ts';
import { knownReports } from '../../../services/commitments/evidence/known-reports.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import { openTinPact, putFigures } from '../../support/tin-ledger.ts';
import { floorAt, look, minutes, NOW, pact, storedStandings, tin, tinDatabase } from '../../support/tin-looks.ts';
import { instant } from '../../support/vintages.ts';

// All figures are made up.

describe('what is due to be judged', () => {
  test('at first everything, without a figure too: that nothing is known is a result', async () => {
    await using database = await tinDatabase();
    expect(await look(database.db, NOW)).toEqual(['tin-floor unknown', 'tin-ban unknown', 'tin-talks unknown']);
    expect(await storedStandings(database.db)).toEqual(['tin-floor unknown', 'tin-ban unknown', 'tin-talks unknown']);
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
    expect(await storedStandings(db)).toContain('tin-ban unknown');
  });
});

describe('an assessment', () => {
  test('that differs in nothing is not stored again', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, NOW);
    const before = await storedStandings(db);
    for (const day of [1, 2, 3]) await look(db, NOW.add({ hours: 24 * day }));
    expect(await storedStandings(db)).toEqual(before);
  });

  test('that stands as before stands since then; another standing stands since now', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, NOW);
    await putFigures(db, pact, minutes(1), tin('2026-02', '1'));
    await look(db, minutes(2));
    expect(await floorAt(db, minutes(2))).toMatchObject({ standing: 'on_track', at: minutes(2), since: NOW });
    await putFigures(db, pact, minutes(3), tin('2026-03', '0'));
    await look(db, minutes(4));
    expect(await floorAt(db, minutes(4))).toMatchObject({ standing: 'off_track', since: minutes(4) });
  });

  test('can be made again from what it says it saw, byte for byte', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'), tin('2026-02', '0.85'));
    await look(db, minutes(1));
    await putFigures(db, pact, minutes(2), tin('2026-02', '9'), tin('2026-03', '9'));
    const row = (await floorAt(db, minutes(1)))!;
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
    const row = (await floorAt(db, minutes(2)))!;
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
    expect((await storedStandings(db)).filter((line) => line.startsWith('tin-floor'))).toEqual([
      'tin-floor off_track',
      'tin-floor off_track',
      'tin-floor on_track',
    ]);
  });
});
